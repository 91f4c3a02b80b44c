// danfojs-node loads its web reader's library at start; nothing here ever calls it.
module.exports = {};
