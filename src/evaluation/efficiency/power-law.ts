import { DataError } from "../../errors";

export interface Measurement {
  readonly x: number;
  readonly y: number;
}

/** y = coefficient × x^exponent, as the straight line through the logarithms that leaves the least squares. */
export interface PowerLaw {
  readonly exponent: number;
  readonly coefficient: number;
  readonly points: number;
  /** Of the exponent, from what the line leaves unexplained; null for two points, through which every line fits. */
  readonly standardError: number | null;
  /** The exponent's 95 % interval by Student's t; null where there is no standard error. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** Student's t, two-sided 95 %, for 1, 2, … degrees of freedom. */
const STUDENT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const NORMAL = 1.96;

/** The table, and beyond it the first terms of the expansion around the normal distribution. */
export function studentQuantile(degrees: number): number {
  return STUDENT[degrees - 1] ?? NORMAL + (NORMAL ** 3 + NORMAL) / (4 * degrees);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function checkPoints(points: readonly Measurement[]): void {
  const bad = points.find(({ x, y }) => !(x > 0 && y > 0 && Number.isFinite(x) && Number.isFinite(y)));
  if (bad) throw new DataError(`A power law goes through positive numbers only, not through (${bad.x}, ${bad.y}); leave such points out.`);
  if (new Set(points.map(({ x }) => x)).size < 2) throw new DataError("A power law needs points at two sizes at least.");
}

function errorOf(residuals: readonly number[], spread: number): number | null {
  const degrees = residuals.length - 2;
  return degrees < 1 ? null : Math.sqrt(residuals.reduce((sum, residual) => sum + residual ** 2, 0) / degrees / spread);
}

/**
 * The power law through points, fitted by least squares in log–log space: the exponent is the slope there. The standard
 * error takes every departure from the line for noise, curvature too. Throws a DataError for fewer than two different x
 * and for what has no logarithm.
 */
export function fitPowerLaw(points: readonly Measurement[]): PowerLaw {
  checkPoints(points);
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const [meanX, meanY] = [meanOf(logs.map(({ x }) => x)), meanOf(logs.map(({ y }) => y))];
  const spread = logs.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const exponent = logs.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const standardError = errorOf(logs.map(({ x, y }) => y - meanY - exponent * (x - meanX)), spread);
  const half = standardError === null ? null : studentQuantile(points.length - 2) * standardError;
  return {
    exponent,
    coefficient: Math.exp(meanY - exponent * meanX),
    points: points.length,
    standardError,
    interval: half === null ? null : { low: exponent - half, high: exponent + half },
  };
}
