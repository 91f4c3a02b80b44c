import type { Sentence } from "../../corpus/types";
import { Entity, entitiesOf } from "../entities";

/** A mention that some of a group's sentences bear, and how many of them. */
export interface CountedMention extends Entity {
  readonly count: number;
}

/** Sentences of one token sequence, seen as repeated annotations of it. */
export interface Repetition {
  /** How often the token sequence occurs. */
  readonly size: number;
  /** Its distinct mentions over all occurrences, by first token, last token and type. */
  readonly mentions: readonly CountedMention[];
  /** For each token, how often it bears each tag. */
  readonly tagCounts: readonly ReadonlyMap<string, number>[];
}

export type Tagged = Pick<Sentence, "tags">;

function countMentions(members: readonly Tagged[]): CountedMention[] {
  const counts = new Map<string, CountedMention>();
  for (const mention of members.flatMap(({ tags }) => entitiesOf(tags, "discard"))) {
    const key = `${mention.start} ${mention.end} ${mention.type}`;
    counts.set(key, { ...mention, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => a.start - b.start || a.end - b.end || (a.type < b.type ? -1 : 1));
}

function countTags(members: readonly Tagged[], position: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { tags } of members) counts.set(tags[position]!, (counts.get(tags[position]!) ?? 0) + 1);
  return counts;
}

/** Counts the annotations of sentences of equal words. */
export function countRepetition(members: readonly Tagged[]): Repetition {
  const tagCounts = (members[0]?.tags ?? []).map((_, position) => countTags(members, position));
  return { size: members.length, mentions: countMentions(members), tagCounts };
}

export function sumOver<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

export function mostFrequentCount(counts: ReadonlyMap<string, number>): number {
  return Math.max(...counts.values());
}
