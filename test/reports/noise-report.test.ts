import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Corpus } from "../../src/corpus/types";
import { ambiguousRows, ceilingRows, conflictRows, labelNoise, noiseFindings, noiseRows } from "../../src/reports/noise-report";
import { tagged } from "./hand-made";

function corpusOf(...lines: string[]): Corpus {
  return { name: "hand-made", path: "in the test", sha256: "", encoding: "utf-8", sentences: lines.map(tagged) };
}

const NOISY = corpusOf("Paris/B-geo sleeps/O", "Paris/B-per sleeps/O", "Ada/B-per met/O Paris/B-geo");
const CLEAN = corpusOf("Ada/B-per left/O", "Paris/B-geo sleeps/O");

test("repeated sentences that disagree, and strings of several types, are counted", () => {
  const rows = noiseRows(labelNoise(NOISY, NOISY.sentences));
  assert.equal(rows.map(({ count, of }) => [count, of]), [[1, null], [1, 1], [2, null], [2, 2], [1, 4], [2, 2], [1, 2], [3, 4], [1, 4]]);
});

test("a conflict is shown by indices and places, never by words", () => {
  assert.equal(conflictRows(labelNoise(NOISY, []), 5), [
    { sentences: "0, 1", "different taggings": 2, "tokens in dispute": "0", "minority tokens": 1, "disputed mentions": 2 },
  ]);
  assert.equal(ambiguousRows(labelNoise(NOISY, []), 5), [
    { string: "Paris", mentions: 3, "types and how often": "geo 2, per 1", "not the most frequent type": 1, "%": 33.33 },
  ]);
});

test("ceilings stand with their assumptions, and without repeated sentences there is none by agreement", () => {
  const rows = ceilingRows(labelNoise(NOISY, NOISY.sentences.slice(2)));
  assert.equal(rows.map((row) => row["F1 %"]), [75, 100, 0, 0, 75]);
  assert.ok(rows.every((row) => String(row["assumes"]).length > 0));
  assert.is(ceilingRows(labelNoise(CLEAN, CLEAN.sentences))[2]!["F1 %"], null);
});

test("the findings say when the labels give no evidence", () => {
  const [first] = noiseFindings(labelNoise(NOISY, []));
  assert.match(first!, /^The only token sequence that occurs more than once is tagged in more than one way; 100\.00 %/);
  assert.match(noiseFindings(labelNoise(NOISY, [])).join(" "), /can exceed an F1 of 75\.00 % on the whole corpus/);
  assert.equal(noiseFindings(labelNoise(CLEAN, [])), [
    "No sentence occurs twice: repeated sentences say nothing of the labels, and no ceiling follows from them.",
    "No mention string carries several types: who knows the strings knows the type of every mention.",
  ]);
  assert.is(ceilingRows(labelNoise(CLEAN, []))[3]!["assumes"], "the same; no sentence is repeated");
});

test("repeated sentences that agree are said to, and their ceiling is one number", () => {
  const agreeing = corpusOf("Ada/B-per left/O", "Ada/B-per left/O");
  assert.equal(noiseFindings(labelNoise(agreeing, [])), [
    "The only token sequence that occurs more than once is tagged in one way; 0.00 % of the mentions in repeated sentences are not in every repetition.",
    "No mention string carries several types: who knows the strings knows the type of every mention.",
    "No repeated sentence contradicts another, so no exact ceiling follows from them. If all sentences were annotated as consistently as the " +
      "repeated ones, the ceiling would be 100.00 %; repeated sentences are short and formulaic, so that is a rough guide.",
  ]);
  const twice = corpusOf("Ada/B-per left/O", "Ada/B-per left/O", "it/O rains/O", "it/O rains/O");
  assert.match(noiseFindings(labelNoise(twice, []))[0]!, /^Of 2 token sequences that occur more than once, none is tagged in more than one way;/);
});

test("a corpus without a mention says nothing of strings, and has no ceiling of F1", () => {
  const plain = corpusOf("it/O rains/O", "it/O rains/O");
  assert.equal(noiseFindings(labelNoise(plain, [])), [
    "The only token sequence that occurs more than once is tagged in one way.",
    "The corpus holds no mention: its strings say nothing of types.",
    "No repeated sentence contradicts another, so no exact ceiling follows from them.",
  ]);
});

test.run();
