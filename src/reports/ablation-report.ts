import type { Verdict } from "../evaluation";
import type { Arm, Experiment } from "../experiments/manifest/experiment";
import type { TrialRecord } from "../experiments/record";
import type { ArmResult } from "../experiments/run-experiment";
import type { Study } from "../experiments/study";
import { strictScores } from "./model-report";
import { count, mean, meanAndDeviation, percent, probabilityText, rangeText, standardDeviation } from "./percent";
import { pairedVerdicts } from "./paired-verdicts";

type Row = { readonly [column: string]: string | number | null };

/** How tables and figures show what a grid varies. */
export interface GridAxis {
  /** "Embedding dimension". */
  readonly title: string;
  /** "values a word". */
  readonly unit: string;
  /** How its values stand in a figure; `even` puts one beside the next, as a grid with 0 among powers of ten needs. */
  readonly scale: "log" | "linear" | "even";
  /** The arm that the others are compared with, by its id; without it the one that changes nothing, or else the first. */
  readonly base?: string;
}

export interface MeasuredArm {
  readonly arm: Arm;
  readonly records: readonly TrialRecord[];
  /** Of this arm against the base; null for the base itself, and where the test part is too small. */
  readonly verdict: Verdict | null;
}

/** One setting varied, all else equal: its arms in the manifest's order. Without an arm, `base` is null. */
export interface Grid {
  readonly experiment: Experiment;
  readonly axis: GridAxis;
  readonly base: MeasuredArm | null;
  readonly arms: readonly MeasuredArm[];
}

function baseOf(results: readonly ArmResult[], { base }: GridAxis): ArmResult | undefined {
  if (base !== undefined) return results.find(({ arm }) => arm.id === base);
  return results.find(({ arm }) => Object.keys(arm.settings).length === 0) ?? results[0];
}

/** "Embedding dimension 100". */
function armName({ title }: GridAxis, { arm }: Pick<MeasuredArm, "arm">): string {
  return `${title} ${arm.title}`;
}

/** Compares every arm with the base, as one family. Throws a RangeError where the axis names a base that is not there. */
export function measureGrid(study: Study, experiment: Experiment, results: readonly ArmResult[], axis: GridAxis): Grid {
  if (results.length === 0) return { experiment, axis, base: null, arms: [] };
  const base = baseOf(results, axis);
  if (!base) {
    const arms = results.map(({ arm }) => arm.id).join(", ");
    throw new RangeError(`The experiment "${experiment.id}" has no arm "${axis.base}" in this profile; its arms are ${arms}.`);
  }
  const named = (result: ArmResult) => ({ name: armName(axis, result), records: result.records });
  const others = results.filter((result) => result !== base);
  const verdicts = pairedVerdicts(study, experiment.id, others.map((result) => ({ a: named(result), b: named(base) })));
  const arms = results.map((result) => ({ ...result, verdict: verdicts?.[others.indexOf(result)] ?? null }));
  return { experiment, axis, base: arms[results.indexOf(base)]!, arms };
}

export function validationScores(records: readonly TrialRecord[]): number[] {
  return records.map(({ metrics }) => metrics.validation.entities.discard.micro.f1);
}

/**
 * The arm with the best mean strict F1 on the validation part; of equals the one with the fewest parameters. Null where no arm finds an
 * entity there, or there is none: then validation has nothing to choose by.
 */
export function chosenArm({ arms }: Grid): MeasuredArm | null {
  const score = ({ records }: MeasuredArm) => mean(validationScores(records));
  const size = ({ records }: MeasuredArm) => records[0]!.metrics.parameters;
  const [best] = [...arms].sort((a, b) => score(b) - score(a) || size(a) - size(b));
  return best && score(best) > 0 ? best : null;
}

function roleOf(grid: Grid, arm: MeasuredArm): string {
  if (arm === grid.base) return "base";
  return arm.verdict?.outcome ?? "not compared";
}

