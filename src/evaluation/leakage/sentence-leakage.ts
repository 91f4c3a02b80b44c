import type { Sentence } from "../../corpus/types";
import { nearestNeighbors } from "./neighbors";
import { Share, shareOf } from "./shares";
import { Normalization, normalizeWord, Shingles } from "./shingles";

/**
 * How a sentence stands to the sentences of a known part: `duplicate` where one has the same words in the same order,
 * `near` where one is at least as similar as the threshold, else `new`.
 */
export type SentenceStatus = "duplicate" | "near" | "new";
export const SENTENCE_STATUSES: readonly SentenceStatus[] = ["duplicate", "near", "new"];

type Words = Pick<Sentence, "words">;

/** The sentences, their shingles, and how words are compared. */
export interface Prepared {
  readonly sentences: readonly Words[];
  readonly sets: readonly Shingles[];
  readonly normalization: Normalization;
  readonly threshold: number;
}

function keyOf({ words }: Words, normalization: Normalization): string {
  return words.map((word) => normalizeWord(word, normalization)).join("\u0000");
}

/** The status of each held-out sentence, in the order given. */
export function sentenceStatuses(prepared: Prepared, known: readonly number[], heldOut: readonly number[]): readonly SentenceStatus[] {
  const { sentences, sets, normalization, threshold } = prepared;
  const keys = new Set(known.map((index) => keyOf(sentences[index]!, normalization)));
  const near = new Set(nearestNeighbors(sets, heldOut, known, threshold).map(({ sentence }) => sentence));
  return heldOut.map((index) => {
    if (keys.has(keyOf(sentences[index]!, normalization))) return "duplicate";
    return near.has(index) ? "near" : "new";
  });
}

export function countStatus(statuses: readonly SentenceStatus[], status: SentenceStatus): Share {
  return shareOf(statuses.filter((each) => each === status).length, statuses.length);
}
