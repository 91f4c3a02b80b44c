import { percentOver } from "../claims/texts";
import type { TrialRecord } from "../experiments/record";
import type { RecordBook } from "../reports/record-book";
import { recordOrigin, type AddressedNumber } from "./number";

/** A number of a record, by its name there. */
export interface Metric {
  readonly name: string;
  readonly of: (record: TrialRecord) => number;
}

function metric(name: string, of: Metric["of"]): Metric {
  return { name, of };
}

export const METRICS = {
  strictF1: metric("metrics.test.entities.discard.micro.f1", ({ metrics }) => metrics.test.entities.discard.micro.f1),
  beginF1: metric("metrics.test.entities.begin.micro.f1", ({ metrics }) => metrics.test.entities.begin.micro.f1),
  precision: metric("metrics.test.entities.discard.micro.precision", ({ metrics }) => metrics.test.entities.discard.micro.precision),
  recall: metric("metrics.test.entities.discard.micro.recall", ({ metrics }) => metrics.test.entities.discard.micro.recall),
  macroF1: metric("metrics.test.entities.discard.macro.f1", ({ metrics }) => metrics.test.entities.discard.macro.f1 ?? Number.NaN),
  accuracy: metric("metrics.test.token.accuracy", ({ metrics }) => metrics.test.token.accuracy),
  tokenF1: metric("metrics.test.token.withoutOutside.micro.f1", ({ metrics }) => metrics.test.token.withoutOutside.micro.f1),
  weightedF1: metric("metrics.test.entities.discard.weighted.f1", ({ metrics }) => metrics.test.entities.discard.weighted.f1),
  tokenWeightedF1: metric("metrics.test.token.withOutside.weighted.f1", ({ metrics }) => metrics.test.token.withOutside.weighted.f1),
  sentences: metric("metrics.test.sequenceAccuracy", ({ metrics }) => metrics.test.sequenceAccuracy),
  padded75: metric("metrics.test.padded75", ({ metrics }) => metrics.test.padded75),
  withPadding: metric("metrics.padded.accuracy", ({ metrics }) => metrics.padded?.accuracy ?? Number.NaN),
  validationF1: metric("metrics.validation.entities.discard.micro.f1", ({ metrics }) => metrics.validation.entities.discard.micro.f1),
} as const;

/** Where a number comes from, and what it is called. */
export interface Described {
  readonly key: string;
  readonly what: string;
}

/** The records of an arm once all its planned seeds are there: a mean over some of them is no mean over seeds. */
export function completeArm(book: RecordBook, experiment: string, arm: string): readonly TrialRecord[] {
  const records = book.records(experiment, arm);
  return records.length === book.planned(experiment, arm) ? records : [];
}

/** A number of records; none without records, or where a record lacks it. */
export function ofRecords(
  { key, what }: Described, how: string, records: readonly TrialRecord[], text: (records: readonly TrialRecord[]) => string,
): AddressedNumber[] {
  if (records.length === 0) return [];
  const now = text(records);
  return /NaN|undefined/.test(now) ? [] : [{ key, what, metric: how, text: now, from: records.map(recordOrigin) }];
}

/** Mean and standard deviation over the seeds of records, in percent. */
export function overSeeds(described: Described, { name, of }: Metric, records: readonly TrialRecord[], digits = 2): AddressedNumber[] {
  const how = records.length > 1 ? `${name}, mean ± standard deviation over seeds, %` : `${name}, %`;
  return ofRecords(described, how, records, (own) => percentOver(own.map(of), digits));
}