/** One row an arm: its scores, and what it is against the base. */
export function gridRows(grid: Grid): Row[] {
  const chosen = chosenArm(grid);
  return grid.arms.map((each) => {
    const { arm, records, verdict } = each;
    return {
      [grid.axis.title.toLowerCase()]: arm.title,
      parameters: records[0]!.metrics.parameters,
      seeds: records.length,
      "validation F1 %": meanAndDeviation(validationScores(records)),
      "chosen on validation": each === chosen ? "chosen" : "",
      "test F1 %": meanAndDeviation(strictScores(records)),
      "minus base (points)": verdict && percent(verdict.estimate),
      "95 % interval": verdict && rangeText(verdict.interval),
      "with seeds": verdict?.intervalWithSeeds ? rangeText(verdict.intervalWithSeeds) : null,
      "p (Holm)": verdict && probabilityText(verdict.adjustedP),
      "the value is": roleOf(grid, each),
    };
  });
}

function averaged(records: readonly TrialRecord[], value: (record: TrialRecord) => number): number {
  return mean(records.map(value));
}

function lossAt(record: TrialRecord, epoch: number): number {
  return record.history.find((each) => each.epoch === epoch)?.loss ?? NaN;
}

/** How far validation F1 had fallen again when training ended. */
function lostAfterBest({ history }: TrialRecord): number {
  const scores = history.map(({ validationF1 }) => validationF1);
  return Math.max(...scores) - scores[scores.length - 1]!;
}

/** Processor seconds an epoch; null where no record holds the time from beginning to end. */
export function cpuSecondsPerEpoch(records: readonly TrialRecord[]): number | null {
  const known = records.flatMap(({ timings, metrics }) => (timings.trainingCpuSeconds === undefined ? [] : timings.trainingCpuSeconds / metrics.epochs));
  return known.length === 0 ? null : mean(known);
}

function limitOf({ config }: TrialRecord): number | null {
  return "training" in config ? config.training.maximumEpochs : null;
}

function rounded(value: number, decimals: number): number | null {
  return Number.isFinite(value) ? Number(value.toFixed(decimals)) : null;
}

/** One row an arm: how its trainings went, means over seeds. */
export function trainingRows({ axis, arms }: Grid): Row[] {
  return arms.map(({ arm, records }) => {
    const seconds = cpuSecondsPerEpoch(records);
    return {
      [axis.title.toLowerCase()]: arm.title,
      "best epoch": rounded(averaged(records, ({ metrics }) => metrics.bestEpoch), 1),
      epochs: rounded(averaged(records, ({ metrics }) => metrics.epochs), 1),
      "of at most": limitOf(records[0]!),
      "training loss, best epoch (nats)": rounded(averaged(records, (record) => lossAt(record, record.metrics.bestEpoch)), 4),
      "training loss, last epoch (nats)": rounded(averaged(records, (record) => lossAt(record, record.metrics.epochs)), 4),
      "validation F1 lost after the best epoch (points)": percent(averaged(records, lostAfterBest)),
      "CPU s an epoch": seconds === null ? null : Number(seconds.toPrecision(3)),
    };
  });
}

/** What stands under a grid: what it is trained on, or that this profile has none of it. */
export function gridNote({ experiment, arms }: Grid): string {
  const [first] = arms;
  if (!first) return `*${experiment.question}* This profile has no arm of this experiment (\`${experiment.id}\`): nothing is trained or said here.`;
  const sizes = [...new Set(arms.flatMap(({ records }) => records.map(({ metrics }) => metrics.trainingSentences)))];
  const seeds = Math.max(...arms.map(({ records }) => records.length));
  const over = seeds === 1 ? "one seed, so that nothing is known about other seeds" : `${seeds} seeds`;
  return `Trained on ${sizes.map(count).join(" or ")} sentences; ${over}.`;
}

/** Standard deviation over seeds within the arms, pooled; null where no arm has several. */
export function seedDeviation(arms: readonly Pick<MeasuredArm, "records">[]): number | null {
  const several = arms.map(({ records }) => strictScores(records)).filter((scores) => scores.length > 1);
  const freedom = several.reduce((sum, scores) => sum + scores.length - 1, 0);
  const squares = several.reduce((sum, scores) => sum + (scores.length - 1) * standardDeviation(scores)! ** 2, 0);
  return freedom === 0 ? null : Math.sqrt(squares / freedom);
}

/** Mean strict F1 on the test part of the best arm minus that of the worst. */
export function gridRange({ arms }: Grid): number {
  const scores = arms.map(({ records }) => mean(strictScores(records)));
  return Math.max(...scores) - Math.min(...scores);
}
