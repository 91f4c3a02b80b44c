#!/usr/bin/env node
"use strict";
// ts-node runs the TypeScript sources as they are; types are checked by `npm run typecheck`, not at every start, and what
// transpiler.js made of a source is kept for the next one.
require("ts-node").register({ transpileOnly: true, project: require("node:path").join(__dirname, "..", "tsconfig.json") });
require("../src/cli/main").main(process.argv);
