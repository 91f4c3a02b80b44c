import { UNK_ID } from "../../src/encoding/vocabulary";
import { createGenerator, deriveSeed, type RandomGenerator } from "../../src/random/generator";
import type { NewWork, WorkBatch, WorkShape } from "../peers/work";
import { initialWeights } from "./weights";

export interface RandomWork {
  readonly model: string;
  readonly shape: WorkShape;
  readonly batch: number;
  readonly length: number;
  readonly batches: number;
}

const SEED = 1;
export const LEARNING_RATE = 1e-3;

function randomBatch({ batch, length, shape }: RandomWork, generator: RandomGenerator): WorkBatch {
  const positions = { length: batch * length };
  const firstWord = UNK_ID + 1;
  return {
    rows: batch,
    time: length,
    words: Int32Array.from(positions, () => firstWord + generator.integer(shape.vocabulary - firstWord)),
    tags: Int32Array.from(positions, () => generator.integer(shape.tags)),
    lengths: new Int32Array(batch).fill(length),
  };
}

/** Full rectangles of words drawn evenly from the vocabulary: seeded, so that every run measures the same work. */
export function randomWork(wanted: RandomWork, threads: number): NewWork {
  const generator = createGenerator(deriveSeed(SEED, "words"));
  return {
    model: wanted.model,
    shape: wanted.shape,
    threads,
    learningRate: LEARNING_RATE,
    weights: initialWeights(wanted.shape, SEED),
    batches: Array.from({ length: wanted.batches }, () => randomBatch(wanted, generator)),
  };
}
