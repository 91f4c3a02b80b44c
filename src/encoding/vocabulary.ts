import { UNKNOWN_WORD } from "../corpus/unknown-word";
import { UsageError } from "../errors";

/** Id 0 pads sequences, id 1 stands for every word that the vocabulary does not hold. */
export const PAD_ID = 0;
export const UNK_ID = 1;
export const PAD_TOKEN = "<PAD>";
export const UNK_TOKEN = UNKNOWN_WORD;

/** A two-way table between words and ids. `words[id]` is the word; ids 0 and 1 are PAD and UNK. */
export interface Vocabulary {
  readonly words: readonly string[];
  readonly size: number;
  /** The word's id, or UNK_ID. Case counts: "May" and "may" are two words. */
  idOf(word: string): number;
}

export interface VocabularyOptions {
  /** Words seen less often become UNK. At 1 the UNK embedding is never trained. */
  readonly minimumCount: number;
  /** The most words kept beside PAD and UNK, the most frequent first; null keeps all. */
  readonly maximumSize: number | null;
}

/** A vocabulary from its word list, as a saved model holds it. Throws when the list does not begin with PAD and UNK. */
export function vocabularyFromWords(words: readonly string[]): Vocabulary {
  if (words[PAD_ID] !== PAD_TOKEN || words[UNK_ID] !== UNK_TOKEN) {
    throw new UsageError(`A vocabulary begins with ${PAD_TOKEN} and ${UNK_TOKEN}, not with ${words.slice(0, 2).join(" and ")}.`);
  }
  const ids = new Map(words.map((word, id) => [word, id]));
  ids.delete(PAD_TOKEN);
  ids.delete(UNK_TOKEN);
  return { words, size: words.length, idOf: (word) => ids.get(word) ?? UNK_ID };
}

export function countWords(sentences: Iterable<{ readonly words: readonly string[] }>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of sentences) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/**
 * The vocabulary of a training part: never hand it validation or test sentences.
 * Words are ordered by falling count, equal counts by first appearance.
 */
export function buildVocabulary(training: Iterable<{ readonly words: readonly string[] }>, options: VocabularyOptions): Vocabulary {
  const kept = [...countWords(training)].filter(
    ([word, count]) => count >= options.minimumCount && word !== PAD_TOKEN && word !== UNK_TOKEN,
  );
  const ordered = kept.sort((a, b) => b[1] - a[1]).map(([word]) => word);
  const words = options.maximumSize === null ? ordered : ordered.slice(0, options.maximumSize);
  return vocabularyFromWords([PAD_TOKEN, UNK_TOKEN, ...words]);
}
