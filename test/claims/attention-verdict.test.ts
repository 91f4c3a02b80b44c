import * as fs from "node:fs";
import * as path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { committedVerdict, readVerdict, WITH_ATTENTION } from "../../src/claims/attention-verdict";
import { verdict } from "../../src/evaluation";
import { temporaryFolder } from "../corpus/files";

const test = suite("the verdict on attention");
const root = temporaryFolder();

function sentenceOf(estimate: number, low: number, high: number, adjustedP: number): string {
  const difference = { estimate, interval: { low, high, method: "bca" as const }, intervalWithSeeds: null };
  return verdict({ a: WITH_ATTENTION, b: "the one without", difference, adjustedP, level: 0.95 }).sentence;
}

test("each outcome is read from the sentence that the paired test makes of it", () => {
  assert.equal(readVerdict(sentenceOf(-0.0026, -0.0052, 0.0001, 0.0507)), { outcome: "not distinguishable", points: "−0.26", interval: "−0.52 to 0.01", p: "0.0507" });
  assert.equal(readVerdict(sentenceOf(0.01, 0.005, 0.015, 0.00001)), { outcome: "better", points: "1.00", interval: "0.50 to 1.50", p: "< 0.0001" });
  assert.equal(readVerdict(sentenceOf(-0.01, -0.015, -0.005, 0.002)), { outcome: "worse", points: "−1.00", interval: "−1.50 to −0.50", p: "0.0020" });
});

test("another sentence is no verdict", () => {
  const others = ["One of the two has no record yet.", "", sentenceOf(0.01, 0.005, 0.015, 0.01).replace(WITH_ATTENTION, "Model 2")];
  assert.equal(others.map(readVerdict), [null, null, null]);
});

function writeNotebook(corpus: string, texts: readonly string[]): void {
  const cell = (source: string, outputs: readonly object[]) => ({ cell_type: "code", id: "a", source, metadata: {}, execution_count: 1, outputs });
  const shown = (text: string) => ({ output_type: "display_data", data: { "text/markdown": text, "text/plain": text }, metadata: {} });
  const cells = [cell(`let CORPUS: string = "${corpus}";\nlet PROFILE: string = "full";`, []), ...texts.map((text) => cell("1", [shown(text)]))];
  fs.mkdirSync(path.join(root, "notebooks"), { recursive: true });
  fs.writeFileSync(path.join(root, "notebooks", "12-claims-audit.ipynb"), JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
}

const GMB = { corpus: { name: "gmb", sha256: "1" }, profile: "full" } as const;

test("the committed notebook's verdict is found among its texts, where it was run on the book's corpus and in its profile", () => {
  assert.is(committedVerdict(root, GMB), null);
  writeNotebook("gmb", ["Another text.", sentenceOf(-0.01, -0.015, -0.005, 0.002)]);
  assert.is(committedVerdict(root, GMB)?.outcome, "worse");
  assert.is(committedVerdict(root, { ...GMB, profile: "quick" }), null);
  writeNotebook("embedded", [sentenceOf(-0.01, -0.015, -0.005, 0.002)]);
  assert.is(committedVerdict(root, GMB), null);
  writeNotebook("gmb", ["One of the two has no record yet."]);
  assert.is(committedVerdict(root, GMB), null);
});

test.run();
