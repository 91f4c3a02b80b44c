import { datasetOf } from "../experiments/arm-data";
import type { TrialConfig } from "../experiments/config";
import { experimentNamed } from "../experiments/manifest/catalog";
import type { Arm } from "../experiments/manifest/experiment";
import { armConfig } from "../experiments/planned";
import type { TrialRecord } from "../experiments/record";
import type { ArmResult } from "../experiments/run-experiment";
import type { Study } from "../experiments/study";
import type { ModelName } from "../models/options";
import { mean, meanAndDeviation, pointsText } from "./percent";
import { goldOf, readTestPart, runsOf } from "./test-part";

type Row = { readonly [column: string]: string | number | null };

/** The F1 that the starting documents claim for each of the three original runs. */
const CLAIMED: { readonly [model in ModelName]?: string } = { model2: "99.9 %", baseline: "91.5 %", advanced: "89.8 %" };

function batchingOf({ training: { batching } }: TrialConfig): { readonly length: string; readonly padding: string } {
  if (batching.kind === "bucketed") return { length: "bucketed", padding: "masked" };
  return { length: String(batching.length), padding: batching.length === 1 ? "there is none" : batching.countPadding ? "counted as O" : "masked" };
}

/** One row an original run: all that its protocol did otherwise than the other two's. */
export function protocolRows(study: Study): Row[] {
  return experimentNamed("legacy").arms.map((arm) => {
    const config = armConfig(study, arm, datasetOf(study, arm, 0));
    const { length, padding } = batchingOf(config);
    return {
      run: arm.title, labels: config.training.labelEncoding, "length (tokens)": length, "padding in loss and score": padding,
      "claimed F1": CLAIMED[arm.model] ?? null,
    };
  });
}

/** A run of the original's corpus reading, with what its own protocol reports and what the words alone give; one number a seed. */
export interface ProtocolRun {
  readonly arm: Arm;
  readonly records: readonly TrialRecord[];
  readonly labels: string;
  readonly length: string;
  /** Accuracy over every position that the protocol counts. */
  readonly reported: readonly number[];
  /** Accuracy over the words, which both protocols share. */
  readonly words: readonly number[];
}

export function protocolRuns(results: readonly ArmResult[]): ProtocolRun[] {
  return results.map(({ arm, records }) => {
    const config = records[0]!.config as TrialConfig;
    const words = records.map(({ metrics }) => metrics.test.token.accuracy);
    const reported = records.map(({ metrics }, i) => metrics.padded?.accuracy ?? words[i]!);
    return { arm, records, labels: config.training.labelEncoding, length: batchingOf(config).length, reported, words };
  });
}

function positionsAWord({ records }: ProtocolRun): number {
  return mean(records.map(({ metrics }) => (metrics.padded?.positions ?? metrics.test.tokens) / metrics.test.tokens));
}

export function runRows(runs: readonly ProtocolRun[]): Row[] {
  return runs.map((run) => ({
    run: run.arm.title,
    labels: run.labels,
    length: run.length,
    seeds: run.records.length,
    "positions a word": Number(positionsAWord(run).toFixed(2)),
    "accuracy % as that protocol reports it": meanAndDeviation(run.reported),
    "accuracy % of the words": meanAndDeviation(run.words),
  }));
}

/** The same as the figure takes it; `original` are the runs that were made as the original's. */
export function countedData(original: readonly ProtocolRun[], exchanged: readonly ProtocolRun[]) {
  return [...original, ...exchanged].map((run) => ({
    system: run.arm.model, protocol: `${run.labels}, length ${run.length}`, asThen: original.includes(run), reported: run.reported, wordsRight: run.words,
  }));
}

/** Model 2 padded with categorical labels, and at length 1 with sparse ones: what the claim about encodings compares. */
export interface EncodingPair {
  readonly categorical: ProtocolRun;
  readonly sparse: ProtocolRun;
  /** Categorical minus sparse in accuracy as reported, and in that of the words: one number a seed, which both share. */
  readonly reported: readonly number[];
  readonly words: readonly number[];
  /** 95 % interval of the mean difference in the words, over words. */
  readonly interval: { readonly low: number; readonly high: number };
}

interface Discordant {
  readonly words: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/** Words that only one of two records of one test part tags right. */
function discordantWords(study: Study, first: TrialRecord, second: TrialRecord, arm: Arm): Discordant {
  const part = readTestPart({ ...study, dataset: datasetOf(study, arm, first.seed) }, [
    { system: "first", records: [first] },
    { system: "second", records: [second] },
  ]);
  const [one, other] = [runsOf(part, "first")[0]!, runsOf(part, "second")[0]!];
  const outcomes = goldOf(part).flatMap((tags, i) => tags.map((tag, t) => [one[i]![t] === tag, other[i]![t] === tag] as const));
  return {
    words: outcomes.length,
    onlyFirst: outcomes.filter(([a, b]) => a && !b).length,
    onlySecond: outcomes.filter(([a, b]) => !a && b).length,
  };
}

const QUANTILE_95 = 1.959964;

/**
 * The interval of a difference of two paired shares by normal approximation, from the counts that McNemar's test (1947) uses.
 * Several seeds enter by the mean of their counts: their test parts overlap, so that they are no larger sample.
 */
export function pairedInterval(counts: readonly Discordant[]): EncodingPair["interval"] {
  const [n, b, c] = [mean(counts.map(({ words }) => words)), mean(counts.map(({ onlyFirst }) => onlyFirst)), mean(counts.map(({ onlySecond }) => onlySecond))];
  const difference = (b - c) / n;
  const half = (QUANTILE_95 * Math.sqrt(Math.max(0, b + c - (b - c) ** 2 / n))) / n;
  return { low: difference - half, high: difference + half };
}

function differences(one: readonly number[], other: readonly number[]): number[] {
  return one.slice(0, other.length).map((value, i) => value - other[i]!);
}

/** Takes the pair from the two experiments' runs; both were trained and tested on the same words of each seed. */
export function encodingPair(study: Study, legacy: readonly ProtocolRun[], swapped: readonly ProtocolRun[]): EncodingPair {
  const model2 = (runs: readonly ProtocolRun[]) => runs.find(({ arm }) => arm.model === "model2")!;
  const [categorical, sparse] = [model2(legacy), model2(swapped)];
  const shared = Math.min(categorical.records.length, sparse.records.length);
  const counts = categorical.records.slice(0, shared).map((record, i) => discordantWords(study, record, sparse.records[i]!, categorical.arm));
  return {
    categorical,
    sparse,
    reported: differences(categorical.reported, sparse.reported),
    words: differences(categorical.words, sparse.words),
    interval: pairedInterval(counts),
  };
}

/** The difference as reported and in the words, side by side. */
export function pairRows({ reported, words, interval }: EncodingPair): Row[] {
  const signed = (values: readonly number[]) => meanAndDeviation(values).replace("-", "−");
  return [
    { measure: "accuracy as reported, padding counted in one of the two", "difference (points)": signed(reported), "95 % interval": null },
    {
      measure: "accuracy of the words, the same in both",
      "difference (points)": signed(words),
      "95 % interval": `${pointsText(interval.low)} to ${pointsText(interval.high)}`,
    },
  ];
}
