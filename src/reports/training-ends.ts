import type { TrialRecord } from "../experiments/record";
import { percent } from "./percent";

type Row = { readonly [column: string]: string | number | null };

export interface NamedTrainings {
  readonly name: string;
  readonly records: readonly TrialRecord[];
}

/** Why a training ended: it had no epoch left, or validation had not risen for as many epochs as its patience. */
export type TrainingEnd = "patience" | "limit";

interface Ended {
  readonly end: TrainingEnd;
  readonly limit: number;
  /** Whether the last epoch was the best one, so that another might have been better still. */
  readonly stillRising: boolean;
}

/** Throws a RangeError for a floor, which is not trained. */
export function endOf({ config, metrics }: TrialRecord): Ended {
  if (!("training" in config)) throw new RangeError("A floor is not trained.");
  const { maximumEpochs, patience } = config.training;
  const waited = metrics.epochs - metrics.bestEpoch;
  return { end: waited >= patience ? "patience" : "limit", limit: maximumEpochs, stillRising: waited === 0 };
}

/** Whether a training used all its epochs, and not because its patience ran out with the last of them; false for a floor. */
export function endedByLimit(record: TrialRecord): boolean {
  const { config, metrics } = record;
  return "training" in config && metrics.epochs >= config.training.maximumEpochs && endOf(record).end === "limit";
}

function lossAt({ history }: TrialRecord, epoch: number): number {
  return Number((history[epoch - 1]?.loss ?? NaN).toFixed(4));
}

/** Validation F1 of the best epoch minus that of the last one. */
function lostSince({ history, metrics }: TrialRecord): number {
  return (history[metrics.bestEpoch - 1]?.validationF1 ?? NaN) - (history[metrics.epochs - 1]?.validationF1 ?? NaN);
}

/** One row a training: what ended it, and where loss and validation stood then. */
export function endRows(trainings: readonly NamedTrainings[]): Row[] {
  return trainings.flatMap(({ name, records }) => records.map((record) => {
    const { end, limit } = endOf(record);
    const { bestEpoch, epochs } = record.metrics;
    return {
      model: name,
      seed: record.seed,
      "best epoch": bestEpoch,
      epochs,
      "of at most": limit,
      "ended by": end,
      "training loss, best epoch": lossAt(record, bestEpoch),
      "training loss, last epoch": lossAt(record, epochs),
      "validation F1 lost since the best (points)": percent(lostSince(record)),
    };
  }));
}

/** Whether the models still learned their training sentences when validation no longer rose. */
function fallenText(records: readonly TrialRecord[]): string {
  const falls = records.map((record) => lossAt(record, record.metrics.bestEpoch) - lossAt(record, record.metrics.epochs));
  return Math.min(...falls) > 0 ? ", while the training loss went on falling: over-fitting, not a lack of epochs" : "";
}

function patienceText(records: readonly TrialRecord[]): string {
  const waits = [...new Set(records.map(({ config }) => ("training" in config ? config.training.patience : 0)))];
  return `${waits.join(" or ")} epochs`;
}

function untilText(records: readonly TrialRecord[]): string {
  const limits = [...new Set(records.map((record) => endOf(record).limit))];
  return `the ${limits.join(" or ")} epochs allowed`;
}

/** Under-trained means that validation still rose when training had to end. */
export function undertrainingFinding({ name, records }: NamedTrainings): string {
  const ends = records.map(endOf);
  const patient = ends.filter(({ end }) => end === "patience").length;
  const rising = ends.filter(({ end, stillRising }) => end === "limit" && stillRising).length;
  const of = (some: number) =>
    records.length === 1 ? "the one training" : some === records.length ? `all ${some} trainings` : `${some} of the ${records.length} trainings`;
  if (patient === records.length) {
    const waited = `${patienceText(records)}${fallenText(records)}`;
    return `Under-trained? No: ${of(patient)} of ${name} ended because validation had not risen for ${waited}.`;
  }
  if (rising > 0) {
    const late = `did best on validation in the last of ${untilText(records)}`;
    return `Under-trained? Possibly: ${of(rising)} of ${name} ${late}; more epochs might bring more.`;
  }
  return `Under-trained? Not seen: ${of(records.length - patient)} of ${name} used ${untilText(records)}, but none was at its best in the last one.`;
}
