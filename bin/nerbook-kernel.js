#!/usr/bin/env node
"use strict";
// The Jupyter kernel that `nerbook jupyter install` registers: node nerbook-kernel.js CONNECTION_FILE
require("ts-node").register({ transpileOnly: true, project: require("node:path").join(__dirname, "..", "tsconfig.json") });
if (process.argv.length !== 3) {
  process.stderr.write("error: the kernel is started by Jupyter with one argument, its connection file.\n");
  process.exit(2);
}
require("../src/notebooks/kernel").serveKernel(process.argv[2]).catch((error) => {
  process.stderr.write(`error: ${error.message}\n`);
  process.exit(1);
});
