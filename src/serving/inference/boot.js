"use strict";
// A worker thread begins without ts-node, so this file brings it.
const path = require("node:path");
require("ts-node").register({ transpileOnly: true, project: path.join(__dirname, "..", "..", "..", "tsconfig.json") });
require("./worker.ts");
