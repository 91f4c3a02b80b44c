import { UsageError } from "../errors";
import type { Repair } from "./entities";
import { scoreEntities } from "./score-entities";
import { Counts, scoreOf } from "./scores";
import { checkParallel, TagLists } from "./tag-lists";
import { paddedTokenAccuracy, tokenAccuracy } from "./token-accuracy";

/** What a figure becomes when padding is counted. Fractions in [0, 1]; only the fields without "padding" are results. */
export interface PaddedScores {
  readonly length: number;
  /** Sentences × length: what a padded accuracy divides by. */
  readonly positions: number;
  readonly paddedPositions: number;
  readonly paddingShare: number;
  /** Gold tokens beyond the length, which padded figures never see. */
  readonly tokensCutAway: number;
  readonly tokenAccuracy: number;
  readonly tokenAccuracyCountingPadding: number;
  /** What a tagger that answers O everywhere reaches. */
  readonly allOutsideAccuracy: number;
  readonly allOutsideAccuracyCountingPadding: number;
  readonly entityF1: number;
  /** F1 when each sentence's run of padding is taken for one correct entity, as scorers do that are handed the tag PAD. */
  readonly entityF1CountingPaddingRuns: number;
}

function countsOf(gold: TagLists, predicted: TagLists, repair: Repair): Counts {
  const { types, perType } = scoreEntities(gold, predicted, { scheme: "IOB2", repair });
  const sum = (count: keyof Counts): number => types.reduce((total, type) => total + perType[type]![count], 0);
  return { support: sum("support"), predicted: sum("predicted"), correct: sum("correct") };
}

function f1WithRuns(gold: TagLists, predicted: TagLists, length: number, repair: Repair): number {
  const cut = (tags: TagLists): TagLists => tags.map((sentence) => sentence.slice(0, length));
  const { support, predicted: found, correct } = countsOf(cut(gold), cut(predicted), repair);
  const runs = gold.filter((tags) => tags.length < length).length;
  return scoreOf({ support: support + runs, predicted: found + runs, correct: correct + runs }).f1;
}

/**
 * Scores with and without padding counted, side by side, so that published figures can be recognized; no result is
 * measured with it. Sentences are cut or filled to `length` tokens and every filled position counts as right. Give it
 * whole gold sentences and predictions of their length. Throws a DataError for unequal lengths, no token or unreadable
 * tags, a UsageError for a length that is no whole number from 1 on.
 */
export function scorePadded(gold: TagLists, predicted: TagLists, length: number, repair: Repair = "discard"): PaddedScores {
  if (!Number.isInteger(length) || length < 1) {
    throw new UsageError(`Sentences cannot be padded to ${length} tokens; give a whole number from 1 on.`);
  }
  checkParallel(gold, predicted);
  const outside = gold.map((tags) => tags.map(() => "O"));
  const sum = (count: (tokens: number) => number): number => gold.reduce((total, tags) => total + count(tags.length), 0);
  const positions = gold.length * length;
  const paddedPositions = sum((tokens) => Math.max(0, length - tokens));
  return {
    length,
    positions,
    paddedPositions,
    paddingShare: paddedPositions / positions,
    tokensCutAway: sum((tokens) => Math.max(0, tokens - length)),
    tokenAccuracy: tokenAccuracy(gold, predicted),
    tokenAccuracyCountingPadding: paddedTokenAccuracy(gold, predicted, length),
    allOutsideAccuracy: tokenAccuracy(gold, outside),
    allOutsideAccuracyCountingPadding: paddedTokenAccuracy(gold, outside, length),
    entityF1: scoreOf(countsOf(gold, predicted, repair)).f1,
    entityF1CountingPaddingRuns: f1WithRuns(gold, predicted, length, repair),
  };
}
