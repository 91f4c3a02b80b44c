import { performance } from "node:perf_hooks";
import type { EncodedSentence } from "../encoding/encode";
import type { Batching } from "../encoding/batches";
import { predictSentences } from "../models/predict";
import type { Predictor } from "../models/predictor";

const WARM_UP_SENTENCES = 5;
const TIMED_SENTENCES = 50;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Median milliseconds to tag one sentence alone, over sentences taken evenly from the given ones, after warm-up. */
export function measureLatency(predictor: Predictor, sentences: readonly EncodedSentence[], batching: Batching): number {
  const stride = Math.max(1, Math.floor(sentences.length / (WARM_UP_SENTENCES + TIMED_SENTENCES)));
  const chosen = sentences.filter((_, i) => i % stride === 0).slice(0, WARM_UP_SENTENCES + TIMED_SENTENCES);
  const times = chosen.map((sentence) => {
    const started = performance.now();
    predictSentences(predictor, [sentence], batching);
    return performance.now() - started;
  });
  return median(times.length > WARM_UP_SENTENCES ? times.slice(WARM_UP_SENTENCES) : times);
}

export function peakMemoryMebibytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}

/** A number with so many significant digits: what a timing or memory figure can carry. */
export function significant(value: number, digits = 4): number {
  return Number(value.toPrecision(digits));
}
