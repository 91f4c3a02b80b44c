import { test } from "uvu";
import * as assert from "uvu/assert";
import { acceleration, ascending, bcaInterval, percentileInterval, quantile } from "../../../src/evaluation/uncertainty/intervals";
import { difference, jackknife } from "../../../src/evaluation/uncertainty/jackknife";
import { normalProbability, normalQuantile } from "../../../src/evaluation/uncertainty/normal";
import { resampledScores, weightedSum } from "../../../src/evaluation/uncertainty/resampling";
import { microScores } from "../../../src/evaluation/uncertainty";
import type { Interval, SentenceCounts } from "../../../src/evaluation/uncertainty";
import { A, B } from "./counts";

function isNear(actual: number, expected: number, tolerance = 1e-12): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
}

function isInterval({ low, high, method }: Interval, expected: readonly [number, number, string]): void {
  isNear(low, expected[0]);
  isNear(high, expected[1]);
  assert.is(method, expected[2]);
}

/** All 3125 ways to draw five sentences of five, as multiplicities: the bootstrap without chance. */
function everyResample(): Int32Array[] {
  return Array.from({ length: 5 ** 5 }, (_, code) => {
    const multiplicities = new Int32Array(5);
    for (let draw = 0; draw < 5; draw++) multiplicities[Math.floor(code / 5 ** draw) % 5]!++;
    return multiplicities;
  });
}

function everyF1(counts: SentenceCounts): Float64Array {
  return Float64Array.from(everyResample(), (drawn) => resampledScores(drawn, weightedSum(drawn, counts.support), counts).f1);
}

test("the normal quantile is scipy's", () => {
  // scipy.special.ndtri([1e-12, .001, .025, .05, .3, .5, .95, .999999])
  const expected = [
    -7.034483825301131, -3.090232306167813, -1.9599639845400545, -1.6448536269514729, -0.5244005127080409, 0, 1.6448536269514722,
    4.753424308817087,
  ];
  [1e-12, 0.001, 0.025, 0.05, 0.3, 0.5, 0.95, 0.999999].forEach((p, i) => isNear(normalQuantile(p), expected[i]!));
  assert.equal([normalQuantile(0), normalQuantile(1)], [-Infinity, Infinity]);
});

test("the normal probability is scipy's", () => {
  // scipy.special.ndtr([-6, -1.96, -.3, 0, .5, 1, 3])
  const expected = [
    9.865876450376946e-10, 0.024997895148220435, 0.3820885778110474, 0.5, 0.6914624612740131, 0.8413447460685429, 0.9986501019683699,
  ];
  [-6, -1.96, -0.3, 0, 0.5, 1, 3].forEach((z, i) => isNear(normalProbability(z), expected[i]!, 1e-15));
  assert.equal([normalProbability(-40), normalProbability(40)], [0, 1]);
});

test("quantiles are linear between neighbors, as numpy's", () => {
  const values = Float64Array.of(1, 2, 4, 8);
  assert.equal([0, 0.25, 0.5, 1].map((p) => quantile(values, p)), [1, 1.75, 3, 8]);
});

test("the acceleration is Efron and Tibshirani's 0.061 on their spatial test data, whose variance is 171.5", () => {
  // An Introduction to the Bootstrap (1993), table 14.1 and section 14.3
  const data = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];
  const variance = (values: readonly number[]): number => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  };
  assert.is(variance(data).toFixed(1), "171.5");
  assert.is(acceleration(Float64Array.from(data, (_, i) => variance(data.filter((__, k) => k !== i)))).toFixed(3), "0.061");
});

/*
 * scipy 1.17.1: s, p, c = the columns of A as arrays; ix = np.array(list(itertools.product(range(5), repeat=5)))
 * stats.bootstrap((s, p, c), f1, paired=True, vectorized=True, n_resamples=0, method=method, bootstrap_result=
 *   BootstrapResult(None, f1(s[ix], p[ix], c[ix]), None)).confidence_interval, with f1 the micro F1 of the sums
 */
test("percentile and BCa intervals of F1 over all resamples are scipy's", () => {
  const sorted = ascending(everyF1(A));
  isInterval(percentileInterval(sorted, 0.95), [0.3333333333333333, 0.875, "percentile"]);
  isInterval(bcaInterval(sorted, microScores(A).f1, jackknife([A]).f1, 0.95), [0.3333333333333333, 0.875, "bca"]);
});

/* The same with data (s, p, c, p2, c2), the last two from B, and the difference of the two F1 as the statistic. */
test("percentile and BCa intervals of a difference over all resamples are scipy's", () => {
  const sorted = ascending(difference(everyF1(A), everyF1(B)));
  const leftOut = difference(jackknife([A]).f1, jackknife([B]).f1);
  const estimate = microScores(A).f1 - microScores(B).f1;
  isInterval(percentileInterval(sorted, 0.95), [-0.6470588235294118, 0.2573099415204678, "percentile"]);
  isInterval(bcaInterval(sorted, estimate, leftOut, 0.95), [-0.6363636363636365, 0.26388888888888895, "bca"]);
});

test("the jackknife leaves out one sentence each", () => {
  const without = (i: number): SentenceCounts => {
    const keep = (counts: Int32Array): Int32Array => counts.filter((_, k) => k !== i);
    return { support: keep(A.support), predicted: keep(A.predicted), correct: keep(A.correct) };
  };
  assert.equal([...jackknife([A]).f1], [0, 1, 2, 3, 4].map((i) => microScores(without(i)).f1));
});

test("where no resample is below the estimate, or none above, the BCa interval is the percentile one and says so", () => {
  const sorted = Float64Array.of(0.2, 0.3, 0.4);
  for (const estimate of [0.1, 0.5]) {
    assert.equal(bcaInterval(sorted, estimate, Float64Array.of(0.1, 0.2, 0.4), 0.95), percentileInterval(sorted, 0.95));
  }
});

test("without skewness and bias the BCa interval is the percentile one by another way", () => {
  const sorted = Float64Array.from({ length: 101 }, (_, i) => i / 100);
  const { low, high } = bcaInterval(sorted, 0.5, Float64Array.of(0.4, 0.5, 0.6), 0.9);
  isNear(low, 0.05);
  isNear(high, 0.95);
});

test("resamples that all equal the estimate give an interval of that one value", () => {
  assert.equal(bcaInterval(new Float64Array(50), 0, new Float64Array(9), 0.95), { low: 0, high: 0, method: "bca" });
});

test.run();
