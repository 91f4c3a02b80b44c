import type { TrialRecord } from "../experiments/record";
import type { FloorName } from "../experiments/trial";
import { knownRecords, scoreFloors, type Study } from "../experiments/study";
import { MODEL_NAMES, MODEL_TITLES, type ModelName } from "../models/options";
import { strictScores, typeScores } from "./model-report";
import { count, mean, meanAndDeviation, percent, percentText } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** All that one comparison holds: every model's records, and the floors under them. */
export interface Comparison {
  readonly models: readonly { readonly model: ModelName; readonly records: readonly TrialRecord[] }[];
  readonly floors: { readonly [floor in FloorName]: TrialRecord };
}

const FLOOR_TITLES: { readonly [floor in FloorName]: string } = { "all-O": "All O", "look-up": "Look-up table" };

/** The comparison of whatever has been trained so far: models without a record are left out. */
export function knownComparison(study: Study): Comparison {
  const models = MODEL_NAMES.map((model) => ({ model, records: knownRecords(study, model) })).filter(({ records }) => records.length > 0);
  return { models, floors: scoreFloors(study) };
}

interface System {
  readonly id: string;
  readonly title: string;
  readonly records: readonly TrialRecord[];
}

function systemsOf(comparison: Comparison): System[] {
  const floors = Object.entries(comparison.floors).map(([id, record]) => ({ id, title: FLOOR_TITLES[id as FloorName], records: [record] }));
  return [...floors, ...comparison.models.map(({ model, records }) => ({ id: model, title: MODEL_TITLES[model], records }))];
}

function averaged(records: readonly TrialRecord[], value: (record: TrialRecord) => number): number {
  return mean(records.map(value));
}

/** One row a system: quality, in both readings, beside what padding would make of it. */
export function qualityRows(comparison: Comparison): Row[] {
  return systemsOf(comparison).map(({ title, records }) => ({
    system: title,
    seeds: records.length,
    "strict F1 %": meanAndDeviation(strictScores(records)),
    "F1 % (begin)": meanAndDeviation(records.map((record) => record.metrics.test.entities.begin.micro.f1)),
    "token accuracy %": percent(averaged(records, (record) => record.metrics.test.token.accuracy)),
    "token F1 % without O": percent(averaged(records, (record) => record.metrics.test.token.withoutOutside.micro.f1)),
    "whole sentences %": percent(averaged(records, (record) => record.metrics.test.sequenceAccuracy)),
    "accuracy %, padding to 75 counted": percent(averaged(records, (record) => record.metrics.test.padded75)),
  }));
}

/** One row a model: what it costs. Timings are of the machine and moment that made the record. */
export function costOverviewRows(comparison: Comparison): Row[] {
  return comparison.models.map(({ model, records }) => ({
    system: MODEL_TITLES[model],
    parameters: records[0]!.metrics.parameters,
    "epochs (mean)": Number(averaged(records, (record) => record.metrics.epochs).toFixed(1)),
    "training s (mean)": Number(averaged(records, (record) => record.timings.trainingSeconds).toFixed(1)),
    "ms a sentence": Number(averaged(records, (record) => record.timings.latencyMilliseconds).toFixed(2)),
    "tokens/s": Math.round(averaged(records, (record) => record.timings.inferenceTokensPerSecond)),
    "peak MiB": Math.round(averaged(records, (record) => record.timings.peakMemoryMebibytes)),
    "F1 points per 100 K parameters": Number((100 * mean(strictScores(records)) / (records[0]!.metrics.parameters / 1e5)).toFixed(2)),
  }));
}

/** Where every number comes from. */
export function recordRows(comparison: Comparison): Row[] {
  return systemsOf(comparison).flatMap(({ title, records }) => records.map((record) => ({
    system: title, seed: record.kind === "floor" ? null : record.seed, record: `${record.hash}.json`, backend: record.environment.backend, commit: record.environment.commit,
  })));
}

export function comparisonData(comparison: Comparison) {
  const readings = (record: TrialRecord) => ({ discard: record.metrics.test.entities.discard.micro.f1, begin: record.metrics.test.entities.begin.micro.f1 });
  return {
    systems: comparison.models.map(({ model, records }) => ({ system: model, runs: records.map((record) => ({ seed: record.seed, ...readings(record) })) })),
    floors: Object.entries(comparison.floors).map(([system, record]) => ({ system, ...readings(record) })),
  };
}

export function illusionData(comparison: Comparison) {
  return systemsOf(comparison).map(({ id, records }) => ({
    system: id,
    paddedTokenAccuracy: averaged(records, (record) => record.metrics.test.padded75),
    tokenAccuracy: averaged(records, (record) => record.metrics.test.token.accuracy),
    strictF1: mean(strictScores(records)),
  }));
}

export function efficiencyData(comparison: Comparison) {
  return comparison.models.map(({ model, records }) => ({
    system: model, parameters: records[0]!.metrics.parameters, f1: mean(strictScores(records)),
    latency: averaged(records, (record) => record.timings.latencyMilliseconds),
  }));
}

export function typeByModelData(comparison: Comparison) {
  return systemsOf(comparison).filter(({ id }) => id !== "all-O").flatMap(({ id, records }) =>
    typeScores(records).map(({ type, f1, support }) => ({ system: id, type, f1, support })));
}

function ranked(comparison: Comparison): { title: string; f1: number; parameters: number }[] {
  return comparison.models
    .map(({ model, records }) => ({ title: MODEL_TITLES[model], f1: mean(strictScores(records)), parameters: records[0]!.metrics.parameters }))
    .sort((a, b) => b.f1 - a.f1);
}

function spreadSentence(comparison: Comparison): string {
  const seeds = Math.min(...comparison.models.map(({ records }) => records.length));
  return seeds < 2
    ? "Every model was trained with one seed only: differences of a point or less may be the seed's."
    : `Every model was trained with ${seeds} seeds; the table gives mean ± standard deviation over them.`;
}

export function comparisonFindings(comparison: Comparison): string[] {
  const order = ranked(comparison);
  const [first, second] = order as [typeof order[0], typeof order[0]];
  const floor = comparison.floors["look-up"].metrics.test;
  const below = order.filter((model) => model.f1 < floor.entities.discard.micro.f1).map((model) => model.title);
  const allO = comparison.floors["all-O"].metrics.test;
  return [
    `${first.title} leads with a strict F1 of ${percentText(first.f1)}, ${(100 * (first.f1 - second.f1)).toFixed(2)} points before ${second.title} (${percentText(second.f1)}).`,
    `The look-up table, which knows no context, has ${percentText(floor.entities.discard.micro.f1)}; ${below.length === 0 ? "every model is above it" : `below it: ${below.join(", ")}`}.`,
    `Tagging everything O gives ${percentText(allO.token.accuracy)} of tokens right and ${percentText(allO.padded75)} with padding to 75 counted, and finds no entity at all: neither of these is a measure of entity recognition.`,
    `${first.title} has ${count(first.parameters)} parameters, ${second.title} ${count(second.parameters)}.`,
    spreadSentence(comparison),
  ];
}
