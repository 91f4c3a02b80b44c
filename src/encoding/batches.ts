import type { RandomGenerator } from "../random/generator";
import { padSequences } from "./sequences";
import { PAD_ID } from "./vocabulary";

/**
 * How sentences become rectangles.
 * `bucketed`: sentences of like length together, each batch padded to its own longest; nothing is cut.
 * `padded`: every sentence padded or cut to one length. With `countPadding` the pads enter loss and metrics as O,
 * as the original experiment had it; no honest protocol sets it.
 */
export type Batching =
  | { readonly kind: "bucketed" }
  | { readonly kind: "padded"; readonly length: number; readonly countPadding: boolean };

/** Positions in the caller's list of sentences that go together. */
export type BatchPlan = readonly (readonly number[])[];

/** Batches whose worth of sentences is sorted by length together: large enough to fit lengths, small enough to stay random. */
const BATCHES_PER_POOL = 50;

function chunked<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let i = 0; i < items.length; i += size) chunks.push(items.slice(i, i + size));
  return chunks;
}

/** A shuffled plan for one epoch of training. */
export function planTraining(lengths: readonly number[], batchSize: number, batching: Batching, generator: RandomGenerator): BatchPlan {
  const order = generator.shuffled(lengths.map((_, i) => i));
  if (batching.kind === "padded") return chunked(order, batchSize);
  const pools = chunked(order, batchSize * BATCHES_PER_POOL);
  const batches = pools.flatMap((pool) => chunked([...pool].sort((a, b) => lengths[a]! - lengths[b]!), batchSize));
  return generator.shuffled(batches);
}

/** A plan for prediction: sorted by length when bucketed, file order when padded. */
export function planPrediction(lengths: readonly number[], batchSize: number, batching: Batching): BatchPlan {
  const order = lengths.map((_, i) => i);
  if (batching.kind === "bucketed") order.sort((a, b) => lengths[a]! - lengths[b]! || a - b);
  return chunked(order, batchSize);
}

/** One rectangle of ids, row-major `[rows, time]`. */
export interface Batch {
  readonly rows: number;
  readonly time: number;
  readonly words: Int32Array;
  readonly tags: Int32Array;
  /** 1 where the position counts in loss and metrics, else 0. */
  readonly weights: Float32Array;
}

function countingWeights(lengths: readonly number[], time: number, countPadding: boolean): Float32Array {
  const weights = new Float32Array(lengths.length * time);
  lengths.forEach((length, row) => weights.fill(1, row * time, row * time + (countPadding ? time : Math.min(length, time))));
  return weights;
}

/** Pads the sentences of one batch. Pads carry word PAD, tag id 0 (O) and, unless the protocol counts them, weight 0. */
export function assembleBatch(sentences: readonly { readonly words: Int32Array; readonly tags?: Int32Array }[], batching: Batching): Batch {
  const lengths = sentences.map((sentence) => sentence.words.length);
  const time = batching.kind === "padded" ? batching.length : Math.max(1, ...lengths);
  return {
    rows: sentences.length,
    time,
    words: padSequences(sentences.map((sentence) => sentence.words), time, PAD_ID),
    tags: padSequences(sentences.map((sentence) => sentence.tags ?? []), time, 0),
    weights: countingWeights(lengths, time, batching.kind === "padded" && batching.countPadding),
  };
}
