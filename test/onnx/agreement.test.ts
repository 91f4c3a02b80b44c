import { test } from "uvu";
import * as assert from "uvu/assert";
import { agreementOf, largestDifference, raggedBatch } from "../../src/onnx/agreement";

/** One sentence of two words, another of one: four positions, of which the last is padding; two tags. */
const BATCH = { rows: 2, time: 2, words: Int32Array.of(3, 4, 5, 0), tags: new Int32Array(4), weights: new Float32Array(4) };
const OURS = Float32Array.of(0.5, 0.5, 0.25, 0.75, 1, 0, 0.5, 0.5);

function changed(at: number, by: number): Float32Array {
  return OURS.map((value, i) => (i === at ? value + by : value));
}

test("the largest difference is over tokens: padding's does not count", () => {
  assert.is(largestDifference(OURS, changed(3, 0.125), BATCH), 0.125);
  assert.is(largestDifference(OURS, changed(3, -0.125), BATCH), 0.125);
  assert.is(largestDifference(OURS, changed(7, 0.125), BATCH), 0);
});

test("an answer that is no number, or one too few, is infinitely far off", () => {
  assert.is(largestDifference(OURS, changed(2, NaN), BATCH), Infinity);
  assert.is(largestDifference(OURS, OURS.subarray(2), BATCH), Infinity);
});

test("answers that agree are described, others are an error", () => {
  assert.equal(agreementOf(OURS, OURS, BATCH, "somewhere"), { system: "somewhere", tokens: 3, largestDifference: 0 });
  assert.throws(() => agreementOf(OURS, changed(0, 1e-3), BATCH, "somewhere"), /differ from nerbook's by up to 0\.00\d+ under somewhere: nothing was written/);
  assert.throws(() => agreementOf(OURS, changed(0, NaN), BATCH, "somewhere"), /up to Infinity/);
});

test("made-up sentences are ragged, hold the unknown word and no PAD, and are always the same", () => {
  const { rows, time, words } = raggedBatch(6, [1, 30, 4]);
  const lengths = Array.from({ length: rows }, (_, row) => words.slice(row * time, (row + 1) * time).filter((word) => word !== 0).length);
  assert.equal(lengths, [1, 30, 4]);
  assert.equal([...new Set(words)].sort(), [0, 1, 2, 3, 4, 5]);
  assert.equal([...raggedBatch(6, [1, 30, 4]).words], [...words]);
});

test.run();
