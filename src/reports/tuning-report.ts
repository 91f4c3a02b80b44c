import { bootstrapIntervals, countSentences, type ScoreInterval, type Verdict } from "../evaluation";
import type { TunedModel } from "../experiments/manifest/search-space";
import type { TrialRecord } from "../experiments/record";
import type { ArmResult } from "../experiments/run-experiment";
import type { Study } from "../experiments/study";
import { MODEL_TITLES } from "../models/options";
import { createGenerator, deriveSeed } from "../random/generator";
import { strictScores } from "./model-report";
import { pairedVerdicts, type NamedRecords, type PairOfRecords } from "./paired-verdicts";
import { mean, meanAndDeviation, percent, probabilityText, rangeText } from "./percent";
import { goldOf, readTestPart, runsOf } from "./test-part";

type Row = { readonly [column: string]: string | number | null };

/** One model before and after tuning, over the same seeds. */
export interface TunedPair {
  readonly model: TunedModel;
  /** The search's winner. */
  readonly configuration: string;
  readonly before: NamedRecords;
  readonly after: NamedRecords;
  /** The experiment behind `after`, under the tuned model's name. */
  readonly result: ArmResult;
}

/** The headline's records of the seeds that the tuned model has. */
export function tunedPair(model: TunedModel, headline: readonly TrialRecord[], { arm, records }: ArmResult): TunedPair {
  const seeds = records.map(({ seed }) => seed);
  const title = MODEL_TITLES[model];
  return {
    model,
    configuration: arm.title,
    before: { name: `${title} as it was`, records: headline.filter(({ seed }) => seeds.includes(seed)) },
    after: { name: `tuned ${title}`, records },
    result: { arm: { ...arm, title: `tuned ${title}` }, records },
  };
}

export function isUnchanged({ before, after }: Pick<TunedPair, "before" | "after">): boolean {
  return after.records.every(({ hash }, i) => hash === before.records[i]?.hash);
}

/** A pair of systems with what their comparison found. */
export interface JudgedPair extends PairOfRecords {
  readonly verdict: Verdict;
}

export interface TuningResult {
  readonly pairs: readonly TunedPair[];
  /** Of every system by its name, over sentences; null where the test part is too small. */
  readonly intervals: { readonly [name: string]: ScoreInterval } | null;
  readonly judged: readonly JudgedPair[];
}

const LEVEL = 0.95;
const RESAMPLES = 2000;

function pairedUp(systems: readonly NamedRecords[]): PairOfRecords[] {
  return systems.flatMap((a, i) => systems.slice(i + 1).map((b) => ({ a, b })));
}

/** The larger model first: all tuned ones against each other, each against itself as it was, and the two BiLSTMs as they were. */
function family(pairs: readonly TunedPair[]): PairOfRecords[] {
  const largestFirst = [...pairs].reverse();
  const moved = largestFirst.filter((pair) => !isUnchanged(pair));
  const bilstms = largestFirst.filter(({ model }) => model !== "baseline-per-token");
  return [
    ...pairedUp(largestFirst.map(({ after }) => after)),
    ...moved.map(({ after, before }) => ({ a: after, b: before })),
    ...(bilstms.every(isUnchanged) ? [] : pairedUp(bilstms.map(({ before }) => before))),
  ];
}

function intervalsOf(study: Study, systems: readonly NamedRecords[]): TuningResult["intervals"] {
  if (study.dataset.split.test.length < 2) return null;
  const part = readTestPart(study, systems.map(({ name, records }) => ({ system: name, records })));
  const gold = goldOf(part);
  const counts = systems.map(({ name }) => ({ name, runs: runsOf(part, name).map((tags) => countSentences(gold, tags, "discard")) }));
  const generator = createGenerator(deriveSeed(0, "tuning", "intervals"));
  const found = bootstrapIntervals(counts, { generator, resamples: RESAMPLES, level: LEVEL, method: "bca" });
  return Object.fromEntries(found.systems.map(({ name, f1 }) => [name, f1]));
}

/** Scores, intervals and verdicts of all models before and after, from the predictions of their records; the same at every call. */
export function measureTuning(study: Study, pairs: readonly TunedPair[]): TuningResult {
  const wanted = family(pairs);
  const verdicts = pairedVerdicts(study, "tuning", wanted) ?? [];
  return {
    pairs,
    intervals: intervalsOf(study, pairs.flatMap(({ before, after }) => [before, after])),
    judged: verdicts.map((verdict, i) => ({ ...wanted[i]!, verdict })),
  };
}

