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
  assert.match(noiseFindings(labelNoise(NOISY, [])).join(" "), /Of 1 token sequence that occurs more than once, 1 is tagged in more than one way; 100\.00 %/);
  assert.match(noiseFindings(labelNoise(NOISY, [])).join(" "), /can exceed an F1 of 75\.00 % on the whole corpus/);
  assert.equal(noiseFindings(labelNoise(CLEAN, [])), [
    "No sentence occurs twice: repeated sentences say nothing of the labels.",
    "0 mention strings carry several types; who knows the string and no context types at most 100.00 % of the mentions rightly. Part of that is ambiguity, which context resolves, and part is noise; the counts cannot tell them apart.",
    "No repeated sentence contradicts another, so no exact ceiling follows from them.",
  ]);
});

test.run();
