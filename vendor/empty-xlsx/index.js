// danfojs-node loads its spreadsheet library at start; nothing here ever calls it.
module.exports = {};
