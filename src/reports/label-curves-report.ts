import type { LabelEncoding } from "../encoding";
import { scoreEntities, tokenAccuracy } from "../evaluation";
import { goldTags, tagSentences, type Prepared } from "../experiments/prepared";
import type { Predictor } from "../models/predictor";
import { copyWeights, trainableVariables } from "../models/weights";
import type { EpochRecord } from "../training/history";
import { LayerStepper } from "../training/layer-stepper";
import { train, type ValidationScore } from "../training/train";
import { prepareCase, type LabelCase } from "./label-case";
import { gapText, largestGap } from "./label-loss-report";
import { percent } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** One training, layer by layer through tfjs, where the encoding of the labels is a difference at all. */
export interface LabelRun {
  readonly encoding: LabelEncoding;
  readonly seed: number;
  readonly history: readonly EpochRecord[];
  /** Of the best epoch. */
  readonly weights: readonly Float32Array[];
}

function scored(prepared: Prepared, predictor: Predictor, { validation }: LabelCase): ValidationScore {
  const predicted = tagSentences(prepared, predictor, validation);
  const gold = goldTags(validation);
  return { f1: scoreEntities(gold, predicted, { scheme: "IOB2", repair: "discard" }).micro.f1, accuracy: tokenAccuracy(gold, predicted) };
}

/** Trains the small model from a seed with one encoding. */
export async function trainWith(given: LabelCase, encoding: LabelEncoding, seed: number): Promise<LabelRun> {
  const prepared = prepareCase(given, seed);
  const { model, training: sentences } = prepared;
  const stepper = new LayerStepper(model, encoding);
  const validate = (predictor: Predictor) => scored(prepared, predictor, given);
  const { history } = await train({ model, sentences, config: given.config.training, seed, validate, stepper });
  const weights = copyWeights(trainableVariables(model));
  model.dispose();
  return { encoding, seed, history, weights };
}

/** Both encodings from one seed, and one of them from another: what a difference that matters looks like. */
export async function trainBoth(given: LabelCase): Promise<readonly [sparse: LabelRun, categorical: LabelRun, otherSeed: LabelRun]> {
  return [await trainWith(given, "sparse", 0), await trainWith(given, "categorical", 0), await trainWith(given, "sparse", 1)];
}

export function runTitle({ encoding, seed }: Pick<LabelRun, "encoding" | "seed">): string {
  return `${encoding}, seed ${seed}`;
}

/** One row an epoch: loss and validation F1 of every run. */
export function curveRows(runs: readonly LabelRun[]): Row[] {
  const epochs = Math.max(...runs.map(({ history }) => history.length));
  return Array.from({ length: epochs }, (_, i) => ({
    epoch: i + 1,
    ...Object.fromEntries(runs.map((run) => [`loss: ${runTitle(run)}`, run.history[i]?.loss.toFixed(7) ?? null])),
    ...Object.fromEntries(runs.map((run) => [`F1 %: ${runTitle(run)}`, run.history[i] ? percent(run.history[i]!.validationF1) : null])),
  }));
}

/** How far two runs drift apart at most, over all their epochs. */
export interface CurveGap {
  readonly loss: number;
  /** Of validation F1, as a fraction. */
  readonly f1: number;
  readonly weights: number;
}

export function curveGap(one: LabelRun, other: LabelRun): CurveGap {
  const shared = one.history.slice(0, other.history.length);
  const largest = (value: (epoch: EpochRecord) => number) =>
    shared.reduce((most, epoch, i) => Math.max(most, Math.abs(value(epoch) - value(other.history[i]!))), 0);
  return { loss: largest(({ loss }) => loss), f1: largest(({ validationF1 }) => validationF1), weights: largestGap(one.weights, other.weights) };
}

/** The encodings' difference beside another seed's. */
export function gapRows([sparse, categorical, otherSeed]: readonly [LabelRun, LabelRun, LabelRun]): Row[] {
  const row = (what: string, { loss, f1, weights }: CurveGap) => ({
    what, "epoch loss (nats)": gapText(loss), "validation F1 (points)": (100 * f1).toFixed(2), "any weight of the best epoch": gapText(weights),
  });
  return [row("the encoding", curveGap(sparse, categorical)), row("the seed", curveGap(sparse, otherSeed))];
}

/** Curves as their figure takes them. */
export function curveData(runs: readonly LabelRun[]) {
  return runs.map((run) => ({
    label: runTitle(run),
    history: run.history.map(({ epoch, loss, validationF1 }) => ({ epoch, trainLoss: loss, validationF1 })),
  }));
}
