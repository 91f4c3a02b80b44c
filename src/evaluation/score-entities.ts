import { sortedByCodePoint } from "./code-points";
import { Entity, readEntities, Repair } from "./entities";
import { Averages, averagesOf, ClassScores, Counts, scoreClasses } from "./scores";
import { checkParallel, TagLists } from "./tag-lists";
import { tokenAccuracy } from "./token-accuracy";

export interface EntityOptions {
  readonly scheme: "IOB2";
  readonly repair: Repair;
}

export interface EntityScores extends Averages {
  /** Types with an entity in gold or prediction, by code point. */
  readonly types: readonly string[];
  readonly perType: ClassScores;
  /** Equal tags, before any repair, over all tokens. */
  readonly tokenAccuracy: number;
  /** Tags that the reading changed. */
  readonly repairs: { readonly gold: number; readonly predicted: number };
}

type Tally = { -readonly [Count in keyof Counts]: number };

function tallyFor(tallies: Map<string, Tally>, type: string): Tally {
  let tally = tallies.get(type);
  if (tally === undefined) tallies.set(type, (tally = { support: 0, predicted: 0, correct: 0 }));
  return tally;
}

function isSame(a: Entity | undefined, b: Entity): boolean {
  return a !== undefined && a.end === b.end && a.start === b.start && a.type === b.type;
}

/** Counts by type. Both lists come in the order of their ends, which are unique, so one pass finds the equal pairs. */
function countEntities(gold: readonly Entity[], predicted: readonly Entity[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const entity of gold) tallyFor(tallies, entity.type).support++;
  let g = 0;
  for (const entity of predicted) {
    const tally = tallyFor(tallies, entity.type);
    tally.predicted++;
    while (g < gold.length && gold[g]!.end < entity.end) g++;
    if (isSame(gold[g], entity)) tally.correct++;
  }
  return tallies;
}

/**
 * Strict entity scores: an entity is correct when type, first and last token are. Equal to the last bit to seqeval
 * 1.2.2 with zero_division 0: `begin` is its default mode, `discard` its mode "strict" with the scheme IOB2.
 * Throws a DataError for unequal lengths, no token at all, and tags that `readEntities` cannot read.
 */
export function scoreEntities(gold: TagLists, predicted: TagLists, options: EntityOptions): EntityScores {
  checkParallel(gold, predicted);
  const goldReading = readEntities(gold, options.repair, "gold");
  const predictedReading = readEntities(predicted, options.repair, "predicted");
  const tallies = countEntities(goldReading.entities, predictedReading.entities);
  const types = sortedByCodePoint(tallies.keys());
  const perType = scoreClasses(types, (type) => tallies.get(type)!);
  return {
    ...averagesOf(types.map((type) => perType[type]!)),
    types,
    perType,
    tokenAccuracy: tokenAccuracy(gold, predicted),
    repairs: { gold: goldReading.repairs, predicted: predictedReading.repairs },
  };
}
