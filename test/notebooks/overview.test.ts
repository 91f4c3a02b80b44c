import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { NotebookCell } from "../../src/notebooks/nbformat";
import { firstFindingIn, notebookCards, notebookMap, readOpening } from "../../src/notebooks/overview";

function markdown(source: string): NotebookCell {
  return { kind: "markdown", source, tags: [], id: "m", executionCount: null, outputs: [] };
}

function showing(text: string): NotebookCell {
  return {
    kind: "code", source: "showFindings()", tags: [], id: "c", executionCount: 1,
    outputs: [{ output_type: "display_data", data: { "text/markdown": text }, metadata: {} }],
  };
}

test("a notebook's questions are told with the sentence that leads to them, the rest of its opening is not", () => {
  const source = "# 06 · One comparison\n\nIt began so. Three numbers were not comparable. How sure is\nthe order? It is shown. And what does F1 cost? See.";
  const question = "Three numbers were not comparable. How sure is the order? And what does F1 cost?";
  assert.equal(readOpening({ source }), { title: "One comparison", question });
});

test("a notebook that asks nothing is told by its first sentence", () => {
  assert.equal(readOpening({ source: "# A title\n\nThis shows it. And that." }), { title: "A title", question: "This shows it." });
});

test("every notebook of the project has a card with a title and a question", () => {
  const cards = notebookCards();
  assert.ok(cards.length > 6);
  assert.equal(cards.filter(({ title, question }) => title === "" || !/[?.]$/.test(question)).map(({ name }) => name), []);
});

test("the first finding is the one below the heading, not a numbered line above it", () => {
  const cells = [markdown("## Table"), showing("1. a list"), markdown("## Findings"), showing("1. The first.\n2. The second."), markdown("## Exercises\n\n1. Do.")];
  assert.is(firstFindingIn(cells), "The first.");
  assert.is(firstFindingIn(cells.slice(0, 2)), null);
  assert.is(firstFindingIn([markdown("## Findings"), { ...showing(""), outputs: [] }]), null);
});

test("the map links every notebook but its own, and says of one without an executed copy that it has not run", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-overview-"));
  const cards = ["00", "01", "02"].map((number) => ({ number, name: `${number}-x`, title: "T", question: "a | b?" }));
  const cell = { cell_type: "markdown", id: "a", metadata: {}, source: "## Findings" };
  const output = { output_type: "display_data", metadata: {}, data: { "text/markdown": ["1. It rose."] } };
  const code = { cell_type: "code", id: "b", metadata: {}, source: "x", execution_count: 1, outputs: [output] };
  fs.writeFileSync(path.join(folder, "01-x.ipynb"), JSON.stringify({ cells: [cell, code], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  const rows = notebookMap(cards, folder, "00").split("\n").slice(2);
  fs.rmSync(folder, { recursive: true });
  assert.equal(rows, [
    "| [01](01-x.ipynb) | **T** a \\| b? | It rose. |",
    "| [02](02-x.ipynb) | **T** a \\| b? | not run yet: `npx nerbook reproduce --only 02` |",
  ]);
});

test.run();
