import type { RandomGenerator } from "../../random/generator";

/** One token of generated text: its form, Penn Treebank part of speech and IOB2 tag. */
export interface Token {
  readonly word: string;
  readonly pos: string;
  readonly tag: string;
}

/** The eight entity types of the Groningen Meaning Bank's Kaggle form. */
export const ENTITY_TYPES = ["geo", "org", "per", "gpe", "tim", "art", "eve", "nat"] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

export function outside(word: string, pos: string): Token {
  return { word, pos, tag: "O" };
}

const INNER_POS: Readonly<Record<string, string>> = {
  of: "IN", for: "IN", on: "IN", in: "IN", Without: "IN", to: "TO", the: "DT", The: "DT", and: "CC", "'s": "POS", ",": ",",
};

/** The tokens of one entity: B- on the first, I- on the others; function words inside a name keep their part of speech. */
export function entity(words: readonly string[], type: EntityType, pos = "NNP"): Token[] {
  return words.map((word, index) => ({
    word,
    pos: /^[0-9]/.test(word) ? "CD" : (INNER_POS[word] ?? pos),
    tag: `${index === 0 ? "B" : "I"}-${type}`,
  }));
}

/** One of weighted alternatives; the weights need not sum to one. */
export function pickWeighted<T>(random: RandomGenerator, items: readonly T[], weightOf: (item: T) => number): T {
  let rest = random.uniform() * items.reduce((sum, item) => sum + weightOf(item), 0);
  for (const item of items) {
    rest -= weightOf(item);
    if (rest < 0) return item;
  }
  return items[items.length - 1]!;
}
