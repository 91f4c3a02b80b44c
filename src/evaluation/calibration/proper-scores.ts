import { DataError } from "../../errors";
import type { Judgements } from "./judgements";
import type { TagMatrix } from "./tag-matrix";

function checkGold({ tokens, tags }: TagMatrix, gold: ArrayLike<number>): void {
  if (gold.length !== tokens) {
    throw new DataError(`There are ${tokens} distributions but ${gold.length} gold tags; give one of each per token.`);
  }
  for (let token = 0; token < tokens; token++) {
    const id = gold[token]!;
    if (Number.isInteger(id) && id >= -1 && id < tags) continue;
    throw new DataError(`Token ${token} has the gold tag id ${id}, outside −1 … ${tags - 1}.`);
  }
}

/** Calls back with every token whose gold tag the model knows; an unknown one has the id −1. Throws as `checkGold` does. */
export function forEachKnown(matrix: TagMatrix, gold: ArrayLike<number>, visit: (firstValue: number, goldId: number) => void): void {
  checkGold(matrix, gold);
  for (let token = 0; token < matrix.tokens; token++) if (gold[token]! >= 0) visit(token * matrix.tags, gold[token]!);
}

/**
 * Brier's score of whole distributions, as he defined it in 1950: the mean over tokens of Σₖ (pₖ − [k is gold])², in
 * [0, 2]; NaN without a token. An unknown gold tag (id −1) is no k of the sum, and 1 is added for it.
 */
export function brierScore(probabilities: TagMatrix, gold: ArrayLike<number>): number {
  checkGold(probabilities, gold);
  const { values, tags, tokens } = probabilities;
  let sum = 0;
  for (const p of values) sum += p * p;
  for (let token = 0; token < tokens; token++) sum += 1 - (gold[token]! < 0 ? 0 : 2 * values[token * tags + gold[token]!]!);
  return sum / tokens;
}

/** Brier's score of the answer alone: the mean of (confidence − [it is right])², in [0, 1]; NaN without a prediction. */
export function topLabelBrierScore({ confidences, correct }: Judgements): number {
  return confidences.reduce((sum, confidence, i) => sum + (confidence - correct[i]!) ** 2, 0) / confidences.length;
}
