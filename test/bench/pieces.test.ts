import { test } from "uvu";
import * as assert from "uvu/assert";
import { inferenceFlops, trainingFlops } from "../../bench/flops";
import { instructionName } from "../../bench/instruction-name";
import { DIFFERENCE, OUTSIDE, profileLines } from "../../bench/profile-lines";
import { rotated } from "../../bench/rounds";
import { largestRelativeDifference, logLogSlope, pairedRatios, spread } from "../../bench/statistics";
import { initialWeights } from "../../bench/works/weights";
import { randomWork } from "../../bench/works/random";
import { shapeOf } from "../../bench/works/shape";
import { buildModel } from "../../src/models/build";
import { countOperations } from "../../src/programs/count-operations";

test("a spread is the median and the range, whatever the order", () => {
  assert.equal(spread([3, 1, 2]), { median: 2, min: 1, max: 3 });
  assert.equal(spread([4, 1]), { median: 2.5, min: 1, max: 4 });
});

test("ratios are taken round by round", () => {
  assert.equal(pairedRatios([2, 9], [1, 3]), [2, 3]);
  assert.throws(() => pairedRatios([1], [1, 2]), /cannot be paired/);
});

test("the slope of a power law is its exponent", () => {
  const points = [1, 2, 8, 32].map((x) => ({ x, y: 5 * x ** 1.5 }));
  assert.ok(Math.abs(logLogSlope(points) - 1.5) < 1e-12);
  assert.ok(Math.abs(logLogSlope(points.map(({ x }) => ({ x, y: 3 })))) < 1e-12);
});

test("a least-squares slope lies between those of its pieces", () => {
  const slope = logLogSlope([{ x: 1, y: 1 }, { x: 10, y: 10 }, { x: 100, y: 1000 }]);
  assert.ok(Math.abs(slope - 1.5) < 1e-12);
});

test("the largest relative difference is over all values, of which the reference may have more; a NaN or none is never small", () => {
  assert.ok(Math.abs(largestRelativeDifference([1.1, 2], [1, 2, 7]) - 0.1) < 1e-12);
  assert.is(largestRelativeDifference([1, NaN], [1, 2]), Infinity);
  assert.is(largestRelativeDifference([], [1]), Infinity);
  assert.is(largestRelativeDifference([1, 2], [1]), Infinity);
});

test("Model 2's matrix products for one token: two directions of an LSTM, and the logits", () => {
  const shape = shapeOf("model2", 35000, 17);
  assert.is(inferenceFlops(shape), 2 * 2 * 4 * 100 * (50 + 100) + 2 * 200 * 17);
  assert.is(trainingFlops(shape), 3 * inferenceFlops(shape));
});

test("the Advanced model's: two layers of LSTMs, the second on both halves of the first, and two dense layers", () => {
  const lstm = (inputs: number, units: number) => 2 * 2 * 4 * units * (inputs + units);
  assert.is(inferenceFlops(shapeOf("advanced", 1000, 17)), lstm(200, 128) + lstm(256, 64) + 2 * 128 * 128 + 2 * 128 * 17);
});

test("a product's instruction counts two operations for each of its cells and terms", () => {
  const product = { a: 0, aStride: 1, b: 0, bStride: 1, c: 0, cStride: 1, rows: 3, depth: 5, columns: 7 };
  const instruction = { operation: "multiplyTransposed" as const, arguments: product };
  assert.is(countOperations(instruction).flops, 2 * 3 * 5 * 7);
  assert.is(instructionName(instruction), "multiplyTransposed, 3 × 7");
});

test("every system is first in some round, and all take part in each", () => {
  const rounds = [0, 1, 2, 3].map((round) => rotated(["a", "b", "c"], round));
  assert.equal(rounds.map(([first]) => first), ["a", "b", "c", "a"]);
  for (const round of rounds) assert.equal([...round].sort(), ["a", "b", "c"]);
  assert.equal(rotated([], 2), []);
});

test("the lines of a profile add up to the epoch, the slowest instruction first", () => {
  const instructions = new Map([["sum", { milliseconds: 10, flops: 0 }], ["multiply", { milliseconds: 50, flops: 2e9 }]]);
  const lines = profileLines({ milliseconds: 100, inside: 55, packing: 15, instructions });
  assert.equal(lines.map(({ name }) => name), ["multiply", "sum", DIFFERENCE, OUTSIDE.packing, OUTSIDE.programs]);
  assert.equal(lines.map(({ milliseconds }) => milliseconds), [50, 10, -5, 15, 30]);
  assert.equal(lines.map(({ gigaflopsPerSecond }) => gigaflopsPerSecond), [40, null, null, null, null]);
});

test("initial weights have the shapes and the order of nerbook's own model", () => {
  for (const name of ["model2", "advanced"] as const) {
    const model = buildModel(name, { vocabulary: 30, tags: 5 });
    const made = initialWeights(shapeOf(name, 30, 5), 1);
    assert.equal(made.map(({ shape }) => [...shape]), model.trainableWeights.map(({ shape }) => [...shape]), name);
  }
});

test("a random work is the same every time and has words of its vocabulary alone, no padding and no unknown ones", () => {
  const make = () => randomWork({ model: "model2", shape: shapeOf("model2", 20, 3), batch: 4, length: 50, batches: 2 }, 2);
  const { batches, weights } = make();
  assert.equal(batches, make().batches);
  assert.equal(weights[1]!.values, make().weights[1]!.values);
  const words = batches.flatMap((batch) => [...batch.words]);
  assert.is(words.length, 400);
  assert.is(Math.min(...words), 2);
  assert.is(Math.max(...words), 19);
});

test.run();
