import { performance } from "node:perf_hooks";
import * as tf from "@tensorflow/tfjs";
import { categoricalLabels, type Batch } from "../encoding";
import { percentile } from "../evaluation";
import { sentencesOf } from "../experiments/dataset";
import { median } from "../experiments/measure";
import type { Study } from "../experiments/study";
import { compileModel } from "../models/predictor";
import { CompiledStepper } from "../training/compiled-stepper";
import { LayerStepper } from "../training/layer-stepper";
import type { Stepper } from "../training/stepper";
import { labelTensor, prepareCase, type LabelCase } from "./label-case";

type Row = { readonly [column: string]: string | number | null };

/** Bytes of an id and of one number of a one-hot row: both take 32 bits. */
const BYTES = 4;

/** Label bytes under both encodings. */
export interface LabelBytes {
  readonly what: string;
  readonly positions: number;
  readonly sparse: number;
  readonly categorical: number;
}

function byFormula(what: string, positions: number, tags: number): LabelBytes {
  return { what: `${what}, by formula`, positions, sparse: BYTES * positions, categorical: BYTES * positions * tags };
}

function asArrays({ tags, rows, time }: Batch, width: number): LabelBytes {
  return { what: "one batch, its arrays", positions: rows * time, sparse: tags.byteLength, categorical: categoricalLabels(tags, width).byteLength };
}

function tensorBytes(make: () => tf.Tensor): number {
  const before = tf.memory().numBytes;
  const tensor = make();
  const bytes = tf.memory().numBytes - before;
  tensor.dispose();
  return bytes;
}

function asTensors(batch: Batch, width: number): LabelBytes {
  const bytes = (encoding: "sparse" | "categorical") => tensorBytes(() => labelTensor(batch, encoding, width));
  return { what: "one batch, its tensors as tfjs counts them", positions: batch.rows * batch.time, sparse: bytes("sparse"), categorical: bytes("categorical") };
}

/** Label memory of a batch, by formula and measured, and of the study's training part, as it is and padded to a length. */
export function labelBytes({ dataset }: Study, { batch, tags }: LabelCase, length: number): LabelBytes[] {
  const training = sentencesOf(dataset, dataset.split.train);
  const tokens = training.reduce((sum, { words }) => sum + words.length, 0);
  return [
    byFormula("one batch", batch.rows * batch.time, tags.length),
    asArrays(batch, tags.length),
    asTensors(batch, tags.length),
    byFormula("training part without padding", tokens, tags.length),
    byFormula(`training part padded to ${length}`, training.length * length, tags.length),
  ];
}

const KIBIBYTE = 1024;

export function bytesRows(measured: readonly LabelBytes[]): Row[] {
  return measured.map(({ what, positions, sparse, categorical }) => ({
    labels: what,
    positions,
    "sparse (KiB)": Number((sparse / KIBIBYTE).toFixed(1)),
    "categorical (KiB)": Number((categorical / KIBIBYTE).toFixed(1)),
    ratio: Number((categorical / sparse).toFixed(2)),
  }));
}

/** Times of one piece of work, in milliseconds. */
export interface LabelTiming {
  readonly work: "labels" | "step";
  readonly title: string;
  readonly median: number;
  readonly quartiles: readonly [lower: number, upper: number];
  readonly samples: number;
}

interface Work {
  readonly work: LabelTiming["work"];
  readonly title: string;
  readonly run: () => void;
}

const WARM_UP = 3;
const SAMPLES = 21;
/** Making labels takes microseconds: so many are timed together. */
const LABELS_A_SAMPLE = 50;

function millisecondsOf(run: () => void): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

function summarized({ work, title }: Work, samples: readonly number[]): LabelTiming {
  const scale = work === "labels" ? LABELS_A_SAMPLE : 1;
  const own = samples.map((sample) => sample / scale);
  return { work, title, median: median(own), quartiles: [percentile(own, 25), percentile(own, 75)], samples: own.length };
}

/** Times all works in turns, so that whatever else the machine does falls on each alike. */
function timeInTurns(works: readonly Work[]): LabelTiming[] {
  const samples = works.map((): number[] => []);
  for (let round = 0; round < WARM_UP + SAMPLES; round++) {
    works.forEach(({ run }, i) => {
      const milliseconds = millisecondsOf(run);
      if (round >= WARM_UP) samples[i]!.push(milliseconds);
    });
  }
  return works.map((work, i) => summarized(work, samples[i]!));
}

function repeated(make: () => tf.Tensor): () => void {
  return () => {
    for (let i = 0; i < LABELS_A_SAMPLE; i++) make().dispose();
  };
}

function stepping(stepper: Stepper, { batch, config }: LabelCase): () => void {
  let step = 0;
  return () => void stepper.step(batch, step++, config.training.learningRate);
}

/** Making the labels of the case's batch, and a training step on it, under each encoding; and a whole step, which takes ids under both. */
export function timeLabels(given: LabelCase): LabelTiming[] {
  const { batch, tags } = given;
  const models = [0, 1, 2].map(() => prepareCase(given).model) as [tf.LayersModel, tf.LayersModel, tf.LayersModel];
  const compiled = compileModel(models[2], true);
  const steppers: Stepper[] = [
    new LayerStepper(models[0], "sparse"), new LayerStepper(models[1], "categorical"), ...(compiled ? [new CompiledStepper(compiled, false)] : []),
  ];
  const titles = ["step, sparse", "step, categorical", "whole step of the chosen kernels, ids under both"];
  const timings = timeInTurns([
    { work: "labels", title: "labels, sparse", run: repeated(() => labelTensor(batch, "sparse", tags.length)) },
    { work: "labels", title: "labels, categorical", run: repeated(() => labelTensor(batch, "categorical", tags.length)) },
    ...steppers.map((stepper, i) => ({ work: "step" as const, title: titles[i]!, run: stepping(stepper, given) })),
  ]);
  steppers.forEach((stepper) => stepper.close());
  models.forEach((model) => model.dispose());
  return timings;
}

export function timingRows(timings: readonly LabelTiming[]): Row[] {
  return timings.map(({ title, median: middle, quartiles: [lower, upper], samples }) => ({
    work: title,
    "median (ms)": Number(middle.toPrecision(3)),
    "middle half (ms)": `${lower.toPrecision(3)} to ${upper.toPrecision(3)}`,
    samples,
  }));
}
