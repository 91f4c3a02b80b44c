import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildNotebook } from "../../src/notebooks/build";
import { trimSource } from "../../src/notebooks/cells";
import type { Cell } from "../../src/notebooks/cells";
import { parseNotebook, serializeNotebook } from "../../src/notebooks/nbformat";
import { formatPercent, parsePercent } from "../../src/notebooks/percent";

const text = fc.string({ unit: "binary", maxLength: 20 });
const line = fc.oneof(text, fc.constantFrom("", "  ", "// note", "const a = 1;", "- item  ", "//"))
  .map((value) => value.replace(/[\r\n]/g, " ")).filter((value) => !/^(\/\/ )?%%/.test(value));
const cell: fc.Arbitrary<Cell> = fc.record({
  kind: fc.constantFrom("code" as const, "markdown" as const),
  source: fc.array(line, { maxLength: 6 }).map((lines) => lines.join("\n")),
  tags: fc.array(text, { maxLength: 2 }),
});

function said(cells: readonly Cell[]): Cell[] {
  return cells.map(({ kind, source, tags }) => ({ kind, source: trimSource(source), tags: [...tags] }));
}

test("cells written in percent format read back the same", () => {
  fc.assert(fc.property(fc.array(cell, { maxLength: 6 }), (cells) => {
    assert.equal(said(parsePercent(formatPercent(cells))), said(cells));
  }));
});

test("percent format of a notebook built from percent format is the same text", () => {
  fc.assert(fc.property(fc.array(cell, { maxLength: 6 }), (cells) => {
    const written = formatPercent(cells);
    const notebook = parseNotebook(serializeNotebook(buildNotebook(parsePercent(written))));
    assert.is(formatPercent(notebook.cells), written);
  }));
});

test("a cell knows its kind, its tags and the line it begins on", () => {
  const cells = parsePercent("// %% [markdown]\n// # Title\n//\n// text\n\n// %% tags=[\"parameters\"]\n\nlet A = 1;\n");
  assert.equal(cells, [
    { kind: "markdown", source: "# Title\n\ntext", tags: [], line: 2 },
    { kind: "code", source: "let A = 1;", tags: ["parameters"], line: 8 },
  ]);
});

test("Windows line ends and a byte order mark make no difference", () => {
  assert.equal(parsePercent("\uFEFF// %%\r\nconst a = 1;\r\n"), parsePercent("// %%\nconst a = 1;\n"));
});

test("code in a markdown cell, text before the first cell and unreadable markers are named by line", () => {
  assert.throws(() => parsePercent("// %% [markdown]\n// a\nconst b = 1;\n", "n.ts"), /^n\.ts:3: .*markdown/);
  assert.throws(() => parsePercent("const a = 1;\n// %%\n", "n.ts"), /^n\.ts:1: .*before the first cell/);
  assert.throws(() => parsePercent("// %% [raw]\n", "n.ts"), /^n\.ts:1: .*not \[raw\]/);
  assert.throws(() => parsePercent("// %% tags=[parameters]\n", "n.ts"), /^n\.ts:1: .*no list of tags/);
  assert.throws(() => parsePercent("// %% whatever\n", "n.ts"), /^n\.ts:1: .*cannot read/);
});

test("a line that would read as a cell marker cannot be written", () => {
  assert.throws(() => formatPercent([{ kind: "markdown", source: "text\n%% comment", tags: [] }]), /Cell 1 .*new cell/);
  assert.throws(() => formatPercent([{ kind: "code", source: "`\n// %%\n`", tags: [] }]), /Cell 1 .*new cell/);
});

test("a file that is no notebook is refused in one sentence", () => {
  assert.throws(() => parseNotebook("{", "n.ipynb"), /^n\.ipynb is not JSON/);
  assert.throws(() => parseNotebook("{\"nbformat\": 3}", "n.ipynb"), /nbformat 4/);
  const raw = { nbformat: 4, cells: [{ cell_type: "raw", source: "", metadata: {} }] };
  assert.throws(() => parseNotebook(JSON.stringify(raw), "n.ipynb"), /cell 1 is a raw cell/);
});

test.run();
