import { median, significant } from "../src/experiments/measure";

/** What several rounds say of one quantity. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Median and range, each with as many digits as a timing can carry. */
export function spread(values: readonly number[]): Spread {
  return { median: significant(median(values)), min: significant(Math.min(...values)), max: significant(Math.max(...values)) };
}

/** Quotients of values that belong to the same round: what disturbed a round disturbed both. */
export function pairedRatios(values: readonly number[], others: readonly number[]): number[] {
  if (values.length !== others.length) throw new RangeError(`${values.length} rounds cannot be paired with ${others.length}.`);
  return values.map((value, round) => value / others[round]!);
}

/** The slope of log y against log x by least squares: the exponent of the power law that fits best. */
export function logLogSlope(points: readonly { readonly x: number; readonly y: number }[]): number {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const mean = (pick: (point: { x: number; y: number }) => number) => logs.reduce((sum, point) => sum + pick(point), 0) / logs.length;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  return mean(({ x, y }) => (x - meanX) * (y - meanY)) / mean(({ x }) => (x - meanX) ** 2);
}

/** The largest |value − reference| / |reference|; infinite where a value is missing or is no number. */
export function largestRelativeDifference(values: readonly number[], reference: readonly number[]): number {
  if (values.length === 0 || values.length > reference.length) return Infinity;
  const differences = values.map((value, i) => Math.abs(value - reference[i]!) / Math.abs(reference[i]!));
  // NaN, the loss of a training that went wrong, must not hide behind numbers.
  return differences.some(Number.isNaN) ? Infinity : Math.max(...differences);
}
