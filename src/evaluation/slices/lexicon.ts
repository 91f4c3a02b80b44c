import { entityStrings } from "../../corpus/details";
import type { Sentence } from "../../corpus/types";

/** What a training part holds that a mention may be compared with; case counts. */
export interface TrainingLexicon {
  /** For each mention string, its words joined by spaces, how often it bears each type (strict reading). */
  readonly strings: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** All words, in mentions or not. */
  readonly words: ReadonlySet<string>;
}

export function readLexicon(training: readonly Sentence[]): TrainingLexicon {
  const words = new Set<string>();
  for (const sentence of training) for (const word of sentence.words) words.add(word);
  return { strings: entityStrings(training), words };
}

/** How often the string is a mention in training, of any type. */
export function frequencyIn({ strings }: TrainingLexicon, text: string): number {
  let total = 0;
  for (const count of strings.get(text)?.values() ?? []) total += count;
  return total;
}

/** How many types the string bears in training. */
export function typesIn({ strings }: TrainingLexicon, text: string): number {
  return strings.get(text)?.size ?? 0;
}

export function hasStringAndType({ strings }: TrainingLexicon, text: string, type: string): boolean {
  return strings.get(text)?.has(type) ?? false;
}

export function hasAllWords(lexicon: TrainingLexicon, words: readonly string[]): boolean {
  return words.every((word) => lexicon.words.has(word));
}
