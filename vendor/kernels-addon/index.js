"use strict";
// Where the built addon lies, what its last build came to, and which sources it has to be made of.
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

/** The same two floors up whether npm links this folder or copies it into node_modules. */
const NATIVE = path.join(__dirname, "..", "..", "src", "kernels", "native");
const BUILD = path.join(__dirname, "build");
const FILE = path.join(BUILD, "kernels.node");
const OUTCOME = path.join(BUILD, "outcome.json");

/** sha256 over the C sources: an addon made of others would misread programs. */
function sourcesHash() {
  const kernels = fs.readdirSync(NATIVE).filter((name) => /\.[ch]$/.test(name)).sort();
  const files = [...kernels.map((name) => path.join(NATIVE, name)), path.join(__dirname, "binding.c")];
  const hash = crypto.createHash("sha256");
  for (const file of files) hash.update(`${path.basename(file)}\n`).update(fs.readFileSync(file));
  return hash.digest("hex");
}

/** What the last build wrote, or undefined where none was tried. */
function outcome() {
  try {
    return JSON.parse(fs.readFileSync(OUTCOME, "utf8"));
  } catch {
    return undefined;
  }
}

module.exports = { NATIVE, BUILD, FILE, OUTCOME, sourcesHash, outcome };
