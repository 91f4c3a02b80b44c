import type { Sentence } from "../corpus/types";

/** The most frequent tag of each training word. */
export type LookupTable = ReadonlyMap<string, string>;

/** The lowest floor: every token of every sentence is O. */
export function allOutside(sentences: readonly Pick<Sentence, "words">[]): string[][] {
  return sentences.map((sentence) => sentence.words.map(() => "O"));
}

function mostFrequent(counts: ReadonlyMap<string, number>): string {
  let best = "O";
  let most = 0;
  for (const [tag, count] of counts) {
    if (count > most) [best, most] = [tag, count];
  }
  return best;
}

/**
 * The second floor: each word's most frequent tag in the training part. Ties go to the tag that the word bore first,
 * which is the order a Map keeps.
 */
export function trainLookupTable(sentences: readonly Pick<Sentence, "words" | "tags">[]): LookupTable {
  const countsByWord = new Map<string, Map<string, number>>();
  for (const { words, tags } of sentences) {
    words.forEach((word, i) => {
      let counts = countsByWord.get(word);
      if (counts === undefined) countsByWord.set(word, (counts = new Map()));
      counts.set(tags[i]!, (counts.get(tags[i]!) ?? 0) + 1);
    });
  }
  return new Map([...countsByWord].map(([word, counts]) => [word, mostFrequent(counts)]));
}

/** The table's tag for each word, O for a word it has not seen. */
export function lookupTags(table: LookupTable, words: readonly string[]): string[] {
  return words.map((word) => table.get(word) ?? "O");
}
