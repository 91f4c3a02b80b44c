import type * as tf from "@tensorflow/tfjs";
import { assembleBatch, type Batch } from "../encoding/batches";
import { PAD_ID } from "../encoding/vocabulary";
import { DataError } from "../errors";
import { withPredictor } from "../models/predictor";
import { createGenerator } from "../random/generator";

/** The most that a probability of an exported model may differ from ours. */
export const TOLERANCE = 1e-5;

const LENGTHS = [1, 2, 7, 19, 40];
const SEED = 1;

/** How an exported model was compared with ours. */
export interface Agreement {
  /** What ran the exported model. */
  readonly system: string;
  readonly tokens: number;
  /** Over all tokens and tags. */
  readonly largestDifference: number;
}

/** Made-up sentences of unlike lengths, known and unknown words among them. */
export function raggedBatch(vocabulary: number, lengths: readonly number[] = LENGTHS): Batch {
  const generator = createGenerator(SEED);
  const word = () => 1 + Math.floor(generator.uniform() * (vocabulary - 1));
  return assembleBatch(lengths.map((length) => ({ words: Int32Array.from({ length }, word) })), { kind: "bucketed" });
}

function softmaxRows(logits: Float32Array, tags: number): Float32Array {
  const result = new Float32Array(logits.length);
  for (let from = 0; from < logits.length; from += tags) {
    const row = Array.from(logits.subarray(from, from + tags));
    const highest = Math.max(...row);
    const powers = row.map((value) => Math.exp(value - highest));
    const sum = powers.reduce((total, power) => total + power, 0);
    result.set(powers.map((power) => power / sum), from);
  }
  return result;
}

/** What our own kernels say of a batch: probabilities `[rows × time, tags]`. Those of padding mean nothing. */
export function ownProbabilities(model: tf.LayersModel, batch: Batch): Float32Array {
  const logits = withPredictor(model, (predictor) => predictor.logits(batch));
  return softmaxRows(logits, logits.length / batch.words.length);
}

/** The largest difference of a token's probability; infinite where one is missing or no number. */
export function largestDifference(ours: Float32Array, theirs: Float32Array, { words }: Batch): number {
  if (ours.length !== theirs.length) return Infinity;
  const tags = ours.length / words.length;
  const differences = ours.map((value, i) => (words[Math.floor(i / tags)] === PAD_ID ? 0 : Math.abs(value - theirs[i]!)));
  return differences.reduce((most, difference) => (difference <= most ? most : Number.isNaN(difference) ? Infinity : difference), 0);
}

/** Compares an exported model's answers with ours. Throws a DataError when they differ by more than the tolerance. */
export function agreementOf(ours: Float32Array, theirs: Float32Array, batch: Batch, system: string): Agreement {
  const difference = largestDifference(ours, theirs, batch);
  if (!(difference <= TOLERANCE)) {
    throw new DataError(`The exported model's probabilities differ from nerbook's by up to ${difference} under ${system}: nothing was written.`);
  }
  return { system, tokens: batch.words.filter((word) => word !== PAD_ID).length, largestDifference: difference };
}
