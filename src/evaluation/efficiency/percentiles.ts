import { DataError } from "../../errors";

/**
 * The percentile by nearest rank: the smallest of the values that at least `percent` % of them do not exceed. It always is a
 * value that was measured. Throws a DataError for no value, one that is NaN, and a percentage outside (0, 100].
 */
export function percentile(values: readonly number[], percent: number): number {
  if (!(percent > 0 && percent <= 100)) throw new DataError(`A percentile is above 0 and at most 100, not ${percent}.`);
  if (values.length === 0) throw new DataError("There is no sample; measure at least one.");
  if (values.some(Number.isNaN)) throw new DataError(`Sample ${values.findIndex(Number.isNaN)} is not a number; measure it again.`);
  const sorted = [...values].sort((a, b) => a - b);
  // Multiplied first, whole products stay whole: (7 / 100) × 100 is 7.000000000000001 and would round up to the next rank.
  return sorted[Math.ceil((percent * values.length) / 100) - 1]!;
}

/** Latencies in the unit of the samples, the warm-up left out. */
export interface LatencySummary {
  /** Samples that count. */
  readonly samples: number;
  /** Samples from the beginning that do not: caches, compilation and memory were still cold. */
  readonly warmUp: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly largest: number;
}

/**
 * Latency samples in the order of measurement, the first `warmUp` dropped. Percentiles are by nearest rank; p99 of fewer than
 * 100 samples is the largest one. Throws a DataError where the warm-up leaves no sample.
 */
export function summarizeLatencies(samples: readonly number[], { warmUp }: { readonly warmUp: number }): LatencySummary {
  if (!Number.isInteger(warmUp) || warmUp < 0 || warmUp >= samples.length) {
    throw new DataError(`A warm-up of ${warmUp} leaves nothing of ${samples.length} samples; measure more.`);
  }
  const counted = samples.slice(warmUp);
  const [p50, p95, p99, largest] = [50, 95, 99, 100].map((percent) => percentile(counted, percent)) as [number, number, number, number];
  return { samples: counted.length, warmUp, mean: counted.reduce((sum, value) => sum + value, 0) / counted.length, p50, p95, p99, largest };
}

/** Items per second. Throws a DataError for a time that is not positive. */
export function throughput(items: number, seconds: number): number {
  if (!(seconds > 0)) throw new DataError(`A throughput needs a positive time, not ${seconds} s.`);
  return items / seconds;
}

/** Little's law (1961): how many requests are in the system at a time, at a rate per second and a mean latency in seconds. */
export function requestsInFlight(perSecond: number, latencySeconds: number): number {
  return perSecond * latencySeconds;
}
