import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import { logProbabilities, softmaxRows, stackRows, tagMatrix, topLabels } from "../../../src/evaluation/calibration";
import { close, says } from "./helpers";

const RUNS = { seed: 20260801 };

const logits = fc.array(fc.float({ min: -20, max: 20, noNaN: true }), { minLength: 3, maxLength: 3 });
const temperatures = fc.double({ min: 0.05, max: 20, noNaN: true });

test("a softmax of log 1 and log 3 is a quarter and three quarters; at temperature 2 the odds are √3", () => {
  const two = tagMatrix(Float64Array.of(0, Math.log(3)), 2);
  close(softmaxRows(two).values, [0.25, 0.75]);
  close(softmaxRows(two, 2).values, [1 / (1 + Math.sqrt(3)), Math.sqrt(3) / (1 + Math.sqrt(3))]);
});

test("logits too large for an exponential are no obstacle", () => {
  close(softmaxRows(tagMatrix(Float64Array.of(1e4, 1e4, -1e4), 3)).values, [0.5, 0.5, 0]);
});

test("tempering probabilities by their logarithms is tempering the logits: p^(1/T) / Z", () => {
  fc.assert(fc.property(logits, temperatures, (row, temperature) => {
    const matrix = tagMatrix(Float64Array.from(row), 3);
    const probabilities = softmaxRows(matrix);
    close(softmaxRows(logProbabilities(probabilities), temperature).values, softmaxRows(matrix, temperature).values, 1e-9);
    const powers = [...probabilities.values].map((p) => p ** (1 / temperature));
    const total = powers.reduce((sum, power) => sum + power, 0);
    close(softmaxRows(matrix, temperature).values, powers.map((power) => power / total), 1e-9);
  }), RUNS);
});

test("a temperature never changes the answer", () => {
  fc.assert(fc.property(logits, temperatures, (row, temperature) => {
    const distinct = tagMatrix(Float64Array.from(row, (value, i) => Math.round(value) + i / 4), 3);
    assert.is(topLabels(softmaxRows(distinct, temperature)).tags[0], topLabels(distinct).tags[0]);
  }), RUNS);
});

test("a probability that a 32-bit softmax rounded to zero is read as that format's smallest number", () => {
  close(logProbabilities(tagMatrix(Float32Array.of(1, 0), 2)).values, [0, -149 * Math.LN2]);
});

test("the first of several equal tags is the top label, as in argmax", () => {
  const { tags, confidences } = topLabels(tagMatrix(Float64Array.of(0.2, 0.4, 0.4, 0.5, 0.3, 0.2), 3));
  assert.equal([...tags], [1, 0]);
  assert.equal([...confidences], [0.4, 0.5]);
});

test("rows of several sentences stand one below the other", () => {
  const stacked = stackRows([tagMatrix(Float64Array.of(1, 2), 2), tagMatrix(Float64Array.of(3, 4, 5, 6), 2)]);
  assert.equal([...stacked.values], [1, 2, 3, 4, 5, 6]);
  assert.equal([stacked.tokens, stacked.tags], [3, 2]);
});

test("what is no matrix, no probability or no temperature is a DataError with the value in it", () => {
  const matrix = tagMatrix(Float64Array.of(0.5, 0.5), 2);
  assert.throws(() => tagMatrix(new Float64Array(5), 2), says(DataError, /5 values .* 2 tags/));
  assert.throws(() => tagMatrix(Float64Array.of(0, 0, 0, NaN), 2), says(DataError, /Token 1, tag 1 has the value NaN/));
  assert.throws(() => logProbabilities(tagMatrix(Float64Array.of(-0.5, 1.5), 2)), says(DataError, /-0.5 is no probability/));
  assert.throws(() => softmaxRows(matrix, 0), says(DataError, /not 0/));
  assert.throws(() => stackRows([matrix, tagMatrix(Float64Array.of(1), 1)]), says(DataError, /1 tags .* 2/));
});

test.run();
