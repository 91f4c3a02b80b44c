import { duplicateGroups } from "../../corpus/duplicates";
import type { Sentence } from "../../corpus/types";
import { countRepetition, mostFrequentCount, Repetition, sumOver } from "./mention-counts";

/** Sentences of equal words with different tags: at most one tagging can be right. Indices only, no words. */
export interface NoiseGroup {
  readonly sentences: readonly number[];
  /** Distinct taggings among them. */
  readonly taggings: number;
  /** The token positions, from 0, on which not all agree. */
  readonly positions: readonly number[];
  /** Tokens, over all members, whose tag is not the most frequent one at its position. */
  readonly minorityTokens: number;
  /** Mention occurrences, over all members, that not every member bears (strict reading). */
  readonly disputedMentions: number;
}

export interface NoiseReport {
  /** Token sequences that occur more than once, and what their sentences hold. */
  readonly repeated: { readonly groups: number; readonly sentences: number; readonly tokens: number; readonly mentions: number };
  /** Those tagged in more than one way. */
  readonly conflicting: {
    readonly groups: number;
    readonly sentences: number;
    readonly minorityTokens: number;
    readonly disputedMentions: number;
  };
  readonly groups: readonly NoiseGroup[];
}

function describeGroup(sentences: readonly Sentence[], group: readonly number[]): NoiseGroup {
  const members = group.map((index) => sentences[index]!);
  const { size, mentions, tagCounts } = countRepetition(members);
  return {
    sentences: group,
    taggings: new Set(members.map(({ tags }) => tags.join(" "))).size,
    positions: tagCounts.flatMap((counts, position) => (counts.size > 1 ? [position] : [])),
    minorityTokens: sumOver(tagCounts, (counts) => size - mostFrequentCount(counts)),
    disputedMentions: sumOver(mentions, ({ count }) => (count < size ? count : 0)),
  };
}

function countRepeated(sentences: readonly Sentence[], groups: readonly (readonly number[])[]): NoiseReport["repeated"] {
  const members = groups.flat().map((index) => sentences[index]!);
  const mentionsIn = ({ mentions: found }: Repetition): number => sumOver(found, ({ count }) => count);
  const mentions = sumOver(groups, (group) => mentionsIn(countRepetition(group.map((index) => sentences[index]!))));
  return { groups: groups.length, sentences: members.length, tokens: sumOver(members, ({ words }) => words.length), mentions };
}

/** The groups of equal sentences that are tagged differently, in file order, and what they amount to. */
export function noiseReport(sentences: readonly Sentence[]): NoiseReport {
  const repeated = duplicateGroups(sentences).filter((group) => group.length > 1);
  const groups = repeated.map((group) => describeGroup(sentences, group)).filter(({ taggings }) => taggings > 1);
  const conflicting = {
    groups: groups.length,
    sentences: sumOver(groups, (group) => group.sentences.length),
    minorityTokens: sumOver(groups, (group) => group.minorityTokens),
    disputedMentions: sumOver(groups, (group) => group.disputedMentions),
  };
  return { repeated: countRepeated(sentences, repeated), conflicting, groups };
}
