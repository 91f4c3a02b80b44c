import { DataError } from "../errors";

/**
 * Gives a prediction its gold length again: what truncation cut off before the model becomes O, so every entity out
 * there counts as missed instead of vanishing from the denominator. Throws a DataError when there are more tags than
 * gold tokens, which means that padding was not removed.
 */
export function completeWithOutside(predictedTags: readonly string[], goldLength: number): string[] {
  if (predictedTags.length > goldLength) {
    const counts = `A sentence of ${goldLength} tokens got ${predictedTags.length} predicted tags`;
    throw new DataError(`${counts}; remove those of the padding first.`);
  }
  return [...predictedTags, ...new Array<string>(goldLength - predictedTags.length).fill("O")];
}
