// danfojs-node asks for tfjs-node; one tfjs per process is enough, so it is handed the project's.
module.exports = require("@tensorflow/tfjs");
