import { DataError } from "../errors";

/** One list of tags per sentence. */
export type TagLists = readonly (readonly string[])[];

/** Which of the two tag columns a message is about. */
export type Side = "gold" | "predicted";

/** A tag that cannot be read. `sentence` and `position` count from 0; the message counts from 1. */
export class TagError extends DataError {
  constructor(readonly fault: string, readonly side: Side, readonly sentence: number, readonly position: number) {
    super(`In ${side} sentence ${sentence + 1}, token ${position + 1}, ${fault}.`);
  }
}

export function countTokens(sentences: TagLists): number {
  return sentences.reduce((sum, tags) => sum + tags.length, 0);
}

/** Throws a DataError unless both sides hold the same number of sentences, each of the same length, and some token. */
export function checkParallel(gold: TagLists, predicted: TagLists): void {
  if (gold.length !== predicted.length) {
    throw new DataError(`There are ${gold.length} gold sentences but ${predicted.length} predicted ones; score the same sentences.`);
  }
  gold.forEach((tags, i) => {
    const length = predicted[i]!.length;
    if (tags.length === length) return;
    const position = Math.min(tags.length, length) + 1;
    throw new DataError(`Sentence ${i + 1} has ${tags.length} gold tags but ${length} predicted ones: token ${position} has no partner.`);
  });
  if (countTokens(gold) === 0) throw new DataError("There is no token to score: give at least one sentence with a tag.");
}
