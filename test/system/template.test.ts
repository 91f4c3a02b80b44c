import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { notebookFaults } from "../../src/notebooks/check";
import { NOTEBOOKS_FOLDER, notebookSources, readCells, readNotebook } from "../../src/notebooks/files";
import { firstFindingIn } from "../../src/notebooks/overview";
import { runNotebook } from "../../src/notebooks/runner";
import type { SourceCell } from "../../src/notebooks/cells";

const TEMPLATE = path.join(NOTEBOOKS_FOLDER, "template.ts");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-template-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

test("the template keeps the rules of a notebook; all that it lacks is an .ipynb beside it", () => {
  const faults = notebookFaults(readCells(TEMPLATE) as readonly SourceCell[], undefined, "template.ts", "template.ipynb");
  assert.equal(faults, ["template.ipynb: is missing; run nerbook notebook build."]);
});

test("the template is none of the notebooks", () => {
  assert.not.ok(notebookSources().includes(TEMPLATE));
});

test("the template runs: its own arms are trained, compared, drawn and told", async () => {
  const output = path.join(folder, "template.ipynb");
  const parameters = { CORPUS: "embedded-400-3", SEEDS: 2 };
  await runNotebook({ source: TEMPLATE, output, parameters, env: { NER_OUT: folder, NER_OFFLINE: "1" } });
  const { cells } = readNotebook(output);
  assert.is(fs.readdirSync(path.join(folder, "results")).filter((name) => name.endsWith(".json")).length, 4);
  assert.ok(fs.existsSync(path.join(folder, "figures", "template-grid-scores.png")));
  assert.match(firstFindingIn(cells) ?? "", /batch size/i);
});

test.run();
