import { entityStrings } from "../../corpus/details";
import type { Sentence } from "../../corpus/types";
import { compareCodePoints } from "../code-points";
import { mostFrequentCount, sumOver } from "./mention-counts";

/** A mention string that bears several types. */
export interface AmbiguousString {
  readonly text: string;
  /** Types and how often, the most frequent first, ties by code point. */
  readonly types: readonly { readonly type: string; readonly count: number }[];
  readonly mentions: number;
  /** Mentions of another type than the most frequent one. */
  readonly minority: number;
}

export interface StringReport {
  /** Distinct strings and all their mentions (strict reading). */
  readonly strings: number;
  readonly mentions: number;
  /** The mentions of strings with several types. */
  readonly ambiguousMentions: number;
  readonly minority: number;
  /**
   * The share of mentions whose type is the most frequent one of their string: the ceiling of any typing that sees the
   * string without its context, given the right spans; then also of recall, precision and F1. Null without a mention.
   */
  readonly typeCeiling: number | null;
  /** Strings with several types, those with most minority mentions first, ties by code point. */
  readonly ambiguous: readonly AmbiguousString[];
}

function describeString(text: string, counts: ReadonlyMap<string, number>): AmbiguousString {
  const types = [...counts].map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || compareCodePoints(a.type, b.type));
  const mentions = sumOver(types, ({ count }) => count);
  return { text, types, mentions, minority: mentions - mostFrequentCount(counts) };
}

/** Which mention strings bear several types. Part of them is ambiguity that context resolves, part is noise. */
export function stringReport(sentences: readonly Sentence[]): StringReport {
  const strings = [...entityStrings(sentences)].map(([text, counts]) => describeString(text, counts));
  const ambiguous = strings.filter(({ types }) => types.length > 1)
    .sort((a, b) => b.minority - a.minority || compareCodePoints(a.text, b.text));
  const [mentions, minority] = [sumOver(strings, (each) => each.mentions), sumOver(ambiguous, (each) => each.minority)];
  return {
    strings: strings.length,
    mentions,
    ambiguousMentions: sumOver(ambiguous, (each) => each.mentions),
    minority,
    typeCeiling: mentions === 0 ? null : (mentions - minority) / mentions,
    ambiguous,
  };
}
