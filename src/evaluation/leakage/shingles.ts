import type { Sentence } from "../../corpus/types";
import { UsageError } from "../../errors";

/** `none` compares words as they are written; `case-and-digits` lower-cases them and takes every digit for 0. */
export type Normalization = "none" | "case-and-digits";

export interface ShingleOptions {
  /** Tokens in a shingle; 3 by default. */
  readonly shingleLength?: number;
  readonly normalization?: Normalization;
}

/** The distinct shingles of one sentence as ranks, the rarest of the corpus first and so ascending. */
export type Shingles = Int32Array;

type Words = Pick<Sentence, "words">;

export const DEFAULT_SHINGLE_LENGTH = 3;
const BEGIN = "\u0002";
const END = "\u0003";

export function normalizeWord(word: string, normalization: Normalization): string {
  return normalization === "none" ? word : word.toLowerCase().replace(/\p{Nd}/gu, "0");
}

/** Numbers texts in the order of their first coming. */
function createNumbering(): (text: string) => number {
  const numbers = new Map<string, number>();
  return (text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
}

/** A sentence shorter than a shingle is one shingle. */
function runsOf(ids: readonly number[], length: number): string[] {
  if (ids.length === 0) return [];
  const runs = Math.max(1, ids.length - length + 1);
  return Array.from({ length: runs }, (_, i) => ids.slice(i, i + length).join(" "));
}

function markedIds({ words }: Words, idOf: (word: string) => number, normalization: Normalization): number[] {
  if (words.length === 0) return [];
  return [idOf(BEGIN), ...words.map((word) => idOf(normalizeWord(word, normalization))), idOf(END)];
}

/** For each shingle its place when the shingles are ordered by the number of sentences that hold it, ties as first met. */
function ranksByRarity(sets: readonly (readonly number[])[], shingles: number): Int32Array {
  const frequencies = new Int32Array(shingles);
  for (const set of sets) for (const shingle of set) frequencies[shingle]!++;
  const order = Int32Array.from({ length: shingles }, (_, i) => i).sort((a, b) => frequencies[a]! - frequencies[b]! || a - b);
  const ranks = new Int32Array(shingles);
  order.forEach((shingle, rank) => { ranks[shingle] = rank; });
  return ranks;
}

/**
 * The set of token n-grams of each sentence, with one mark before its first and one after its last token, so that a
 * sentence of n words has n trigrams. Throws a UsageError for a shingle length that is no whole number from 1 on.
 */
export function shingleSets(sentences: readonly Words[], options: ShingleOptions = {}): readonly Shingles[] {
  const { shingleLength = DEFAULT_SHINGLE_LENGTH, normalization = "none" } = options;
  if (!Number.isInteger(shingleLength) || shingleLength < 1) {
    throw new UsageError(`A shingle cannot hold ${shingleLength} tokens; give a whole number from 1 on.`);
  }
  const [idOf, shingleOf] = [createNumbering(), createNumbering()];
  const sets = sentences.map((sentence) => [...new Set(runsOf(markedIds(sentence, idOf, normalization), shingleLength).map(shingleOf))]);
  const count = sets.reduce((most, set) => set.reduce((max, shingle) => Math.max(max, shingle), most), -1) + 1;
  const ranks = ranksByRarity(sets, count);
  return sets.map((set) => Int32Array.from(set, (shingle) => ranks[shingle]!).sort());
}

/** Shared over all distinct shingles, in [0, 1]; 0 where both are empty. */
export function jaccard(a: Shingles, b: Shingles): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const difference = a[i]! - b[j]!;
    if (difference === 0) shared++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  const all = a.length + b.length - shared;
  return all === 0 ? 0 : shared / all;
}
