import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { differencesOf, rangeOfMean, rangeOfNextRun } from "../../src/claims/seeds";
import { wordsRight } from "../../src/claims/measures";
import { createGenerator } from "../../src/random/generator";
import { madeSeeds } from "./records";

test("the range of the next run is mean ± t · s · √(1 + 1/n)", () => {
  // numpy, scipy: m ± t.ppf(.975, 4) * std(ddof=1) * sqrt(1.2) of 1, 2, 3, 4, 5
  const { low, high } = rangeOfNextRun([1, 2, 3, 4, 5])!;
  assert.ok(Math.abs(low - -1.8088) < 1e-3, String(low));
  assert.ok(Math.abs(high - 7.8088) < 1e-3, String(high));
});

test("the range of a mean is narrower than that of the next run, around the same middle", () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 12 }), (values) => {
    const [mean, next] = [rangeOfMean(values)!, rangeOfNextRun(values)!];
    assert.ok(next.low <= mean.low && mean.high <= next.high);
    assert.ok(Math.abs(mean.low + mean.high - next.low - next.high) < 1e-9);
  }));
});

test("fewer than three values have no range", () => {
  assert.is(rangeOfMean([1, 2]), null);
  assert.is(rangeOfNextRun([1, 2]), null);
});

test("about 95 of 100 next runs lie in the range", () => {
  const generator = createGenerator(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - generator.uniform())) * Math.cos(2 * Math.PI * generator.uniform());
  const hits = Array.from({ length: 4000 }, () => {
    const { low, high } = rangeOfNextRun([normal(), normal(), normal(), normal(), normal()])!;
    const next = normal();
    return next >= low && next <= high ? 1 : 0;
  }).reduce<number>((sum, hit) => sum + hit, 0);
  assert.ok(Math.abs(hits / 4000 - 0.95) < 0.015, String(hits / 4000));
});

test("differences are of equal seeds; a seed that one side lacks has none", () => {
  const [a, b] = [madeSeeds("a", 1, [910, 920, 930]), madeSeeds("b", 1, [900, 900])];
  assert.equal(differencesOf(a, b, wordsRight).map((value) => Math.round(1000 * value)), [10, 20]);
});

test.run();
