import { OUTSIDE } from "../corpus";
import type { Sentence } from "../corpus/types";
import { buildVocabulary, countWords, UNK_ID } from "../encoding";
import type { Verdict } from "../evaluation";
import { trainingSentences } from "../experiments/dataset";
import { experimentNamed } from "../experiments/manifest/catalog";
import { armsOf, plannedTrial, seedsOf, type PlannedTrial } from "../experiments/planned";
import type { TrialRecord } from "../experiments/record";
import { runPlanned, type ArmResult } from "../experiments/run-experiment";
import { scoreFloors, type Study } from "../experiments/study";
import { MODEL_TITLES, type ModelName } from "../models/options";
import { FLOOR_TITLES } from "./comparison";
import { strictScores } from "./model-report";
import { count, mean, meanAndDeviation, percent, probabilityText, rangeText } from "./percent";
import { pairedVerdicts, type PairOfRecords } from "./paired-verdicts";
import { endedByLimit } from "./training-ends";
import { testWords, type UnknownWords } from "./unknown-words";

type Row = { readonly [column: string]: string | number | null };

/** One size of the training part, and what every system makes of it. */
export interface CurveSize {
  /** Training sentences. */
  readonly sentences: number;
  /** The records of each model, one a seed. */
  readonly models: readonly { readonly model: ModelName; readonly records: readonly TrialRecord[] }[];
  /** The look-up table of the same sentences. */
  readonly lookUp: TrialRecord;
  readonly unknown: UnknownWords;
  /** Of the first model against each other system, in the order of `rivals`; null where the test part is too small. */
  readonly verdicts: readonly Verdict[] | null;
}

/** Scores over the size of the training part, the smallest first. The first model is the one that the others are compared with. */
export interface LearningCurve {
  readonly sizes: readonly CurveSize[];
  /** Shares whose sample holds no entity: there is nothing to learn, and nothing is trained. */
  readonly leftOut: readonly string[];
}

function holdsEntity(sentences: readonly Sentence[]): boolean {
  return sentences.some(({ tags }) => tags.some((tag) => tag !== OUTSIDE));
}

function isLearnable({ dataset, config }: PlannedTrial): boolean {
  return holdsEntity(trainingSentences(dataset, config.trainingSentences));
}

interface CurveTrials {
  readonly results: readonly ArmResult[];
  readonly leftOut: readonly string[];
}

/** Trains the experiment's arms as `runExperiment` does, but leaves out samples that hold no entity, as a small part of a small corpus may. */
async function runLearnable(study: Study, id: string): Promise<CurveTrials> {
  const experiment = experimentNamed(id);
  const results: ArmResult[] = [];
  const leftOut = new Set<string>();
  for (const arm of armsOf(experiment, study)) {
    const planned = seedsOf(experiment, study).map((seed) => plannedTrial(study, experiment, arm, seed));
    if (!planned.every(isLearnable)) {
      leftOut.add(arm.title);
      continue;
    }
    const records: TrialRecord[] = [];
    for (const trial of planned) records.push((await runPlanned(study, trial)) as TrialRecord);
    results.push({ arm, records });
  }
  return { results, leftOut: [...leftOut] };
}

function sizeOf({ records }: ArmResult): number {
  return records[0]!.metrics.trainingSentences;
}

/** Each model's arm of a size; shares of a small corpus may come to one size, which then counts once. */
function modelsAt(results: readonly ArmResult[], sentences: number): CurveSize["models"] {
  const own = results.filter((result) => sizeOf(result) === sentences);
  const models = [...new Set(own.map(({ arm }) => arm.model))];
  return models.map((model) => ({ model, records: own.find(({ arm }) => arm.model === model)!.records }));
}

function limitOf(records: readonly TrialRecord[]): number | null {
  return records[0]!.config.trainingSentences;
}

function measureUnknown(study: Study, { config }: TrialRecord): UnknownWords {
  const sample = trainingSentences(study.dataset, config.trainingSentences);
  const seen = countWords(sample);
  const vocabulary = "vocabulary" in config ? buildVocabulary(sample, config.vocabulary) : null;
  return testWords(study, {
    isUnseen: (word) => !seen.has(word),
    isUnknown: (word) => (vocabulary ? vocabulary.idOf(word) === UNK_ID : !seen.has(word)),
  });
}

