import { DataError } from "../errors";
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

function addTally(tallies: Map<string, Tally>, type: string, { support, predicted, correct }: Counts): void {
  const tally = tallyFor(tallies, type);
  tally.support += support;
  tally.predicted += predicted;
  tally.correct += correct;
}

interface Totals {
  readonly tallies: ReadonlyMap<string, Counts>;
  readonly tokenAccuracy: number;
  readonly repairs: EntityScores["repairs"];
}

function scoresOf({ tallies, tokenAccuracy, repairs }: Totals): EntityScores {
  const types = sortedByCodePoint(tallies.keys());
  const perType = scoreClasses(types, (type) => tallies.get(type)!);
  return { ...averagesOf(types.map((type) => perType[type]!)), types, perType, tokenAccuracy, repairs };
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
  return scoresOf({
    tallies: countEntities(goldReading.entities, predictedReading.entities),
    tokenAccuracy: tokenAccuracy(gold, predicted),
    repairs: { gold: goldReading.repairs, predicted: predictedReading.repairs },
  });
}

/** Scores sentence after sentence and keeps counts alone: for corpora that do not fit into memory. */
export class RunningEntityScores {
  private readonly tallies = new Map<string, Tally>();
  private sentences = 0;
  private tokens = 0;
  private equalTags = 0;
  private goldRepairs = 0;
  private predictedRepairs = 0;

  constructor(private readonly options: EntityOptions) {}

  /** Throws as `scoreEntities` does, with the sentence's number in the whole; a sentence that throws is not counted. */
  add(gold: readonly string[], predicted: readonly string[]): void {
    if (gold.length !== predicted.length) {
      throw new DataError(`Sentence ${this.sentences + 1} has ${gold.length} gold tags but ${predicted.length} predicted ones; score the same tokens.`);
    }
    const goldReading = readEntities([gold], this.options.repair, "gold", this.sentences);
    const predictedReading = readEntities([predicted], this.options.repair, "predicted", this.sentences);
    countEntities(goldReading.entities, predictedReading.entities).forEach((counts, type) => addTally(this.tallies, type, counts));
    this.sentences += 1;
    this.tokens += gold.length;
    this.equalTags += gold.reduce((count, tag, i) => count + (tag === predicted[i] ? 1 : 0), 0);
    this.goldRepairs += goldReading.repairs;
    this.predictedRepairs += predictedReading.repairs;
  }

  /** What `scoreEntities` gives for all sentences added so far. Throws a DataError where they hold no token. */
  scores(): EntityScores {
    if (this.tokens === 0) throw new DataError("There is no token to score: give at least one sentence with a tag.");
    const repairs = { gold: this.goldRepairs, predicted: this.predictedRepairs };
    return scoresOf({ tallies: this.tallies, tokenAccuracy: this.equalTags / this.tokens, repairs });
  }
}
