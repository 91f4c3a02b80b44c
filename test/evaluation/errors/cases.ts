import * as fc from "fast-check";

export const TAGS = ["O", "B-X", "I-X", "B-Y", "I-Y"] as const;

/** One sentence of gold and predicted tags, pair by pair; stray I- tags occur. */
export const tagPairs = fc.array(fc.tuple(fc.constantFrom(...TAGS), fc.constantFrom(...TAGS)), { minLength: 1, maxLength: 14 });

export function sides(pairs: readonly (readonly [string, string])[]): { gold: string[]; predicted: string[] } {
  return { gold: pairs.map(([tag]) => tag), predicted: pairs.map(([, tag]) => tag) };
}
