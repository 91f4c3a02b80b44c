import { sparseLabels } from "../../encoding/labels";
import { DataError } from "../../errors";

/** One number per token and tag, row-major [tokens, tags]: logits, log-probabilities or probabilities. */
export interface TagMatrix {
  readonly values: Float32Array | Float64Array;
  readonly tokens: number;
  readonly tags: number;
}

/** Throws a DataError where the values are not whole rows of `tags` numbers, or one of them is not finite. */
export function tagMatrix(values: Float32Array | Float64Array, tags: number): TagMatrix {
  if (!Number.isInteger(tags) || tags < 1 || values.length % tags !== 0) {
    throw new DataError(`${values.length} values are no whole rows of ${tags} tags; give one value per token and tag.`);
  }
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) {
    throw new DataError(`Token ${Math.floor(at / tags)}, tag ${at % tags} has the value ${values[at]!}; only finite values are scored.`);
  }
  return { values, tokens: values.length / tags, tags };
}

/** The rows of several matrices, one after the other. Throws a DataError for unequal numbers of tags. */
export function stackRows(matrices: readonly TagMatrix[]): TagMatrix {
  const tags = matrices[0]?.tags ?? 1;
  const other = matrices.find((matrix) => matrix.tags !== tags);
  if (other) throw new DataError(`A matrix of ${other.tags} tags cannot stand below one of ${tags}; give the distributions of one model.`);
  const values = new Float64Array(matrices.reduce((sum, matrix) => sum + matrix.values.length, 0));
  let offset = 0;
  for (const matrix of matrices) {
    values.set(matrix.values, offset);
    offset += matrix.values.length;
  }
  return { values, tokens: values.length / tags, tags };
}

/** What a softmax in 32 bits rounds to zero lies below it: the smallest positive number of that format. */
const SMALLEST_PROBABILITY = 2 ** -149;

/**
 * Natural logarithms of probabilities. A zero, which in 32 bits is a rounded exponential, is read as the smallest positive
 * 32-bit number. They serve as logits: a softmax's logits differ from them by one constant a row, which no softmax sees.
 * Throws a DataError for a value outside [0, 1 + 1e-5].
 */
export function logProbabilities({ values, tokens, tags }: TagMatrix): TagMatrix {
  const wrong = values.find((value) => !(value >= 0 && value <= 1 + 1e-5));
  if (wrong !== undefined) throw new DataError(`${wrong} is no probability; give the softmax of the logits.`);
  return { values: Float64Array.from(values, (value) => Math.log(Math.max(value, SMALLEST_PROBABILITY))), tokens, tags };
}

function largestOf(values: ArrayLike<number>, from: number, to: number): number {
  let largest = values[from]!;
  for (let i = from + 1; i < to; i++) if (values[i]! > largest) largest = values[i]!;
  return largest;
}

/**
 * softmax(logits / temperature), row by row, in double precision. Log-probabilities as logits give p^(1/T) / Z.
 * Throws a DataError for a temperature that is not positive.
 */
export function softmaxRows({ values, tokens, tags }: TagMatrix, temperature = 1): TagMatrix {
  if (!(temperature > 0 && Number.isFinite(temperature))) throw new DataError(`A temperature is positive and finite, not ${temperature}.`);
  const result = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += tags) {
    const largest = largestOf(values, from, from + tags);
    let total = 0;
    for (let i = from; i < from + tags; i++) total += result[i] = Math.exp((values[i]! - largest) / temperature);
    for (let i = from; i < from + tags; i++) result[i]! /= total;
  }
  return { values: result, tokens, tags };
}

/** The most probable tag of each token, the first among equals, and its probability. */
export interface TopLabels {
  readonly tags: Int32Array;
  readonly confidences: Float64Array;
}

export function topLabels({ values, tags }: TagMatrix): TopLabels {
  const best = sparseLabels(values, tags);
  return { tags: best, confidences: Float64Array.from(best, (tag, token) => values[token * tags + tag]!) };
}