function atSize(study: Study, results: readonly ArmResult[], sentences: number): Omit<CurveSize, "verdicts"> {
  const models = modelsAt(results, sentences);
  const [first] = models;
  const lookUp = scoreFloors(study, limitOf(first!.records))["look-up"];
  return { sentences, models, lookUp, unknown: measureUnknown(study, first!.records[0]!) };
}

/** The first model of a size against its other models and the look-up table. */
function rivals({ models, lookUp }: Omit<CurveSize, "verdicts">): PairOfRecords[] {
  const [first, ...others] = models.map(({ model, records }) => ({ name: MODEL_TITLES[model], records }));
  return [...others, { name: FLOOR_TITLES["look-up"], records: [lookUp] }].map((other) => ({ a: first!, b: other }));
}

/** Compares the systems at each size; all these comparisons are one family. */
export function measureCurve(study: Study, { results, leftOut }: CurveTrials): LearningCurve {
  const places = [...new Set(results.map(sizeOf))].sort((a, b) => a - b);
  const sizes = places.map((sentences) => atSize(study, results, sentences));
  const pairs = sizes.map(rivals);
  const verdicts = pairedVerdicts(study, "learning curve", pairs.flat());
  const before = (i: number) => pairs.slice(0, i).flat().length;
  return { leftOut, sizes: sizes.map((size, i) => ({ ...size, verdicts: verdicts?.slice(before(i), before(i + 1)) ?? null })) };
}

/** Trains whatever of the learning curves has no record yet, and compares the systems at each size. */
export async function runCurve(study: Study, id = "learning-curve"): Promise<LearningCurve> {
  return measureCurve(study, await runLearnable(study, id));
}

/** One row a size: every system's strict F1, and how much of the test part is unknown. */
export function curveRows({ sizes }: LearningCurve): Row[] {
  return sizes.map(({ sentences, models, lookUp, unknown }) => ({
    "training sentences": count(sentences),
    seeds: Math.max(...models.map(({ records }) => records.length)),
    ...Object.fromEntries(models.map(({ model, records }) => [`${MODEL_TITLES[model]} F1 %`, meanAndDeviation(strictScores(records))])),
    [`${FLOOR_TITLES["look-up"]} F1 %`]: percent(lookUp.metrics.test.entities.discard.micro.f1),
    "tokens unknown to the models %": percent(unknown.unknown),
    "tokens not in the sample %": percent(unknown.unseen),
    "entity tokens unknown to the models %": unknown.unknownInEntities === null ? null : percent(unknown.unknownInEntities),
  }));
}

/** One row a size and rival: by how much the first model is above it. */
export function curvePairRows({ sizes }: LearningCurve): Row[] {
  return sizes.flatMap(({ sentences, verdicts, ...size }) => (verdicts ?? []).map((found, i) => {
    const { a, b } = rivals({ sentences, ...size })[i]!;
    return {
      "training sentences": count(sentences),
      first: a.name,
      second: b.name,
      "difference (points)": percent(found.estimate),
      "95 % interval": rangeText(found.interval),
      "with seeds": found.intervalWithSeeds && rangeText(found.intervalWithSeeds),
      "p (Holm)": probabilityText(found.adjustedP),
      "the first is": found.outcome,
    };
  }));
}

/** One row a size: how the first model's trainings went; those that the limit ended, and not their patience, may not have been done. */
export function curveTrainingRows({ sizes }: LearningCurve): Row[] {
  return sizes.map(({ sentences, models: [first] }) => {
    const { records } = first!;
    const { config } = records[0]!;
    return {
      "training sentences": count(sentences),
      "words known": count(mean(records.map(({ metrics }) => metrics.vocabulary))),
      "steps an epoch": "training" in config ? Math.ceil(sentences / config.training.batchSize) : null,
      "best epoch": Number(mean(records.map(({ metrics }) => metrics.bestEpoch)).toFixed(1)),
      epochs: Number(mean(records.map(({ metrics }) => metrics.epochs)).toFixed(1)),
      "of at most": "training" in config ? config.training.maximumEpochs : null,
      "ended by the limit": records.filter(endedByLimit).length,
    };
  });
}

/** Which shares could not be trained, in a sentence; empty where all could. */
export function leftOutNote({ leftOut }: LearningCurve): string {
  return leftOut.length === 0 ? "" : `Left out, because the sample holds no entity to learn: ${leftOut.join(", ")} of the training part.`;
}
