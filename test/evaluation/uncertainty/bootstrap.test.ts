import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import { bootstrapIntervals, microScores, seedSpread } from "../../../src/evaluation/uncertainty";
import type { BootstrapIntervals, IntervalMethod, SystemCounts } from "../../../src/evaluation/uncertainty";
import { createGenerator } from "../../../src/random/generator";
import { A, B, countsOf, pairOfRuns, simulateRuns, single } from "./counts";

const METHODS: readonly IntervalMethod[] = ["percentile", "bca"];
const PROPERTY = { numRuns: 200, seed: 1987 };

function intervalsOf(systems: readonly SystemCounts[], method: IntervalMethod = "percentile", seed = 1): BootstrapIntervals {
  return bootstrapIntervals(systems, { generator: createGenerator(seed), resamples: 200, method });
}

test("the estimates are the micro scores and their differences", () => {
  const { systems, pairs } = intervalsOf([single("a", A), single("b", B)]);
  assert.equal(systems.map(({ f1 }) => f1.estimate), [microScores(A).f1, microScores(B).f1]);
  assert.is(pairs[0]!.recall.estimate, microScores(A).recall - microScores(B).recall);
});

test("by hand: of two sentences, one right and one wrong, F1 is 0, ½ or 1 in a quarter, a half and a quarter of the resamples", () => {
  const half = countsOf([[1, 1, 1], [1, 1, 0]]);
  const { systems } = bootstrapIntervals([single("a", half)], { generator: createGenerator(3), resamples: 4000 });
  const shares = [0, 0.5, 1].map((value) => systems[0]!.f1.resampled.filter((f1) => f1 === value).length / 4000);
  [0.25, 0.5, 0.25].forEach((share, i) => assert.ok(Math.abs(shares[i]! - share) < 0.03, String(shares)));
  assert.equal(systems[0]!.f1.interval, { low: 0, high: 1, method: "percentile" });
});

test("one seed gives the same intervals bit for bit, another seed others", () => {
  const systems = [{ name: "a", runs: [A, B] }, single("b", B)];
  assert.equal(intervalsOf(systems, "bca", 5), intervalsOf(systems, "bca", 5));
  assert.not.equal(intervalsOf(systems, "bca", 5), intervalsOf(systems, "bca", 6));
});

test("by both methods, intervals are in order and lie in the score's range", () => {
  fc.assert(fc.property(pairOfRuns, fc.constantFrom(...METHODS), ([a, b], method) => {
    const { systems, pairs } = intervalsOf([single("a", a), single("b", b)], method);
    for (const { f1, precision, recall } of systems) {
      for (const { interval: { low, high } } of [f1, precision, recall]) assert.ok(low >= 0 && low <= high && high <= 1);
    }
    const { low, high } = pairs[0]!.f1.interval;
    assert.ok(low >= -1 && low <= high && high <= 1);
  }), PROPERTY);
});

test("two identical systems differ by nothing in every resample", () => {
  fc.assert(fc.property(pairOfRuns, fc.constantFrom(...METHODS), ([a], method) => {
    const { interval } = intervalsOf([single("a", a), single("again", a)], method).pairs[0]!.f1;
    assert.equal(interval, { low: 0, high: 0, method });
  }), PROPERTY);
});

test("the resamples are paired: a pair's values are the systems' differences", () => {
  const { systems, pairs } = intervalsOf([single("a", A), single("b", B)]);
  const [a, b] = systems.map(({ f1 }) => f1.resampled);
  assert.equal([...pairs[0]!.f1.resampled], [...a!].map((f1, i) => f1 - b![i]!));
});

test("a system's intervals do not depend on which others are in the call", () => {
  const [a, b] = [{ name: "a", runs: [A, B] }, { name: "b", runs: [B, A, A] }];
  assert.equal(intervalsOf([a!, b!]).systems[1], intervalsOf([b!]).systems[0]);
});

test("every two systems make a pair, the first given as a", () => {
  const { pairs } = intervalsOf(["x", "y", "z"].map((name) => single(name, A)));
  assert.equal(pairs.map(({ a, b }) => `${a}${b}`), ["xy", "xz", "yz"]);
});

