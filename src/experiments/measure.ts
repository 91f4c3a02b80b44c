import { performance } from "node:perf_hooks";
import type { EncodedSentence } from "../encoding/encode";
import type { Batching } from "../encoding/batches";
import { predictSentences } from "../models/predict";
import type { Predictor } from "../models/predictor";

const WARM_UP_SENTENCES = 10;
/** p99 by nearest rank is the largest sample below 100 of them. */
const TIMED_SENTENCES = 300;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Milliseconds to tag one sentence alone, after warm-up: a sample each for up to 300 sentences, taken evenly from the given
 * ones. Few sentences are both the warm-up and the samples.
 */
export function measureLatency(predictor: Predictor, sentences: readonly EncodedSentence[], batching: Batching): number[] {
  const stride = Math.max(1, Math.floor(sentences.length / TIMED_SENTENCES));
  const timed = sentences.filter((_, i) => i % stride === 0).slice(0, TIMED_SENTENCES);
  for (const sentence of timed.slice(0, WARM_UP_SENTENCES)) predictSentences(predictor, [sentence], batching);
  return timed.map((sentence) => {
    const started = performance.now();
    predictSentences(predictor, [sentence], batching);
    return performance.now() - started;
  });
}

/** User and system time of all threads of this process so far, in seconds. */
export function processorSeconds(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6;
}

export function peakMemoryMebibytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}

/** A number with so many significant digits: what a timing or memory figure can carry. */
export function significant(value: number, digits = 4): number {
  return Number(value.toPrecision(digits));
}
