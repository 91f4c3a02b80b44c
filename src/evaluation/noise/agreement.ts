import type { Sentence } from "../../corpus/types";
import { Repetition, sumOver } from "./mention-counts";
import { repetitionsOf } from "./oracle";

/** How well repeated annotations agree, and between which values the ceiling lies that follows; null without any. */
export interface AgreementBounds {
  readonly agreement: number | null;
  readonly lowest: number | null;
  readonly highest: number | null;
}

export interface AgreementCeiling {
  /** What the estimate rests on: token sequences that occur at least twice. */
  readonly repeated: { readonly groups: number; readonly sentences: number; readonly tokens: number; readonly mentions: number };
  readonly tokenAccuracy: AgreementBounds;
  readonly f1: AgreementBounds;
}

function bounds(agreeing: number, all: number): AgreementBounds {
  if (all === 0) return { agreement: null, lowest: null, highest: null };
  const agreement = agreeing / all;
  return { agreement, lowest: agreement, highest: Math.sqrt(agreement) };
}

/** Of `count` occurrences that agree among `size`: what they expect to agree with in one other occurrence each. */
function expectedAgreement(count: number, size: number): number {
  return (count * (count - 1)) / (size - 1);
}

function agreeingTokens({ size, tagCounts }: Repetition): number {
  return sumOver(tagCounts, (counts) => sumOver([...counts.values()], (count) => expectedAgreement(count, size)));
}

function agreeingMentions({ size, mentions }: Repetition): number {
  return sumOver(mentions, ({ count }) => expectedAgreement(count, size));
}

/**
 * The ceiling that the disagreement of repeated sentences implies for all sentences like them, repeated or not.
 *
 * Assumptions: (1) the annotations of one sentence are independent draws from one distribution that depends on its words
 * alone; (2) sentences that occur once are annotated as those that occur often. The second is the weak one: repeated
 * sentences are short and formulaic. Where annotations are copied, the first fails and the ceiling is too high.
 *
 * Tokens: let a token bear tag k with probability p(k). Two annotations agree with probability a = Σ p(k)², the best
 * fixed answer is right with probability m = max p(k), and a ≤ m (each p(k) ≤ m) and m² ≤ a (m² is one term). The mean
 * over tokens keeps both, the second by Jensen's inequality: A ≤ ceiling ≤ √A.
 *
 * Mentions: let mention i be annotated with probability p(i). One annotation scored against another has, over the
 * corpus, F1 = Σ p² / Σ p = A. A fixed answer S scores 2·Σ_S p / (|S| + Σ p). Some S reaches at least A, since an answer
 * drawn at random has that ratio of expectations. None exceeds √A: Σ_S p ≤ √(|S|·Σ p²) = √(|S|·A·Σ p) by Cauchy and
 * Schwarz, and |S| + Σ p ≥ 2·√(|S|·Σ p).
 *
 * A is estimated from each group of equal sentences by comparing every member with all others (without bias, as no
 * member is compared with itself); each sentence has the same weight.
 */
export function agreementCeiling(sentences: readonly Sentence[]): AgreementCeiling {
  const groups = repetitionsOf(sentences).filter(({ size }) => size > 1);
  const tokens = sumOver(groups, ({ size, tagCounts }) => size * tagCounts.length);
  const mentions = sumOver(groups, (group) => sumOver(group.mentions, ({ count }) => count));
  return {
    repeated: { groups: groups.length, sentences: sumOver(groups, ({ size }) => size), tokens, mentions },
    tokenAccuracy: bounds(sumOver(groups, agreeingTokens), tokens),
    f1: bounds(sumOver(groups, agreeingMentions), mentions),
  };
}
