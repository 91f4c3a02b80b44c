import { DataError } from "../../errors";
import type { TopLabels } from "./tag-matrix";

/** Confidences in [0, 1], and for each of them 1 where what was said with it is right, else 0. */
export interface Judgements {
  readonly confidences: Float64Array;
  readonly correct: Uint8Array;
}

/** Throws a DataError for unequal lengths or a confidence outside [0, 1 + 1e-5] (a 32-bit softmax may exceed 1 by a rounding). */
export function judgements(confidences: ArrayLike<number>, correct: ArrayLike<number | boolean>): Judgements {
  if (confidences.length !== correct.length) {
    throw new DataError(`There are ${confidences.length} confidences but ${correct.length} judgements; give one of each per prediction.`);
  }
  const kept = Float64Array.from(confidences);
  const at = kept.findIndex((confidence) => !(confidence >= 0 && confidence <= 1 + 1e-5));
  if (at >= 0) throw new DataError(`Confidence ${at} is ${kept[at]!}, which is no probability.`);
  return { confidences: kept.map((confidence) => Math.min(1, confidence)), correct: Uint8Array.from(correct, Number) };
}

/**
 * Token judgements from predicted and gold tag ids. A gold id of −1 stands for a tag that the model does not know: the
 * prediction is wrong there. Throws a DataError for unequal lengths.
 */
export function judgeTokens(predicted: TopLabels, gold: ArrayLike<number>): Judgements {
  return judgements(predicted.confidences, Array.from(gold, (id, token) => id === predicted.tags[token]));
}
