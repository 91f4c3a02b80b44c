import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { jensenShannon, populationStabilityIndex, SMOOTHING } from "../../../src/serving/drift/distance";

const histogram = (bins: number) => fc.array(fc.nat(1000), { minLength: bins, maxLength: bins });
const pair = fc.integer({ min: 1, max: 12 }).chain((bins) => fc.tuple(histogram(bins), histogram(bins)));

test("the stability index is never negative, symmetric, and finite even for empty bins", () => {
  fc.assert(fc.property(pair, ([a, b]) => {
    const psi = populationStabilityIndex(a, b);
    assert.ok(psi >= 0 && Number.isFinite(psi));
    assert.ok(Math.abs(psi - populationStabilityIndex(b, a)) < 1e-9);
  }));
});

test("both distances are 0 for equal shares, however many were counted", () => {
  fc.assert(fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (counts, times) => {
    const more = counts.map((count) => times * count);
    assert.ok(Math.abs(populationStabilityIndex(counts, more)) < 1e-12);
    assert.ok(jensenShannon(counts, more) < 1e-12);
  }));
});

test("the Jensen-Shannon divergence is symmetric and from 0 to 1 bit", () => {
  fc.assert(fc.property(pair, ([a, b]) => {
    const js = jensenShannon(a, b);
    assert.ok(js >= 0 && js <= 1);
    assert.ok(Math.abs(js - jensenShannon(b, a)) < 1e-12);
  }));
});

test("histograms without a common bin are 1 bit apart, and a half-way shift what the formula says", () => {
  assert.is(jensenShannon([5, 0], [0, 9]), 1);
  // 1 − H(1/4) / 2 − … by hand: p = (1, 0), q = (1/2, 1/2), m = (3/4, 1/4).
  const expected = 0.5 * Math.log2(4 / 3) + 0.5 * (0.5 * Math.log2(2 / 3) + 0.5 * Math.log2(2));
  assert.ok(Math.abs(jensenShannon([7, 0], [3, 3]) - expected) < 1e-12);
});

test("the stability index is Jeffreys' divergence of the smoothed shares", () => {
  const smooth = (share: number) => (1 - SMOOTHING) * share + SMOOTHING / 2;
  const [p, q] = [smooth(0.9), smooth(0.6)];
  const expected = (p - q) * Math.log(p / q) + (q - p) * Math.log((1 - p) / (1 - q));
  assert.ok(Math.abs(populationStabilityIndex([90, 10], [6, 4]) - expected) < 1e-12);
});

test("an empty histogram is no drift, one of other bins no histogram to compare with", () => {
  assert.is(populationStabilityIndex([0, 0], [1, 2]), 0);
  assert.is(jensenShannon([1, 2], [0, 0]), 0);
  assert.throws(() => populationStabilityIndex([1], [1, 2]), /1 and 2 bins/);
});

test.run();
