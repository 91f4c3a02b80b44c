import { normalProbability, normalQuantile } from "./normal";

export type IntervalMethod = "percentile" | "bca";

/** A confidence interval in the unit of its estimate, and the method that gave it (see `bcaInterval` for its fallback). */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly method: IntervalMethod;
}

/** An ascending copy of the resampled values. */
export function ascending(values: Float64Array): Float64Array {
  return values.slice().sort();
}

/** The quantile of ascending values, linear between neighbors: numpy's default, type 7 of Hyndman and Fan (1996). */
export function quantile(sorted: Float64Array, p: number): number {
  const place = p * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}

/** The middle `level` of the resampled values (Efron 1979). They must be ascending. */
export function percentileInterval(sorted: Float64Array, level: number): Interval {
  const tail = (1 - level) / 2;
  return { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail), method: "percentile" };
}

/** The share of ascending values below `value`; those equal to it count half. */
function shareBelow(sorted: Float64Array, value: number): number {
  let below = 0;
  while (below < sorted.length && sorted[below]! < value) below++;
  let equal = 0;
  while (below + equal < sorted.length && sorted[below + equal] === value) equal++;
  return (below + equal / 2) / sorted.length;
}

/**
 * The acceleration of a statistic from its values with one observation left out each (Efron 1987, eq. 7.3 by the
 * jackknife): the skewness of their influence, 0 where no observation has any.
 */
export function acceleration(leftOut: Float64Array): number {
  const mean = leftOut.reduce((sum, value) => sum + value, 0) / leftOut.length;
  let squares = 0;
  let cubes = 0;
  for (const value of leftOut) {
    squares += (mean - value) ** 2;
    cubes += (mean - value) ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/**
 * The bias-corrected and accelerated interval of Efron ("Better bootstrap confidence intervals", JASA 1987), from
 * ascending resampled values. The correction of bias is the normal quantile of the share of resamples below the
 * estimate. Where all are above or all below, that is infinite, and where it is so large that the correction turns
 * over, it means nothing; then the percentile interval is returned, and its `method` says so.
 */
export function bcaInterval(sorted: Float64Array, estimate: number, leftOut: Float64Array, level: number): Interval {
  const bias = normalQuantile(shareBelow(sorted, estimate));
  const skew = acceleration(leftOut);
  const z = normalQuantile((1 - level) / 2);
  const denominators = [1 - skew * (bias + z), 1 - skew * (bias - z)];
  if (!Number.isFinite(bias) || Math.min(...denominators) <= 0) return percentileInterval(sorted, level);
  const end = (side: number, denominator: number): number =>
    quantile(sorted, normalProbability(bias + (bias + side) / denominator));
  return { low: end(z, denominators[0]!), high: end(-z, denominators[1]!), method: "bca" };
}
