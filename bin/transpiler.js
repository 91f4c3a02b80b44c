"use strict";
// What ts-node transpiles with, as tsconfig.json names it: TypeScript itself, whose output is kept from one start to the next.
const fs = require("node:fs");
const path = require("node:path");
const ts = require("typescript");
const { openTranspileCache, sha256 } = require("./transpile-cache");

/** Beside the packages: who may write there could change what runs in any case, and `npm ci` empties it. */
const FOLDER = path.join(__dirname, "..", "node_modules", ".cache", "nerbook", "transpiled");

/** What is done here makes the output too: when it changes, so do the names of the entries. */
const MAKER = fs.readFileSync(__filename, "utf8");

function transpileAnew(code, fileName, compilerOptions) {
  return ts.transpileModule(code, { fileName, compilerOptions, reportDiagnostics: true });
}

/** ts-node's factory of transpilers; `folder`, where the output is kept, can be set beside the transpiler's name in tsconfig.json. */
function create({ service, folder = FOLDER }) {
  const compilerOptions = service.config.options;
  const cache = openTranspileCache(folder);
  // Where the project and the file lie is left out: ts-node writes that into the source map itself, at every start.
  const settings = JSON.stringify([MAKER, ts.version, { ...compilerOptions, configFilePath: undefined, outDir: undefined }]);
  return {
    transpile(code, { fileName }) {
      const key = sha256(settings, path.basename(fileName), code);
      const known = cache.read(key);
      if (known !== undefined) return known;
      const { outputText, sourceMapText, diagnostics } = transpileAnew(code, fileName, compilerOptions);
      if (diagnostics.length === 0) cache.write(key, { outputText, sourceMapText });
      return { outputText, sourceMapText, diagnostics };
    },
  };
}

module.exports = { create };
