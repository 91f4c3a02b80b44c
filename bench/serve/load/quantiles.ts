import { significant } from "../../../src/experiments/measure";
import type { Quantiles } from "./job";

/** The value at a percentile, by nearest rank, of ascending values; NaN of none. */
function nearestRank(ascending: Float64Array, percentile: number): number {
  return ascending[Math.max(0, Math.ceil((percentile / 100) * ascending.length) - 1)] ?? NaN;
}

/** NaN becomes null in JSON, so a load without an answer has zeros, and its errors say why. */
function told(value: number): number {
  return Number.isFinite(value) ? significant(value) : 0;
}

export function quantilesOf(values: readonly number[] | Float64Array): Quantiles {
  const ascending = Float64Array.from(values).sort();
  const at = (percentile: number) => told(nearestRank(ascending, percentile));
  return { mean: told(ascending.reduce((sum, value) => sum + value, 0) / ascending.length), p50: at(50), p95: at(95), p99: at(99), max: at(100) };
}
