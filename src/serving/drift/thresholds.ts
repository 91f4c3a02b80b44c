import type { RandomGenerator } from "../../random/generator";
import { jensenShannon, populationStabilityIndex } from "./distance";
import { addBins, FEATURES, type Binning, type Feature, type FeatureCounts, type SentenceBins } from "./features";

/** What windows without drift stay below. */
export type Thresholds = { readonly [feature in Feature]: { readonly psi: number; readonly js: number } };

export interface ThresholdOptions {
  /** Sentences in a window. */
  readonly window: number;
  /** The share of windows without drift of which any feature raises an alarm. */
  readonly rate: number;
  /** Consecutive sentences that are drawn together; 1 where traffic comes in no order. */
  readonly run: number;
  readonly generator: RandomGenerator;
}

/** Redrawn references, and windows compared with each. */
const REFERENCES = 50;
const WINDOWS_EACH = 100;

type Distances = readonly number[];

/** Sentences drawn with replacement in runs; behind the last sentence a run goes on with the first. */
function drawnCounts(bins: readonly SentenceBins[], size: number, { generator, run }: ThresholdOptions, binning: Binning): FeatureCounts {
  const counts = binning.emptyCounts();
  let at = 0;
  for (let i = 0; i < size; i++) {
    at = i % run === 0 ? generator.integer(bins.length) : (at + 1) % bins.length;
    addBins(counts, bins[at]!);
  }
  return counts;
}

/**
 * The largest level at which, were every feature's alarm level that share of the windows, at most `rate` of the windows would raise
 * one; and with it each feature's threshold. `rows` are windows, their columns features.
 */
function jointThresholds(rows: readonly Distances[], rate: number): number[] {
  const columns = FEATURES.map((_, f) => rows.map((row) => row[f]!).sort((a, b) => b - a));
  const rankOf = (value: number, column: readonly number[]): number => {
    let [low, high] = [0, column.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (column[middle]! > value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const bestRanks = rows.map((row) => Math.min(...row.map((value, f) => rankOf(value, columns[f]!)))).sort((a, b) => a - b);
  const rank = bestRanks[Math.floor(rate * rows.length)]!;
  return columns.map((column) => column[Math.min(rank, column.length - 1)]!);
}

/**
 * Thresholds under which windows without drift raise an alarm at the stated rate, all features taken together. Sentences are drawn with
 * replacement: again and again a reference as large as the given one, since that is itself a sample, and windows to compare with it.
 * Sentences that follow each other in a text are more alike than drawn ones and raise alarms more often: for such traffic, draw runs
 * (the moving-block bootstrap of Künsch 1989), of whole windows at best.
 */
export function calibrateThresholds(bins: readonly SentenceBins[], binning: Binning, options: ThresholdOptions): Thresholds {
  const [psi, js]: [Distances[], Distances[]] = [[], []];
  for (let i = 0; i < REFERENCES; i++) {
    const reference = drawnCounts(bins, bins.length, options, binning);
    for (let k = 0; k < WINDOWS_EACH; k++) {
      const window = drawnCounts(bins, options.window, options, binning);
      psi.push(FEATURES.map((feature) => populationStabilityIndex(window[feature], reference[feature])));
      js.push(FEATURES.map((feature) => jensenShannon(window[feature], reference[feature])));
    }
  }
  const [psiThresholds, jsThresholds] = [jointThresholds(psi, options.rate), jointThresholds(js, options.rate)];
  const entries = FEATURES.map((feature, f) => [feature, { psi: psiThresholds[f]!, js: jsThresholds[f]! }] as const);
  return Object.fromEntries(entries) as unknown as Thresholds;
}
