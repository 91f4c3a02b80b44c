import { duplicateGroups } from "../../corpus/duplicates";
import type { Sentence } from "../../corpus/types";
import { Counts, PRF, scoreOf } from "../scores";
import { CountedMention, countRepetition, mostFrequentCount, Repetition, sumOver } from "./mention-counts";

/** The best that any function of the words of a sentence can score on these very sentences. */
export interface OracleCeiling {
  readonly tokenAccuracy: number;
  /** Strict mention scores of the answer with the highest F1, and its counts. */
  readonly mentions: PRF & Counts;
}

interface Choice {
  readonly weight: number;
  readonly mentions: readonly CountedMention[];
}

const NOTHING: Choice = { weight: 0, mentions: [] };

/** The mentions without overlap whose weights sum to most: weighted interval scheduling, in the order of their ends. */
function heaviestWithoutOverlap(
  mentions: readonly CountedMention[], weightOf: (mention: CountedMention) => number
): readonly CountedMention[] {
  const ordered = [...mentions].sort((a, b) => a.end - b.end);
  const best: Choice[] = [NOTHING];
  ordered.forEach((mention, i) => {
    const compatible = best[ordered.filter(({ end }) => end < mention.start).length]!;
    const taken = { weight: compatible.weight + weightOf(mention), mentions: [...compatible.mentions, mention] };
    best.push(taken.weight > best[i]!.weight ? taken : best[i]!);
  });
  return best[ordered.length]!.mentions;
}

function answerAll(repetitions: readonly Repetition[], support: number, f1: number): Counts {
  const answers = repetitions.map(({ size, mentions }) => {
    const chosen = heaviestWithoutOverlap(mentions, ({ count }) => 2 * count - f1 * size);
    return { predicted: chosen.length * size, correct: sumOver(chosen, ({ count }) => count) };
  });
  return { support, predicted: sumOver(answers, (answer) => answer.predicted), correct: sumOver(answers, (answer) => answer.correct) };
}

/**
 * The answer of highest F1, one per token sequence. F1 = 2·TP / (P + G) with G fixed; an answer reaches F1 ≥ λ exactly
 * when Σ (2·count − λ·size) over its mentions is at least λ·G, so the best answer for λ is found group by group, and
 * raising λ to its F1 until nothing improves ends at the maximum (Dinkelbach 1967).
 */
function bestAnswer(repetitions: readonly Repetition[]): PRF & Counts {
  const support = sumOver(repetitions, ({ mentions }) => sumOver(mentions, ({ count }) => count));
  let best = { ...scoreOf({ support, predicted: 0, correct: 0 }), support, predicted: 0, correct: 0 };
  for (;;) {
    const counts = answerAll(repetitions, support, best.f1);
    const score = scoreOf(counts);
    if (score.f1 <= best.f1) return best;
    best = { ...score, ...counts };
  }
}

/** The repeated annotations of each token sequence, those that occur once among them. */
export function repetitionsOf(sentences: readonly Sentence[]): Repetition[] {
  return duplicateGroups(sentences).map((group) => countRepetition(group.map((index) => sentences[index]!)));
}

/**
 * The ceiling on sentences as they stand: a function of the words alone gives equal sentences equal tags, so of a group
 * tagged differently it can match the most frequent tag of each token, or the mentions that pay in F1, and no more.
 * Sentences that occur once count as perfectly predictable, which makes this ceiling generous; `agreementCeiling` says
 * what to expect of them. No system that sees one sentence at a time can score higher on these sentences.
 */
export function oracleCeiling(sentences: readonly Sentence[]): OracleCeiling {
  const repetitions = repetitionsOf(sentences);
  const tokens = sumOver(repetitions, ({ size, tagCounts }) => size * tagCounts.length);
  const right = sumOver(repetitions, ({ tagCounts }) => sumOver(tagCounts, mostFrequentCount));
  return { tokenAccuracy: tokens === 0 ? 0 : right / tokens, mentions: bestAnswer(repetitions) };
}
