import { scorePadded, type PaddedScores, type TagLists, type Verdict } from "../evaluation";
import type { Arm } from "../experiments/manifest/experiment";
import type { TrialRecord } from "../experiments/record";
import type { ArmResult } from "../experiments/run-experiment";
import type { Study } from "../experiments/study";
import { lengthName, measureBucketed, measureCut, type LengthCut } from "./length-cuts";
import { costOf, kernelsOf, type LengthCost } from "./length-costs";
import { strictScores } from "./model-report";
import { pairedVerdicts } from "./paired-verdicts";
import { count, mean, meanAndDeviation, percent, pointsText, probabilityText, rangeText } from "./percent";
import { goldOf, readTestPart, runsOf } from "./test-part";

type Row = { readonly [column: string]: string | number | null };

/** Everything that is known of one length. */
export interface LengthArm {
  readonly arm: Arm;
  readonly records: readonly TrialRecord[];
  /** In tokens; null for bucketed batches. */
  readonly length: number | null;
  /** Against bucketed batches; null for these themselves, and where the test part has fewer than two sentences. */
  readonly difference: Verdict | null;
  /** Of the test part. */
  readonly cut: LengthCut;
  /**
   * Against the longest length, which sees the same batches of sentences and cuts least: what cutting alone does. Null for it and for
   * bucketed batches, and where the test part has fewer than two sentences.
   */
  readonly cutting: Verdict | null;
  /** The same predictions scored with padding to the length counted, once a seed; none for bucketed batches. */
  readonly padded: readonly PaddedScores[];
  readonly cost: LengthCost;
}

function cutAt(study: Study, records: readonly TrialRecord[], length: number | null): LengthCut {
  const sentences = study.dataset.split.test.map((i) => study.dataset.corpus.sentences[i]!);
  const { config } = records[0]!;
  const batchSize = "training" in config ? config.training.batchSize : 1;
  return length === null ? measureBucketed(sentences, batchSize) : measureCut(sentences, length);
}

function paddedScores(study: Study, { arm, records }: ArmResult): PaddedScores[] {
  const length = arm.value;
  if (length === null) return [];
  const part = readTestPart(study, [{ system: arm.id, records }]);
  return runsOf(part, arm.id).map((tags) => scorePadded(goldOf(part), tags, length));
}

function longestOf(fixed: readonly ArmResult[]): ArmResult | undefined {
  return fixed.reduce<ArmResult | undefined>((most, each) => (most && most.arm.value! >= each.arm.value! ? most : each), undefined);
}

/** The other arms against one of them, as one family, by arm id; none without it. */
function verdictsAgainst(study: Study, base: ArmResult | undefined, arms: readonly ArmResult[]): ReadonlyMap<string, Verdict> {
  if (!base) return new Map();
  const named = ({ arm, records }: ArmResult) => ({ name: arm.id, records });
  const others = arms.filter((each) => each !== base);
  const verdicts = pairedVerdicts(study, `against ${base.arm.id}`, others.map((each) => ({ a: named(each), b: named(base) }))) ?? [];
  return new Map(verdicts.map((verdict, i) => [others[i]!.arm.id, verdict]));
}

/** Measures every arm of a length experiment, in its order: shortest first, bucketed last. Without an arm there is nothing. */
export function measureLengths(study: Study, results: readonly ArmResult[]): LengthArm[] {
  if (results.length === 0) return [];
  const fixed = results.filter(({ arm }) => arm.value !== null);
  const toBucketed = verdictsAgainst(study, results.find(({ arm }) => arm.value === null), fixed);
  const toLongest = verdictsAgainst(study, longestOf(fixed), fixed);
  return results.map((result) => {
    const { arm, records } = result;
    return {
      arm,
      records,
      length: arm.value,
      difference: toBucketed.get(arm.id) ?? null,
      cutting: toLongest.get(arm.id) ?? null,
      cut: cutAt(study, records, arm.value),
      padded: paddedScores(study, result),
      cost: costOf(study, records),
    };
  });
}

function differenceColumns(difference: Verdict | null, base: string): Row {
  return {
    [`minus ${base} (points)`]: difference && pointsText(difference.estimate),
    "95 % interval": difference && rangeText(difference.interval),
    "with seeds": difference?.intervalWithSeeds ? rangeText(difference.intervalWithSeeds) : null,
    "p (Holm)": difference && probabilityText(difference.adjustedP),
    [`against ${base}`]: difference && difference.outcome,
  };
}

/** Strict F1 of each length, and whether it can be told from that of bucketed batches. */
export function qualityRows(arms: readonly LengthArm[]): Row[] {
  return arms.map(({ length, records, cut, difference }) => ({
    length: lengthName(length),
    seeds: records.length,
    "strict F1 %": meanAndDeviation(strictScores(records)),
    ...differenceColumns(difference, "bucketed"),
    "a perfect tagger's F1 %": percent(cut.perfectF1),
  }));
}

/** Differences of strict F1 from one seed each, in points: `−0.20, 0.11`. */
function seedBySeed(one: readonly TrialRecord[], other: readonly TrialRecord[]): string {
  const scores = strictScores(other);
  return strictScores(one).slice(0, scores.length).map((score, i) => pointsText(score - scores[i]!)).join(", ");
}

