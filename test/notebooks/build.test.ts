import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildNotebook, sameCells } from "../../src/notebooks/build";
import type { Notebook } from "../../src/notebooks/nbformat";
import { parseNotebook, serializeNotebook } from "../../src/notebooks/nbformat";
import { injectParameters } from "../../src/notebooks/parameters";
import { parsePercent } from "../../src/notebooks/percent";

const SOURCE = "// %% [markdown]\n// # Title\n\n// %% tags=[\"parameters\"]\nlet A: number = 1;\n\n// %%\nA + 1\n\n// %%\nA + 1\n";
const STREAM = { output_type: "stream", name: "stdout", text: "one\ntwo" } as const;

function executed(source: string): Notebook {
  const cells = injectParameters(parsePercent(source), { A: 5 }, "n");
  const notebook = buildNotebook(cells);
  return { cells: notebook.cells.map((cell, i) => (cell.kind === "code" ? { ...cell, executionCount: i, outputs: [STREAM] } : cell)) };
}

test("an id depends on its cell alone, and equal cells get different ids", () => {
  const ids = buildNotebook(parsePercent(SOURCE)).cells.map((cell) => cell.id);
  const more = buildNotebook(parsePercent(`// %% [markdown]\n// # First\n\n${SOURCE}`)).cells.map((cell) => cell.id);
  assert.equal(more.slice(1), ids);
  assert.is(new Set(ids).size, 4);
  for (const id of ids) assert.match(id, /^[a-zA-Z0-9-_]{1,64}$/);
});

test("new prose keeps the outputs and the injected cell; new code drops all of them", () => {
  const previous = executed(SOURCE);
  const prose = buildNotebook(parsePercent(SOURCE.replace("Title", "Another title")), previous);
  assert.equal(prose.cells.map((cell) => cell.outputs.length), [0, 1, 1, 1, 1]);
  assert.equal(prose.cells.map((cell) => cell.executionCount), [null, 1, 2, 3, 4]);
  assert.is(prose.cells[2]!.source, "// Set by the run that these outputs are of. Delete this cell to work on the values above.\nlet A: number = 5;");
  const code = buildNotebook(parsePercent(SOURCE.replace("A + 1", "A + 2")), previous);
  assert.equal(code.cells.map((cell) => cell.outputs.length), [0, 0, 0, 0]);
});

test("the injected cell and outputs do not count when notebooks are compared", () => {
  assert.ok(sameCells(parsePercent(SOURCE), executed(SOURCE).cells));
  assert.not(sameCells(parsePercent(SOURCE.replace("Title", "Other")), executed(SOURCE).cells));
});

test("a notebook with outputs of every kind reads back the same", () => {
  const data = { "text/plain": "a\nb", "image/png": "AAAA", "application/vnd.plotly.v1+json": { data: [1] } };
  const outputs = [
    STREAM,
    { output_type: "display_data", data, metadata: {} },
    { output_type: "execute_result", data: { "text/plain": "3" }, metadata: {}, execution_count: 1 },
    { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
  ] as const;
  const notebook: Notebook = { cells: [{ kind: "code", source: "a\nb", tags: ["x"], id: "id", executionCount: 1, outputs }] };
  const text = serializeNotebook(notebook);
  assert.equal(parseNotebook(text), notebook);
  assert.is(serializeNotebook(parseNotebook(text)), text);
});

test("text is split into lines and keys are sorted, as Jupyter saves them", () => {
  const raw = JSON.parse(serializeNotebook(executed(SOURCE)));
  assert.equal(raw.cells[1].outputs[0].text, ["one\n", "two"]);
  assert.equal(Object.keys(raw.cells[1]), ["cell_type", "execution_count", "id", "metadata", "outputs", "source"]);
  assert.equal([raw.nbformat, raw.nbformat_minor, raw.metadata.kernelspec.name], [4, 5, "nerbook"]);
});

test.run();
