import { entitySpans } from "./entities";
import type { Sentence } from "./types";

/** The number of sentences longer than `length` tokens: those that truncation to it cuts. */
export function countLonger(sentences: readonly Sentence[], length: number): number {
  return sentences.filter(({ words }) => words.length > length).length;
}

/** The share of cells, in 0–1, that hold padding when all sentences are truncated and padded to `length` tokens. */
export function paddingShare(sentences: readonly Sentence[], length: number): number {
  const kept = sentences.reduce((total, { words }) => total + Math.min(words.length, length), 0);
  return 1 - kept / (sentences.length * length);
}

/** The number of sentences in which no entity begins. */
export function countWithoutEntity(sentences: readonly Sentence[]): number {
  return sentences.filter(({ tags }) => entitySpans(tags).length === 0).length;
}

/** The number of entities that follow one of their own type without a token between. */
export function countAdjacentEntities(sentences: readonly Sentence[]): number {
  let adjacent = 0;
  for (const { tags } of sentences) {
    const spans = entitySpans(tags);
    adjacent += spans.filter((span, i) => i > 0 && spans[i - 1]!.end === span.start && spans[i - 1]!.type === span.type).length;
  }
  return adjacent;
}

/** For each entity string (its words joined by spaces), how often it carries each type. */
export function entityStrings(sentences: readonly Sentence[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const strings = new Map<string, Map<string, number>>();
  for (const { words, tags } of sentences) {
    for (const { type, start, end } of entitySpans(tags)) {
      const text = words.slice(start, end).join(" ");
      const types = strings.get(text) ?? new Map<string, number>();
      strings.set(text, types.set(type, (types.get(type) ?? 0) + 1));
    }
  }
  return strings;
}

/** The number of entity strings that carry more than one type. */
export function countAmbiguousStrings(sentences: readonly Sentence[]): number {
  return [...entityStrings(sentences).values()].filter((types) => types.size > 1).length;
}