/** The same against the longest length, with which all fixed lengths share their seeds' batches. */
export function cuttingRows(arms: readonly LengthArm[]): Row[] {
  const fixed = arms.filter(({ length }) => length !== null);
  const longest = fixed.reduce((most, arm) => (arm.length! > most.length! ? arm : most));
  return fixed.map((arm) => ({
    length: lengthName(arm.length),
    ...differenceColumns(arm.cutting, lengthName(longest.length)),
    "seed by seed": arm === longest ? null : seedBySeed(arm.records, longest.records),
    "lost by a perfect tagger (points)": pointsText(1 - arm.cut.perfectF1),
  }));
}

export function paddedAccuracies({ padded }: LengthArm): number[] {
  return padded.map(({ tokenAccuracyCountingPadding }) => tokenAccuracyCountingPadding);
}

/** The same predictions in other measures: what each one says of a longer length. */
export function illusionRows(arms: readonly LengthArm[]): Row[] {
  return arms.map((arm) => ({
    length: lengthName(arm.length),
    "strict F1 %": meanAndDeviation(strictScores(arm.records)),
    "token accuracy %": meanAndDeviation(arm.records.map(({ metrics }) => metrics.test.token.accuracy)),
    "accuracy %, padding counted": arm.length === null ? null : meanAndDeviation(paddedAccuracies(arm)),
    "all O, padding counted %": arm.length === null ? null : percent(arm.padded[0]!.allOutsideAccuracyCountingPadding),
  }));
}

function significant(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(3));
}

/** Time and memory of each length. */
export function costRows(arms: readonly LengthArm[]): Row[] {
  return arms.map(({ length, records, cost }) => ({
    length: lengthName(length),
    "positions an epoch": cost.positions.computed,
    "padding skipped": cost.positions.tokens,
    "MiB of the largest batch": significant(cost.computedMebibytes),
    "padding skipped, MiB": significant(cost.skippedMebibytes),
    "CPU s an epoch": significant(cost.cpuSecondsAnEpoch),
    epochs: Number(mean(records.map(({ metrics }) => metrics.epochs)).toFixed(1)),
    "peak MiB recorded": Math.round(cost.peakMebibytes),
  }));
}

/** What made the cost table's measured columns. */
export function costCaption(arms: readonly LengthArm[]): string {
  const records = arms.flatMap((arm) => arm.records);
  return `Training on ${trainedOn(arms)}; kernels: ${kernelsOf(records)}`;
}

/** How many sentences the arms were trained on, in words. */
export function trainedOn(arms: readonly LengthArm[]): string {
  const sizes = [...new Set(arms.flatMap(({ records }) => records.map(({ metrics }) => metrics.trainingSentences)))];
  return `${sizes.map(count).join(" or ")} sentences`;
}

/** Accuracy with padding counted and strict F1 over length, as the figure takes them. */
export function illusionData(arms: readonly LengthArm[]) {
  const fixed = arms.flatMap((arm) => (arm.length === null ? [] : [{ ...arm, length: arm.length }]));
  const base = arms.find(({ length }) => length === null)!;
  return {
    rows: fixed.map((arm) => ({
      length: arm.length,
      paddedAccuracy: mean(paddedAccuracies(arm)),
      allOutsideAccuracy: arm.padded[0]!.allOutsideAccuracyCountingPadding,
      strictF1: strictScores(arm.records),
      perfectF1: arm.cut.perfectF1,
    })),
    bucketedF1: mean(strictScores(base.records)),
  };
}

/** Differences to bucketed batches with their intervals, as the figure takes them; empty where nothing can be compared. */
export function differenceData(arms: readonly LengthArm[]) {
  const rows = arms.flatMap(({ length, difference }) => {
    if (!difference) return [];
    const { estimate, interval, intervalWithSeeds, outcome } = difference;
    return [{ label: lengthName(length), estimate, interval, intervalWithSeeds, outcome }];
  });
  return { axis: { title: "Fixed length", unit: "tokens" }, base: "bucketed batches", level: 0.95, rows };
}

/** Where each number comes from. */
export function recordRows(arms: readonly LengthArm[]): Row[] {
  return arms.flatMap(({ length, records }) =>
    records.map(({ seed, hash, environment }) => ({ length: lengthName(length), seed, record: `${hash}.json`, commit: environment.commit })),
  );
}

function differing(one: TagLists, other: TagLists): number {
  return one.filter((tags, i) => tags.join(" ") !== other[i]!.join(" ")).length;
}

/** Test sentences that two lengths tag differently from the same seed: a mean over the seeds that both have. */
export function changedSentences(study: Study, one: LengthArm, other: LengthArm): number {
  const part = readTestPart(study, [one, other].map(({ arm, records }) => ({ system: arm.id, records })));
  const [first, second] = [one, other].map(({ arm }) => runsOf(part, arm.id)) as [readonly TagLists[], readonly TagLists[]];
  const shared = Math.min(first.length, second.length);
  return mean(first.slice(0, shared).map((tags, seed) => differing(tags, second[seed]!)));
}