function tuningRow({ name, records }: NamedRecords, configuration: string, intervals: TuningResult["intervals"]): Row {
  const own = intervals?.[name];
  return {
    system: name,
    configuration,
    parameters: records[0]?.metrics.parameters ?? null,
    seeds: records.length,
    "validation F1 %": meanAndDeviation(records.map(({ metrics }) => metrics.validation.entities.discard.micro.f1)),
    "test strict F1 %": meanAndDeviation(strictScores(records)),
    "95 % interval": own ? rangeText(own.interval) : null,
    "with seeds": own?.intervalWithSeeds ? rangeText(own.intervalWithSeeds) : null,
  };
}

/** Two rows a model: as it was, and tuned. */
export function tuningRows({ pairs, intervals }: TuningResult): Row[] {
  return pairs.flatMap(({ before, after, configuration }) => [
    tuningRow(before, "as it was", intervals), tuningRow(after, configuration, intervals),
  ]);
}

/** One row a comparison of the family. */
export function verdictRows({ judged }: TuningResult): Row[] {
  return judged.map(({ a, b, verdict }) => ({
    first: a.name,
    second: b.name,
    "difference (points)": percent(verdict.estimate),
    "95 % interval": rangeText(verdict.interval),
    "with seeds": verdict.intervalWithSeeds ? rangeText(verdict.intervalWithSeeds) : null,
    "p (Holm)": probabilityText(verdict.adjustedP),
    "the first is": verdict.outcome,
  }));
}

/** One row a tuned training: its record, and when it was scored on the test part, once. */
export function scoredRows({ pairs }: TuningResult): Row[] {
  return pairs.flatMap(({ after }) => after.records.map((record) => ({
    system: after.name,
    seed: record.seed,
    record: `${record.hash}.json`,
    "test part scored at": record.testScoredAt ?? "not recorded",
  })));
}

/** As the figure takes them: two rows a model. */
export function tuningData({ pairs, intervals }: TuningResult) {
  const state = (model: TunedModel, tuned: boolean, configuration: string, { name, records }: NamedRecords) => {
    const scores = strictScores(records);
    const { low, high } = intervals?.[name]?.interval ?? { low: mean(scores), high: mean(scores) };
    return { system: model, tuned, configuration, estimate: mean(scores), low, high, seeds: scores };
  };
  return {
    level: LEVEL,
    rows: pairs.flatMap(({ model, before, after, configuration }) => [
      state(model, false, "as it was", before), state(model, true, configuration, after),
    ]),
  };
}

function judgedOf({ judged }: TuningResult, a: NamedRecords | undefined, b: NamedRecords | undefined): JudgedPair | undefined {
  return judged.find((pair) => pair.a === a && pair.b === b);
}

function pairOf({ pairs }: TuningResult, model: TunedModel): TunedPair | undefined {
  return pairs.find((pair) => pair.model === model);
}

function effectSentence(result: TuningResult, pair: TunedPair): string[] {
  if (isUnchanged(pair)) return [`${MODEL_TITLES[pair.model]}: the search chose the model as it was, so there is nothing to compare.`];
  const found = judgedOf(result, pair.after, pair.before);
  return found ? [found.verdict.sentence] : [];
}

const PARADOX = {
  better: "not found, and the reverse is: the more complex model is better",
  worse: "found: the more complex model is worse",
  "not distinguishable": "not found: no difference can be shown",
} as const;

function paradoxSentence(result: TuningResult): string[] {
  const [advanced, model2] = [pairOf(result, "advanced"), pairOf(result, "model2")];
  const tuned = judgedOf(result, advanced?.after, model2?.after);
  const before = judgedOf(result, advanced?.before, model2?.before) ?? tuned;
  if (!tuned || !before) return [];
  const states = before.verdict.outcome === tuned.verdict.outcome
    ? `as they were and tuned, it is ${PARADOX[tuned.verdict.outcome]}`
    : `as they were it is ${PARADOX[before.verdict.outcome]}; tuned, it is ${PARADOX[tuned.verdict.outcome]}`;
  return [`The claimed paradox, that the simpler Model 2 beats the more complex Advanced model: ${states}.`];
}

/** The verdict on the Advanced model, on what tuning brought, and on the claimed paradox; computed. */
export function tuningFindings(result: TuningResult): string[] {
  if (result.intervals === null) return ["The test part is too small to compare anything on it."];
  const main = judgedOf(result, pairOf(result, "advanced")?.after, pairOf(result, "model2")?.after);
  return [
    ...(main ? [`Worse? Within the same budget, ${main.verdict.sentence}`] : []),
    ...paradoxSentence(result),
    ...[...result.pairs].reverse().flatMap((pair) => effectSentence(result, pair)),
  ];
}
