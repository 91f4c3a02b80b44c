import * as tf from "@tensorflow/tfjs";
import { bilstm } from "../layers/bilstm";
import { SeededDropout } from "../layers/seeded-dropout";
import { isStochastic } from "../layers/stochastic";
import { trainableVariables } from "../models/weights";

type Row = { readonly [column: string]: string | number | null };

/** Sentences, tokens and values of the demonstrations: enough to see a pattern, few enough to read. */
const SENTENCES = 2;
const TOKENS = 3;
const VALUES = 12;

/** What a dropout layer lets through: for each sentence and place a list of values, true where the value is kept. */
export interface DropoutPattern {
  readonly sentence: number;
  /** "token 1", or "forward". */
  readonly place: string;
  readonly kept: readonly boolean[];
}

/** Inputs without a zero, the same in every run. */
function inputs(): tf.Tensor3D {
  const size = SENTENCES * TOKENS * VALUES;
  return tf.tensor3d(Float32Array.from({ length: size }, (_, i) => 0.5 + 0.4 * Math.sin(1 + i)), [SENTENCES, TOKENS, VALUES]);
}

/** A model of one BiLSTM with as many units as input values, in the first training step. */
function bilstmModel(rates: { readonly dropout: number; readonly recurrentDropout: number }): tf.LayersModel {
  const input = tf.input({ shape: [null, VALUES] });
  const layer = bilstm({ name: "shown", units: VALUES, seed: 7, ...rates });
  const model = tf.model({ inputs: input, outputs: layer.apply(input) as tf.SymbolicTensor });
  for (const each of model.layers) if (isStochastic(each)) each.masks.step = 1;
  return model;
}

function training(model: tf.LayersModel, x: tf.Tensor3D): tf.Tensor3D {
  return model.apply(x, { training: true }) as tf.Tensor3D;
}

function rowsOf(tensor: tf.Tensor): number[][] {
  const width = tensor.shape[tensor.shape.length - 1]!;
  return tensor.reshape<tf.Tensor2D>([-1, width]).arraySync();
}

function patternsByToken(rows: readonly (readonly number[])[]): DropoutPattern[] {
  return rows.map((row, i) => ({
    sentence: 1 + Math.floor(i / TOKENS),
    place: `token ${1 + (i % TOKENS)}`,
    kept: row.map((value) => value !== 0),
  }));
}

/**
 * Which input values the BiLSTM reads: those on which its output depends. The gradient by an input value is 0 exactly where the value
 * is dropped.
 */
export function inputDropout(rate: number): DropoutPattern[] {
  const model = bilstmModel({ dropout: rate, recurrentDropout: 0 });
  const gradient = tf.tidy(() => rowsOf(tf.grad((x: tf.Tensor) => training(model, x as tf.Tensor3D).sum())(inputs())));
  model.dispose();
  return patternsByToken(gradient);
}

function recurrentKernel(model: tf.LayersModel, direction: string): tf.Variable {
  return trainableVariables(model).find(({ name }) => name.includes(`${direction}_`) && name.includes("recurrent_kernel"))!;
}

/** The gradient of one sentence's outputs by the recurrent kernel of a direction, `[units, 4 × units]`. */
function recurrentGradient(model: tf.LayersModel, sentence: number, direction: string): number[][] {
  return tf.tidy(() => {
    const variable = recurrentKernel(model, direction);
    const { grads } = tf.variableGrads(() => training(model, inputs()).slice([sentence, 0, 0], [1, -1, -1]).sum<tf.Scalar>(), [variable]);
    return rowsOf(grads[variable.name]!);
  });
}

/**
 * Which units of the hidden state reach the next step: a row of the recurrent kernel that no step of the sentence uses has a gradient of 0
 * throughout.
 */
export function recurrentDropout(rate: number): DropoutPattern[] {
  const model = bilstmModel({ dropout: 0, recurrentDropout: rate });
  const places = Array.from({ length: SENTENCES }, (_, sentence) => (["forward", "backward"] as const).map((place) => ({ sentence, place }))).flat();
  const patterns = places.map(({ sentence, place }) => ({
    sentence: sentence + 1,
    place,
    kept: recurrentGradient(model, sentence, place).map((row) => row.some((value) => value !== 0)),
  }));
  model.dispose();
  return patterns;
}

/** How many of the BiLSTM's outputs are 0 under recurrent dropout: what leaves the layer is whole, only what it tells itself is not. */
export function droppedOutputs(rate: number): number {
  const model = bilstmModel({ dropout: 0, recurrentDropout: rate });
  const zeros = tf.tidy(() => rowsOf(training(model, inputs())).flat().filter((value) => value === 0).length);
  model.dispose();
  return zeros;
}

/** Which values the layer in front of the softmax reads. */
export function outputDropout(rate: number): DropoutPattern[] {
  const layer = new SeededDropout({ name: "shown_output", rate, seed: 7 });
  layer.masks.step = 1;
  return patternsByToken(tf.tidy(() => rowsOf(layer.call(tf.ones([SENTENCES, TOKENS, VALUES]), { training: true }))));
}

/** One row a pattern: 1 where a value is kept, a dot where it is dropped. */
export function dropoutRows(patterns: readonly DropoutPattern[]): Row[] {
  return patterns.map(({ sentence, place, kept }) => ({
    sentence,
    place,
    values: kept.map((each) => (each ? "1" : "·")).join(" "),
    dropped: kept.filter((each) => !each).length,
  }));
}

/** How many different masks each sentence has: 1 where all its places share one. */
export function masksPerSentence(patterns: readonly DropoutPattern[]): number[] {
  const sentences = [...new Set(patterns.map(({ sentence }) => sentence))];
  return sentences.map((sentence) => new Set(patterns.filter((each) => each.sentence === sentence).map(({ kept }) => kept.join())).size);
}

/** One row a dropout, by its name. */
export function maskRows(dropouts: { readonly [name: string]: readonly DropoutPattern[] }): Row[] {
  return Object.entries(dropouts).map(([dropout, patterns]) => ({ dropout, "masks, sentence by sentence": masksPerSentence(patterns).join(", ") }));
}
