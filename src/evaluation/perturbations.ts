import type { Sentence } from "../corpus/types";
import type { RandomGenerator } from "../random/generator";

/** The sentence as someone writes it who never holds the shift key. Tags stay. */
export function dropCase({ words, tags }: Sentence): Sentence {
  return { words: words.map((word) => word.toLowerCase()), tags };
}

/** The fewest letters of a word that gets a typing error: shorter ones would become another word. */
const SHORTEST_MISTYPED = 4;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** The four errors of typing (Damerau 1964): two letters in the wrong order, one missing, one too many, one wrong. */
const MISTYPINGS: readonly ((letters: readonly string[], at: number, generator: RandomGenerator) => string)[] = [
  (letters, at) => [...letters.slice(0, at), letters[at + 1]!, letters[at]!, ...letters.slice(at + 2)].join(""),
  (letters, at) => [...letters.slice(0, at), ...letters.slice(at + 1)].join(""),
  (letters, at) => [...letters.slice(0, at), letters[at]!, ...letters.slice(at)].join(""),
  (letters, at, generator) => [...letters.slice(0, at), generator.pick([...LETTERS]), ...letters.slice(at + 1)].join(""),
];

/** A word of letters with one typing error behind its first letter; a short word, and one with other characters, stays as it is. */
export function mistype(word: string, generator: RandomGenerator): string {
  const letters = [...word];
  if (letters.length < SHORTEST_MISTYPED || !/^\p{L}+$/u.test(word)) return word;
  const at = 1 + generator.integer(letters.length - 2);
  return generator.pick(MISTYPINGS)(letters, at, generator);
}

/** A sentence of which each word gets a typing error with the given probability, where `mistype` gives it one. Tags stay. */
export function withTypos({ words, tags }: Sentence, share: number, generator: RandomGenerator): Sentence {
  return { words: words.map((word) => (generator.uniform() < share ? mistype(word, generator) : word)), tags };
}

/** Sentences two by two as one: text that nobody split. Of an odd number the last one stays alone. */
export function joinPairs(sentences: readonly Sentence[]): Sentence[] {
  return sentences.flatMap((sentence, i) => {
    if (i % 2 === 1) return [];
    const next = sentences[i + 1];
    return [{ words: [...sentence.words, ...(next?.words ?? [])], tags: [...sentence.tags, ...(next?.tags ?? [])] }];
  });
}
