import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

const SRC = path.join(__dirname, "..", "..");
/** What the drill page asks of the terminal's mock interview; its types stay behind. */
const ENTRIES = ["plan", "rubric", "course", "stored", "sheet-words", "sheet-text"].map((name) => `interview/mock/${name}`);
const REQUIRED = /\brequire\("([^"]+)"\)/g;
const OPTIONS: ts.CompilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2021, removeComments: true };

interface Module {
  readonly id: string;
  readonly code: string;
  readonly needs: readonly string[];
}

/** A module as JavaScript that loads what it needs by its id. Throws an Error for what only Node.js has. */
function readModule(id: string): Module {
  const { outputText } = ts.transpileModule(fs.readFileSync(path.join(SRC, `${id}.ts`), "utf8"), { compilerOptions: OPTIONS });
  const needs: string[] = [];
  const code = outputText.replace(REQUIRED, (_, specifier: string) => {
    if (!specifier.startsWith(".")) throw new Error(`src/${id}.ts needs ${specifier}, which a browser does not have; the drill page runs it too.`);
    const need = path.posix.join(path.posix.dirname(id), specifier);
    needs.push(need);
    return `load("${need}")`;
  });
  return { id, code, needs };
}

function gather(ids: readonly string[], found: Map<string, Module>): Map<string, Module> {
  for (const id of ids) {
    if (found.has(id)) continue;
    const module = readModule(id);
    gather(module.needs, found.set(id, module));
  }
  return found;
}

/**
 * The mock interview's rubric, plan, course and sheet as a script that sets `nerbookMock`: they are the terminal's own modules, so
 * that page and terminal ask, score and say the same.
 */
export function mockScript(): string {
  const modules = [...gather(ENTRIES, new Map()).values()].map(({ id, code }) => `"${id}": (exports, load) => {\n${code}},`);
  return `"use strict";
// Made of src/interview/mock and what it needs.
(() => {
const modules = {
${modules.join("\n")}
};
const loaded = {};
function load(id) {
  if (!(id in loaded)) modules[id](loaded[id] = {}, load);
  return loaded[id];
}
globalThis.nerbookMock = Object.assign({}, ...${JSON.stringify(ENTRIES)}.map(load));
})();
`;
}
