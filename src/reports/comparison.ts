import type { TrialRecord } from "../experiments/record";
import type { FloorName } from "../experiments/trial";
import { knownRecords, scoreFloors, type Study } from "../experiments/study";
import { MODEL_NAMES, MODEL_TITLES, type ModelName } from "../models/options";
import { strictScores, supportOf, typeScores } from "./model-report";
import { count, listed, mean, meanAndDeviation, percent, percentText } from "./percent";

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
    "F1 points per 100 K parameters": Number(((100 * mean(strictScores(records))) / (records[0]!.metrics.parameters / 1e5)).toFixed(2)),
  }));
}

/** Where every number comes from. */
export function recordRows(comparison: Comparison): Row[] {
  return systemsOf(comparison).flatMap(({ title, records }) =>
    records.map((record) => ({
      system: title,
      seed: record.kind === "floor" ? null : record.seed,
      record: `${record.hash}.json`,
      backend: record.environment.backend,
      commit: record.environment.commit,
    })),
  );
}

export function comparisonData(comparison: Comparison) {
  const readings = (record: TrialRecord) => ({
    discard: record.metrics.test.entities.discard.micro.f1,
    begin: record.metrics.test.entities.begin.micro.f1,
  });
  return {
    systems: comparison.models.map(({ model, records }) => ({
      system: model,
      runs: records.map((record) => ({ seed: record.seed, ...readings(record) })),
    })),
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
    system: model,
    parameters: records[0]!.metrics.parameters,
    f1: mean(strictScores(records)),
    latency: averaged(records, (record) => record.timings.latencyMilliseconds),
  }));
}

export function typeByModelData(comparison: Comparison) {
  return systemsOf(comparison)
    .filter(({ id }) => id !== "all-O")
    .flatMap(({ id, records }) => typeScores(records).map(({ type, f1, support }) => ({ system: id, type, f1, support })));
}

function ranked(comparison: Comparison): { title: string; f1: number; parameters: number }[] {
  return comparison.models
    .map(({ model, records }) => ({
      title: MODEL_TITLES[model],
      f1: mean(strictScores(records)),
      parameters: records[0]!.metrics.parameters,
    }))
    .sort((a, b) => b.f1 - a.f1);
}

function spreadSentence(comparison: Comparison): string {
  const seeds = comparison.models.map(({ records }) => records.length);
  const [fewest, most] = [Math.min(...seeds), Math.max(...seeds)];
  if (most < 2) return "Every model was trained with one seed only: differences of a point or less may be the seed's.";
  const amount = fewest === most ? `${most}` : `${fewest} to ${most}`;
  return `Every model was trained with ${amount} seeds; the table gives mean ± standard deviation over them.`;
}

/** Scores closer than this, in fractions, are printed alike. */
const SAME = 5e-5;

function leadSentence(order: ReturnType<typeof ranked>): string {
  const [first, second] = order;
  if (!first || first.f1 < SAME) return "No model finds an entity of the test part: there is no order among them.";
  if (!second) return `${first.title} has a strict F1 of ${percentText(first.f1)}.`;
  if (first.f1 - second.f1 < SAME) return `${first.title} and ${second.title} are level with a strict F1 of ${percentText(first.f1)}.`;
  const sizes = `${count(first.parameters)} parameters against ${count(second.parameters)}`;
  return `${first.title} leads with a strict F1 of ${percentText(first.f1)}, ${(100 * (first.f1 - second.f1)).toFixed(2)} points before ${second.title} (${percentText(second.f1)}); ${sizes}.`;
}

function floorSentence(order: ReturnType<typeof ranked>, floor: number): string {
  const titles = (wanted: (difference: number) => boolean) => order.filter((model) => wanted(model.f1 - floor)).map((model) => model.title);
  const groups = [
    ["above it", titles((difference) => difference >= SAME)],
    ["level with it", titles((difference) => Math.abs(difference) < SAME)],
    ["below it", titles((difference) => difference <= -SAME)],
  ] as const;
  const shown = groups.filter(([, members]) => members.length > 0).map(([where, members]) => `${where}: ${listed(members)}`);
  return `The look-up table, which knows no context, has ${percentText(floor)}; ${shown.join("; ")}.`;
}

export function comparisonFindings(comparison: Comparison): string[] {
  const order = ranked(comparison);
  const allO = comparison.floors["all-O"].metrics.test;
  const lookUp = comparison.floors["look-up"].metrics.test;
  if (supportOf(lookUp) === 0) return ["The test part holds no entity: there is nothing to find, and no F1 says anything."];
  return [
    leadSentence(order),
    floorSentence(order, lookUp.entities.discard.micro.f1),
    `Tagging everything O gives ${percentText(allO.token.accuracy)} of tokens right and ${percentText(allO.padded75)} with padding to 75 counted, and finds no entity at all: neither of these is a measure of entity recognition.`,
    spreadSentence(comparison),
  ];
}
