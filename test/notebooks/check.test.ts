import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildNotebook } from "../../src/notebooks/build";
import { notebookFaults } from "../../src/notebooks/check";
import type { Notebook } from "../../src/notebooks/nbformat";
import { injectParameters } from "../../src/notebooks/parameters";
import { parsePercent } from "../../src/notebooks/percent";
import { syntaxFaults } from "../../src/notebooks/syntax";

const GOOD = `// %% [markdown]
// # Title

// %% tags=["parameters"]
let A: number = 1;

// %%
const doubled = [A].map((value) => 2 * value);

// %% [markdown]
// ## Findings

// %%
console.log(\`\${doubled.length} value\`);

// %% [markdown]
// ## Exercises
// 1. Triple it.
`;

function faults(source: string, notebook: Notebook | undefined = buildNotebook(parsePercent(source))): string[] {
  return notebookFaults(parsePercent(source), notebook, "n.ts", "n.ipynb");
}

test("a notebook that keeps the rules has no fault, with an injected cell or without", () => {
  assert.equal(faults(GOOD), []);
  assert.equal(faults(GOOD, buildNotebook(injectParameters(parsePercent(GOOD), { A: 3 }, "n"))), []);
});

test("function definitions of every form are faults", () => {
  const definitions = [
    "function f() {}", "class C {}", "const f = () => 1;", "const f = (() => 1) as () => number;", "const f = function () {};",
    "let f; f = () => 1;", "const C = class {};", "const o = { m() { return 1; } };", "if (a) { const f = async () => 1; }",
  ];
  for (const source of definitions) assert.is(syntaxFaults(source).length, 1, source);
});

test("functions passed as arguments are fine", () => {
  for (const source of ["a.map((x) => x)", "const b = a.map(function (x) { return x; });", "draw({ label: (x) => x })"]) {
    assert.equal(syntaxFaults(source), [], source);
  }
});

test("object shorthand is a fault that names its line; destructuring is none", () => {
  assert.equal(syntaxFaults("const { a } = b;\nf({ a: a });"), []);
  const [fault] = syntaxFaults("const b = 1;\nf({\n  a,\n});");
  assert.is(fault!.line, 2);
  assert.match(fault!.message, /write \{ a: a \}/);
});

test("a fault in code is named by file, line and cell", () => {
  const [fault] = faults(GOOD.replace("const doubled =", "const f = () => 1;\nconst doubled ="));
  assert.match(fault!, /^n\.ts:8: cell 3 defines the function f/);
});

test("a missing heading, parameters cell, ending or computed finding is a fault each", () => {
  assert.match(faults(GOOD.replace("# Title", "Title")).join("\n"), /begin with a heading/);
  assert.match(faults(GOOD.replace(" tags=[\"parameters\"]", "")).join("\n"), /has 0 cells tagged "parameters"/);
  assert.match(faults(GOOD.replace("## Exercises", "## Outlook")).join("\n"), /does not end with/);
  assert.match(faults(GOOD.replace("## Exercises", "## Findings").replace("## Findings", "## Exercises")).join("\n"), /does not end with/);
  assert.match(faults(GOOD.replace(/\/\/ %%\nconsole.*\n/, "")).join("\n"), /findings are not computed/);
});

test("a notebook that is missing, differs, is longer or holds an error is a fault", () => {
  const built = buildNotebook(parsePercent(GOOD));
  assert.match(notebookFaults(parsePercent(GOOD), undefined, "n.ts", "n.ipynb").join("\n"), /^n\.ipynb: is missing/);
  assert.match(faults(GOOD.replace("2 * value", "3 * value"), built).join("\n"), /^n\.ts:8: cell 3 differs from n\.ipynb/);
  assert.match(faults(GOOD, { cells: [...built.cells, built.cells[0]!] }).join("\n"), /has 7 cells where n\.ts has 6/);
  const error = { output_type: "error", ename: "E", evalue: "v", traceback: [] } as const;
  const failed = { cells: built.cells.map((cell, i) => (i === 2 ? { ...cell, outputs: [error] } : cell)) };
  assert.match(faults(GOOD, failed).join("\n"), /^n\.ipynb: cell 3 holds an error/);
});

test.run();
