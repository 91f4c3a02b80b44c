import type { TrialRecord } from "../experiments/record";
import type { FloorName } from "../experiments/trial";
import { knownRecords, scoreFloors, type Study } from "../experiments/study";
import { MODEL_NAMES, MODEL_TITLES, type ModelName } from "../models/options";
import { strictScores, typeScores } from "./model-report";
import { mean, meanAndDeviation, percent } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** All that one comparison holds: every model's records, and the floors under them. */
export interface Comparison {
  readonly models: readonly { readonly model: ModelName; readonly records: readonly TrialRecord[] }[];
  readonly floors: { readonly [floor in FloorName]: TrialRecord };
}

export const FLOOR_TITLES: { readonly [floor in FloorName]: string } = { "all-O": "All O", "look-up": "Look-up table" };

/** The comparison of whatever has been trained so far: models without a record are left out. */
export function knownComparison(study: Study): Comparison {
  const models = MODEL_NAMES.map((model) => ({ model, records: knownRecords(study, model) })).filter(({ records }) => records.length > 0);
  return { models, floors: scoreFloors(study) };
}

/** A model or a floor of a comparison. */
export interface System {
  readonly id: string;
  readonly title: string;
  /** Whether it is one of the floors, which no seed changes. */
  readonly floor: boolean;
  readonly records: readonly TrialRecord[];
}

/** The floors first, then the models in their order. */
export function systemsOf({ floors, models }: Comparison): System[] {
  return [
    ...Object.entries(floors).map(([id, record]) => ({ id, title: FLOOR_TITLES[id as FloorName], floor: true, records: [record] })),
    ...models.map(({ model, records }) => ({ id: model, title: MODEL_TITLES[model], floor: false, records })),
  ];
}

function averaged(records: readonly TrialRecord[], value: (record: TrialRecord) => number): number {
  return mean(records.map(value));
}

/** One row a system: quality, in both readings, beside what padding would make of it. */
export function qualityRows(comparison: Comparison): Row[] {
  return systemsOf(comparison).map(({ title, floor, records }) => ({
    system: title,
    seeds: floor ? null : records.length,
    "strict F1 %": meanAndDeviation(strictScores(records)),
    "F1 % (begin)": meanAndDeviation(records.map((record) => record.metrics.test.entities.begin.micro.f1)),
    "token accuracy %": percent(averaged(records, (record) => record.metrics.test.token.accuracy)),
    "token F1 % without O": percent(averaged(records, (record) => record.metrics.test.token.withoutOutside.micro.f1)),
    "whole sentences %": percent(averaged(records, (record) => record.metrics.test.sequenceAccuracy)),
    "accuracy %, padding to 75 counted": percent(averaged(records, (record) => record.metrics.test.padded75)),
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

export function typeByModelData(comparison: Comparison) {
  return systemsOf(comparison)
    .filter(({ id }) => id !== "all-O")
    .flatMap(({ id, records }) => typeScores(records).map(({ type, f1, support }) => ({ system: id, type, f1, support })));
}
