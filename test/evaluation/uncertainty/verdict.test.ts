import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import { verdict } from "../../../src/evaluation/uncertainty";
import type { Comparison } from "../../../src/evaluation/uncertainty";

const interval = (low: number, high: number) => ({ low, high, method: "percentile" }) as const;
const CLEAR: Comparison = {
  a: "Advanced", b: "Model 2", adjustedP: 0.0003, level: 0.95,
  difference: { estimate: 0.021, interval: interval(0.015, 0.027), intervalWithSeeds: interval(0.004, 0.04) },
};

test("a significant difference whose intervals leave out 0 makes the first better, and the second worse", () => {
  const { outcome, doubts, sentence } = verdict(CLEAR);
  assert.is(outcome, "better");
  assert.equal(doubts, []);
  const numbers = "95 % interval 1.50 to 2.70, adjusted p = 0.0003";
  assert.is(sentence, `Advanced is better than Model 2: the difference is 2.10 points of F1 (${numbers}).`);
  const mirrored = { estimate: -0.021, interval: interval(-0.027, -0.015), intervalWithSeeds: null };
  assert.is(verdict({ ...CLEAR, difference: mirrored }).outcome, "worse");
});

test("p above 1 − level, or 0 in an interval, makes them not distinguishable, and the doubts say which", () => {
  const cases: readonly (readonly [Comparison, RegExp])[] = [
    [{ ...CLEAR, adjustedP: 0.21 }, /adjusted p = 0.21 is above 0.05/],
    [{ ...CLEAR, difference: { ...CLEAR.difference, interval: interval(-0.001, 0.04) } }, /95 % interval of the difference holds 0/],
    [{ ...CLEAR, difference: { ...CLEAR.difference, intervalWithSeeds: interval(-0.01, 0.05) } }, /over seeds as well holds 0/],
  ];
  for (const [comparison, doubt] of cases) {
    const { outcome, doubts } = verdict(comparison);
    assert.is(outcome, "not distinguishable");
    assert.is(doubts.length, 1);
    assert.match(doubts[0]!, doubt);
  }
});

test("p of exactly 0.05 is significant at the level 0.95, whatever doubles make of 1 − 0.95", () => {
  assert.is(verdict({ ...CLEAR, adjustedP: 0.05 }).outcome, "better");
  assert.is(verdict({ ...CLEAR, adjustedP: 0.0500001 }).outcome, "not distinguishable");
  assert.is(verdict({ ...CLEAR, adjustedP: 0.1, level: 0.9 }).outcome, "better");
});

test("the sentence says so where systems are not distinguishable, with true minus signs", () => {
  const difference = { estimate: -0.0012, interval: interval(-0.004, 0.002), intervalWithSeeds: null };
  const { sentence } = verdict({ ...CLEAR, difference, adjustedP: 0.42 });
  assert.match(sentence, /^Advanced and Model 2 are not distinguishable: the difference is −0\.12 points of F1 /);
  assert.match(sentence, /\(95 % interval −0\.40 to 0\.20, adjusted p = 0\.42\)/);
  assert.match(sentence, /one seed of a system says nothing about its other seeds\.$/);
});

test("the sentence says what so few seeds cannot show", () => {
  const { sentence } = verdict({ ...CLEAR, seeds: { seeds: [2, 2], superiority: 1, p: 1 / 3, smallestP: 1 / 3 } });
  assert.match(sentence, /; over 2 against 2 seeds, no result could be significant, as the smallest possible p is 0\.33\.$/);
  const four = verdict({ ...CLEAR, seeds: { seeds: [4, 4], superiority: 1, p: 2 / 70, smallestP: 2 / 70 } });
  assert.match(four.sentence, /4 seeds, p = 0\.0286\.$/);
});

test("a level or a p value outside its range is a DataError", () => {
  for (const wrong of [{ level: 95 }, { adjustedP: NaN }]) {
    assert.throws(() => verdict({ ...CLEAR, ...wrong }), (error: unknown) => error instanceof DataError);
  }
});

test.run();
