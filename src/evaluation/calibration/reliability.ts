import { DataError } from "../../errors";
import type { Judgements } from "./judgements";

/** Predictions of like confidence: what was promised and what was kept. */
export interface ReliabilityBin {
  readonly count: number;
  /** The smallest and the largest confidence in the bin. */
  readonly lowest: number;
  readonly highest: number;
  /** The mean confidence. */
  readonly confidence: number;
  /** The share of right predictions. */
  readonly accuracy: number;
}

export const DEFAULT_BINS = 15;

function binOf({ confidences, correct }: Judgements, members: Int32Array): ReliabilityBin {
  const mean = (values: ArrayLike<number>): number => members.reduce((sum, i) => sum + values[i]!, 0) / members.length;
  return {
    count: members.length,
    lowest: confidences[members[0]!]!,
    highest: confidences[members[members.length - 1]!]!,
    confidence: mean(confidences),
    accuracy: mean(correct),
  };
}

/**
 * Ranks at which bins end. Equal confidences stay together: a border among them moves behind the last of them. So the
 * result does not depend on the order of the input, and a bin that the move leaves empty does not exist.
 */
function binEnds(sorted: ArrayLike<number>, bins: number): number[] {
  const ends: number[] = [];
  for (let bin = 1; bin <= bins; bin++) {
    let end = Math.max(Math.round((bin * sorted.length) / bins), ends[ends.length - 1] ?? 0);
    while (end > 0 && end < sorted.length && sorted[end] === sorted[end - 1]) end++;
    if (end > (ends[ends.length - 1] ?? 0)) ends.push(end);
  }
  return ends;
}

/**
 * Bins of equal mass (as many predictions each, to one) in ascending order of confidence. Equal confidences share a bin,
 * so there can be fewer bins than asked for and larger ones. No prediction, no bin. Throws a DataError for a number of
 * bins that is not positive and whole.
 */
export function reliabilityBins(judged: Judgements, { bins = DEFAULT_BINS }: { readonly bins?: number } = {}): ReliabilityBin[] {
  if (!Number.isInteger(bins) || bins < 1) throw new DataError(`A reliability diagram has a positive whole number of bins, not ${bins}.`);
  const { confidences } = judged;
  const order = Int32Array.from(confidences.keys()).sort((a, b) => confidences[a]! - confidences[b]! || a - b);
  const ends = binEnds(Float64Array.from(order, (i) => confidences[i]!), bins);
  return ends.map((end, bin) => binOf(judged, order.subarray(ends[bin - 1] ?? 0, end)));
}

function meanOverBins(bins: readonly ReliabilityBin[], value: (bin: ReliabilityBin) => number): number {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  return total === 0 ? NaN : bins.reduce((sum, bin) => sum + bin.count * value(bin), 0) / total;
}

/** ECE (Naeini and others, 2015): the mean over predictions of their bin's |accuracy − confidence|, in [0, 1]; NaN without any. */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  return meanOverBins(bins, ({ accuracy, confidence }) => Math.abs(accuracy - confidence));
}

/** The largest |accuracy − confidence| of a bin; NaN without any. */
export function maximumCalibrationError(bins: readonly ReliabilityBin[]): number {
  return bins.length === 0 ? NaN : Math.max(...bins.map(({ accuracy, confidence }) => Math.abs(accuracy - confidence)));
}

/**
 * About the ECE that perfectly calibrated and independent predictions show on as many samples: the estimate is a mean of
 * absolute values, so it is above zero by chance. A bin of n predictions of confidence c misses by √(2c(1 − c) / πn) on
 * average (normal approximation).
 */
export function calibrationErrorByChance(bins: readonly ReliabilityBin[]): number {
  return meanOverBins(bins, ({ confidence, count }) => Math.sqrt((2 * confidence * (1 - confidence)) / (Math.PI * count)));
}
