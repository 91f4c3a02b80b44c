import { test } from "uvu";
import * as assert from "uvu/assert";
import { tagMatrix } from "../../src/evaluation/calibration";
import { compareDecodings } from "../../src/evaluation/decoding";
import { changeRows, decodingFindings, decodingRows } from "../../src/reports/decoding-report";

const TAGS = ["O", "B-geo", "I-geo"];

function comparisonOf(gold: readonly string[], ...rows: readonly (readonly number[])[]) {
  const logits = tagMatrix(Float32Array.from(rows.flat()), TAGS.length);
  return compareDecodings({ part: "test", tags: TAGS, sentences: [{ gold, logits }] });
}

/** Argmax says O I-geo, which is not IOB2; the best valid sequence is O B-geo. */
const STRAY = comparisonOf(["O", "B-geo"], [3, 0, 0], [0, 2, 3]);
const VALID = comparisonOf(["O", "B-geo"], [3, 0, 0], [0, 3, 2]);

test("a row a reading and decoding", () => {
  const rows = decodingRows(STRAY);
  assert.equal(rows.map((row) => [row["reading"], row["decoding"], row["F1 %"], row["tags repaired"]]), [
    ["discard", "argmax", 0, 1],
    ["discard", "viterbi", 100, 0],
    ["begin", "argmax", 100, 1],
    ["begin", "viterbi", 100, 0],
  ]);
});

test("what changes is counted against what it is counted out of", () => {
  assert.equal(changeRows(STRAY).map(({ count, of }) => [count, of]), [[1, 1], [1, 2], [1, 1], [0, 1], [0, 1]]);
});

test("the findings give the change per reading, or say that there is none", () => {
  assert.equal(decodingFindings(STRAY), [
    "Argmax leaves 1 sentence with an I- tag that continues nothing. Viterbi over allowed transitions changes 1 token of 2 and moves F1 by +100.00 points read as discard and +0.00 points read as begin.",
    "After Viterbi both readings agree, so the choice between them no longer moves a score.",
  ]);
  assert.match(decodingFindings(VALID)[0]!, /constrained decoding changes nothing/);
});

test.run();
