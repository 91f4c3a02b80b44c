import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readPredictions } from "../../src/experiments/predictions";
import { readRecord } from "../../src/experiments/record";
import { trialHash } from "../../src/experiments/trial";
import { sha256 } from "../../src/files/hash";
import { qualityRows, type Comparison } from "../../src/reports/comparison";
import { withHeadline, type Summary } from "../../src/reports/summary";
import type { ModelName } from "../../src/models/options";

const ROOT = path.join(__dirname, "..", "..");
const RESULTS = path.join(ROOT, "results");
const summary = JSON.parse(fs.readFileSync(path.join(RESULTS, "summary.json"), "utf8")) as Summary;
const records = summary.records.map((hash) => readRecord(path.join(RESULTS, `${hash}.json`)));

function floorNamed(name: string) {
  return records.find((record) => record.kind === "floor" && record.config.floor === name)!;
}

test("the README's headline is what the summary says", () => {
  const readme = fs.readFileSync(path.join(ROOT, "README.md"), "utf8");
  const headlineOf = (text: string) => text.slice(text.indexOf("<!-- headline -->"), text.indexOf("<!-- /headline -->"));
  assert.is(headlineOf(readme), headlineOf(withHeadline(readme, summary)));
});

test("the summary is what the committed records say", () => {
  const trained = records.flatMap((record) => (record.kind === "training" ? [record.config.model] : []));
  const models = [...new Set(trained)].map((model: ModelName) => ({
    model,
    records: records.filter((record) => record.kind === "training" && record.config.model === model),
  }));
  const comparison: Comparison = { models, floors: { "all-O": floorNamed("all-O"), "look-up": floorNamed("look-up") } };
  assert.equal(qualityRows(comparison), summary.systems);
});

test("every committed record bears the hash of its own content, under this protocol", () => {
  for (const record of records) assert.is(trialHash(record), record.hash);
});

test("every committed record has its predictions, unchanged and without words", () => {
  for (const { predictions, metrics } of records) {
    const sentences = readPredictions(path.join(RESULTS, predictions.file));
    assert.is(sha256(sentences.map(({ i, tags }) => `${JSON.stringify({ i, tags })}\n`).join("")), predictions.sha256);
    assert.is(sentences.length, metrics.test.sentences);
    assert.ok(sentences.every((sentence) => sentence.tags.every((tag) => /^(O|[BI]-[a-z]+)$/.test(tag))));
  }
});

test.run();
