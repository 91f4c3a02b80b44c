import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import { approximateRandomization, compareSeeds, holm, microScores, pairedBootstrap } from "../../../src/evaluation/uncertainty";
import type { DifferenceTest, SystemCounts } from "../../../src/evaluation/uncertainty";
import { createGenerator } from "../../../src/random/generator";
import { A, B, countsOf, pairOfRuns, simulateRuns, single } from "./counts";

type Compare = (a: SystemCounts, b: SystemCounts, rounds: number, seed?: number) => DifferenceTest;

const randomize: Compare = (a, b, rounds, seed = 1) => approximateRandomization(a, b, { generator: createGenerator(seed), rounds });
const resample: Compare = (a, b, rounds, seed = 1) => pairedBootstrap(a, b, { generator: createGenerator(seed), resamples: rounds });
const TESTS = [["approximate randomization", randomize], ["paired bootstrap", resample]] as const;

function isNear(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
}

/* itertools.product([0, 1], repeat=5) over the exchanges of A and B: 18 of 32 differences are at least as large. */
test("approximate randomization comes near the exact share of all 32 exchanges", () => {
  const { p, difference } = randomize(single("a", A), single("b", B), 20000);
  isNear(p, 18 / 32, 0.015);
  assert.is(difference, microScores(A).f1 - microScores(B).f1);
});

/* itertools.product(range(5), repeat=5): in 988 of 3125 resamples of A and B, |δ* − δ| ≥ |δ|. */
test("the paired bootstrap comes near the exact share of all 3125 resamples", () => {
  isNear(resample(single("a", A), single("b", B), 20000).p, 988 / 3125, 0.015);
});

for (const [name, compare] of TESTS) {
  test(`${name}: identical systems have p = 1`, () => {
    fc.assert(fc.property(pairOfRuns, ([a]) => assert.is(compare(single("a", a), single("b", a), 50).p, 1)), { numRuns: 100, seed: 1 });
  });

  test(`${name}: p is at least 1 / (rounds + 1), at most 1, and the same for both orders`, () => {
    fc.assert(fc.property(pairOfRuns, ([a, b]) => {
      const there = compare(single("a", a), single("b", b), 99);
      const back = compare(single("b", b), single("a", a), 99);
      assert.ok(there.p >= 1 / 100 && there.p <= 1);
      assert.is(there.p, (there.atLeastAsLarge + 1) / (there.rounds + 1));
      assert.equal([there.p, there.difference + 0], [back.p, 0 - back.difference]);
    }), { numRuns: 200, seed: 1 });
  });

  test(`${name}: a clear difference has the smallest p there is`, () => {
    const [a, b] = simulateRuns(createGenerator(8), 500, [0.08, -0.1]);
    assert.is(compare(single("a", a!), single("b", b!), 999).p, 1 / 1000);
  });

  test(`${name}: one seed reproduces it bit for bit`, () => {
    assert.equal(compare(single("a", A), single("b", B), 300, 7), compare(single("a", A), single("b", B), 300, 7));
  });

  test(`${name}: a run given three times is the run given once`, () => {
    const once = compare(single("a", A), single("b", B), 300);
    assert.equal(compare({ name: "a", runs: [A, A, A] }, { name: "b", runs: [B, B] }, 300), once);
  });

  test(`${name}: seeds enter as their counts together`, () => {
    const both = countsOf([[4, 4, 3], [2, 3, 2], [6, 6, 4], [0, 1, 0], [4, 4, 3]]);
    const { difference } = compare({ name: "a", runs: [A, B] }, single("b", B), 10);
    isNear(difference, microScores(both).f1 - microScores(B).f1, 1e-15);
  });

  test(`${name}: no round at all is a DataError`, () => {
    const says = (error: unknown): boolean => error instanceof DataError && /positive whole number, not 0/.test(error.message);
    assert.throws(() => compare(single("a", A), single("b", B), 0), says);
  });
}

test("on one sentence approximate randomization can tell nothing: p = 1", () => {
  assert.is(randomize(single("a", countsOf([[2, 2, 2]])), single("b", countsOf([[2, 2, 0]])), 100).p, 1);
});

test("Holm by hand: 0.01, 0.04, 0.03 and 0.005 become 0.03, 0.06, 0.06 and 0.02", () => {
  holm([0.01, 0.04, 0.03, 0.005]).forEach((p, i) => isNear(p, [0.03, 0.06, 0.06, 0.02][i]!, 1e-15));
  assert.equal(holm([]), []);
  assert.equal(holm([0.2]), [0.2]);
});

test("Holm's values are at least the raw ones, at most Bonferroni's, and keep their order", () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (raw) => {
    const adjusted = holm(raw);
    raw.forEach((p, i) => {
      assert.ok(adjusted[i]! >= p && adjusted[i]! <= Math.min(1, raw.length * p));
      raw.forEach((other, k) => assert.ok(p > other || adjusted[i]! <= adjusted[k]!));
    });
  }), { numRuns: 1000, seed: 1979 });
});

test("what is no p value is a DataError that names it", () => {
  for (const p of [-0.1, 1.5, NaN]) {
    assert.throws(() => holm([0.5, p]), (error: unknown) => error instanceof DataError && error.message.includes(String(p)));
  }
});

test("seeds: the exact Mann–Whitney test is scipy's, with and without ties", () => {
  // scipy.stats.mannwhitneyu([.81, .82, .80, .83, .85], [.79, .78, .805, .77], method="exact"): U = 19, p = 0.031746031746031744
  const clear = compareSeeds([0.81, 0.82, 0.8, 0.83, 0.85], [0.79, 0.78, 0.805, 0.77]);
  assert.is(clear.superiority, 19 / 20);
  isNear(clear.p, 0.031746031746031744, 1e-15);
  // scipy.stats.permutation_test(([1, 2, 2, 3], [2, 3, 4, 4, 5]), U with ties as ½, n_resamples=np.inf): U = 2.5, p = 1/9
  const tied = compareSeeds([1, 2, 2, 3], [2, 3, 4, 4, 5]);
  assert.is(tied.superiority, 2.5 / 20);
  isNear(tied.p, 1 / 9, 1e-15);
});

test("with two seeds each the smallest p is 1/3, with three 0.1; from four on 0.05 can be reached", () => {
  const smallest = (seeds: number): number => {
    const { p, smallestP } = compareSeeds(Array.from({ length: seeds }, (_, i) => 1 + i), Array.from({ length: seeds }, (_, i) => -i));
    assert.is(p, smallestP);
    return p;
  };
  assert.equal([1, 2, 3, 4].map(smallest), [1, 1 / 3, 0.1, 2 / 70]);
});

test("seeds: equal scores have p = 1 and a superiority of one half; exchanging the sides keeps p", () => {
  assert.equal(compareSeeds([0.8, 0.8], [0.8, 0.8, 0.8]), { seeds: [2, 3], superiority: 0.5, p: 1, smallestP: 0.2 });
  const scores = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(scores, scores, (a, b) => {
    isNear(compareSeeds(a, b).p, compareSeeds(b, a).p, 1e-12);
    isNear(compareSeeds(a, b).superiority, 1 - compareSeeds(b, a).superiority, 1e-12);
  }), { numRuns: 300, seed: 1947 });
});

test("no seed, or a score that is no number, is a DataError", () => {
  assert.throws(() => compareSeeds([], [1]), /system a has no seed/);
  assert.throws(() => compareSeeds([1], [NaN]), /system b has the score NaN/);
});

test.run();