test("a corpus without entities and a system that finds none score 0, with an interval of 0 to 0", () => {
  const none = countsOf([[0, 0, 0], [0, 0, 0]]);
  const missed = countsOf([[1, 0, 0], [2, 1, 0], [0, 0, 0]]);
  for (const method of METHODS) {
    for (const counts of [none, missed]) {
      assert.equal(intervalsOf([single("a", counts)], method).systems[0]!.f1.interval, { low: 0, high: 0, method });
    }
  }
});

test("several seeds: the estimate is the mean of their scores, and the interval over seeds as well is wider where seeds differ", () => {
  const runs = simulateRuns(createGenerator(4), 400, [-0.08, 0, 0.08]);
  const { f1, spread } = intervalsOf([{ name: "a", runs }]).systems[0]!;
  assert.equal(spread.f1, seedSpread(runs.map((run) => microScores(run).f1)));
  assert.is(f1.estimate, spread.f1.mean);
  const width = ({ low, high }: { low: number; high: number }): number => high - low;
  assert.ok(width(f1.intervalWithSeeds!) > 1.5 * width(f1.interval));
});

test("one seed has neither a spread nor an interval over seeds, and neither has a pair with it", () => {
  const { systems, pairs } = intervalsOf([single("a", A), { name: "b", runs: [B, B] }]);
  assert.equal([systems[0]!.f1.intervalWithSeeds, systems[0]!.spread.f1.deviation, pairs[0]!.f1.intervalWithSeeds], [null, null, null]);
  assert.ok(systems[1]!.f1.intervalWithSeeds);
});

test("seeds that all wrote the same make the interval over seeds that over sentences", () => {
  const { f1 } = intervalsOf([{ name: "a", runs: [A, A] }]).systems[0]!;
  assert.equal(f1.intervalWithSeeds, f1.interval);
});

test("the spread over seeds is the sample standard deviation", () => {
  assert.equal(seedSpread([1, 2, 3, 4]), { seeds: 4, mean: 2.5, deviation: Math.sqrt(5 / 3) });
  assert.equal(seedSpread([0.5]), { seeds: 1, mean: 0.5, deviation: null });
});

test("a higher level makes a wider interval", () => {
  const width = (level: number): number => {
    const { interval } = bootstrapIntervals([single("a", A)], { generator: createGenerator(1), resamples: 500, level }).systems[0]!.f1;
    return interval.high - interval.low;
  };
  assert.ok(width(0.5) < width(0.8) && width(0.8) < width(0.99));
});

const otherGold = countsOf([[2, 2, 2], [1, 2, 1], [3, 3, 1], [1, 1, 0], [2, 1, 1]]);
const run = (systems: readonly SystemCounts[], options: object = {}) => () =>
  bootstrapIntervals(systems, { generator: createGenerator(1), resamples: 10, ...options });
const failures: readonly (readonly [string, () => unknown, RegExp])[] = [
  ["no system", run([]), /no system/],
  ["a system without a run", run([single("a", A), { name: "b", runs: [] }]), /"b" has no run/],
  ["a name given twice", run([single("a", A), single("a", B)]), /Two systems are called "a"/],
  ["other sentences", run([single("a", A), single("b", countsOf([[1, 1, 1]]))]), /"b" has counts of 1 sentences where .* 5/],
  ["another gold", run([single("a", A), single("b", otherGold)]), /"b" has 1 gold entities in sentence 4 where .* 0/],
  ["one sentence", run([single("a", countsOf([[1, 1, 1]]))]), /at least 2 of them, not 1/],
  ["a count beyond 32 bits", run([single("a", countsOf([[2 ** 31 - 1, 0, 0], [0, 0, 0]]))]), /2147483647 entities/],
  ["no resample", run([single("a", A)], { resamples: 0 }), /resamples must be a positive whole number, not 0/],
  ["a level in percent", run([single("a", A)], { level: 95 }), /between 0 and 1, as 0.95 does, not 95/],
];

for (const [name, call, message] of failures) {
  test(`${name} is a DataError with the offending value`, () => {
    assert.throws(call, (error: unknown) => error instanceof DataError && message.test(error.message));
  });
}

test("nothing mutates its input", () => {
  const copy = structuredClone({ A, B });
  intervalsOf([{ name: "a", runs: [A, B] }, single("b", B)], "bca");
  assert.equal({ A, B }, copy);
});

test.run();
