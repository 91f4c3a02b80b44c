import type { TrialRecord } from "../experiments/record";
import { mean, standardDeviation } from "../reports/percent";
import type { Measure } from "./measures";

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % quantiles of Student's t for 1, 2, … degrees of freedom. Beyond the last one the last serves: wider, never narrower. */
const T_95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228] as const;

/** With two seeds an interval is as wide as anything that could be claimed. */
export const FEWEST_SEEDS = 3;

function around(values: readonly number[], factor: number): Range | null {
  if (values.length < FEWEST_SEEDS) return null;
  const half = T_95[Math.min(values.length - 1, T_95.length) - 1]! * standardDeviation(values)! * factor;
  const center = mean(values);
  return { low: center - half, high: center + half };
}

/**
 * Where one more run of the same protocol would lie, with 95 %: a prediction interval, mean ± t · s · √(1 + 1/n). A claim
 * is one run, so this is the tolerance that its number deserves. Null below three seeds.
 */
export function rangeOfNextRun(values: readonly number[]): Range | null {
  return around(values, Math.sqrt(1 + 1 / values.length));
}

/** The 95 % confidence interval of a mean over seeds, ± t · s / √n. Null below three seeds. */
export function rangeOfMean(values: readonly number[]): Range | null {
  return around(values, 1 / Math.sqrt(values.length));
}

/** What a measure gives on a above what it gives on b, seed by seed, for the seeds that both have. */
export function differencesOf(a: readonly TrialRecord[], b: readonly TrialRecord[], measure: Measure): number[] {
  return a.flatMap((record) => {
    const other = b.find(({ seed }) => seed === record.seed);
    return other ? [measure(record) - measure(other)] : [];
  });
}
