import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readPredictions } from "../../src/experiments/predictions";
import { readRecord } from "../../src/experiments/record";
import { trialHash } from "../../src/experiments/trial";
import { sha256 } from "../../src/files/hash";
import { MODEL_NAMES } from "../../src/models/options";
import { qualityRows, systemsOf, type Comparison } from "../../src/reports/comparison";
import { strictScores } from "../../src/reports/model-report";
import { withHeadline, type Summary } from "../../src/reports/summary";

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

const models = MODEL_NAMES.map((model) => ({
  model,
  records: records.filter((record) => record.kind === "training" && record.config.model === model),
})).filter(({ records: own }) => own.length > 0);
const comparison: Comparison = { models, floors: { "all-O": floorNamed("all-O"), "look-up": floorNamed("look-up") } };

function meanF1(title: string): number {
  const scores = strictScores(systemsOf(comparison).find((system) => system.title === title)!.records);
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

test("the summary's scores are what the committed records say", () => {
  const derived = qualityRows(comparison);
  const shown = summary.systems.map((row, i) => Object.fromEntries(Object.keys(derived[i]!).map((column) => [column, row[column]])));
  assert.equal(shown, derived);
});

test("every score stands inside of its interval, which is as wide as so many sentences make it", () => {
  for (const row of summary.systems) {
    const [low, high] = String(row["95 % interval"]).split(" to ").map(Number) as [number, number];
    const f1 = 100 * meanF1(String(row["system"]));
    assert.ok(low <= f1 + 0.005 && f1 - 0.005 <= high, `${row["system"]}: ${f1} outside of ${low} to ${high}`);
    const expected = 2 * 1.96 * Math.sqrt((f1 * (100 - f1)) / summary.testSentences);
    assert.ok(high - low <= 1.5 * expected && high - low >= 0.5 * expected, `${row["system"]}: ${low} to ${high}`);
  }
});

test("every verdict names the difference of the records' scores, and claims one only beside its numbers", () => {
  const { verdicts } = summary.uncertainty!;
  const contestants = systemsOf(comparison).length - 1;
  assert.is(verdicts.length, (contestants * (contestants - 1)) / 2);
  for (const { a, b, outcome, sentence } of verdicts) {
    const points = (100 * (meanF1(a) - meanF1(b))).toFixed(2).replace("-", "−");
    assert.ok(sentence.includes(`the difference is ${points} points of F1`), sentence);
    assert.match(sentence, outcome === "not distinguishable" ? /are not distinguishable/ : new RegExp(` is ${outcome} than `));
  }
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
