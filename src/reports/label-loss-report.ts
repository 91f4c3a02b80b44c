import * as tf from "@tensorflow/tfjs";
import type { LabelEncoding } from "../encoding";
import { assignWeights, copyWeights, trainableVariables } from "../models/weights";
import { maskedCrossEntropy } from "../training/loss";
import { ENCODINGS, labelTensor, layersLabelTensor, prepareCase, wordTensor, type LabelCase } from "./label-case";

type Row = { readonly [column: string]: string | number | null };

/** One loss of one batch under one encoding, and its gradient, an array a weight. */
export interface MeasuredLoss {
  readonly loss: string;
  readonly encoding: LabelEncoding;
  /** Of the labels, such as `16 × 30 × 17`. */
  readonly shape: string;
  /** In nats a counting position. */
  readonly value: number;
  readonly gradient: readonly Float32Array[];
}

/** What tf.layers calls its two losses. */
export const LAYERS_LOSSES: { readonly [encoding in LabelEncoding]: string } = {
  sparse: "sparseCategoricalCrossentropy", categorical: "categoricalCrossentropy",
};

export function shapeText(tensor: tf.Tensor): string {
  return tensor.shape.join(" × ");
}

/** The largest absolute difference between two lists of arrays; with one list, its largest absolute value. */
export function largestGap(one: readonly Float32Array[], other?: readonly Float32Array[]): number {
  return one.reduce((largest, array, i) => array.reduce((most, value, k) => Math.max(most, Math.abs(value - (other?.[i]![k] ?? 0))), largest), 0);
}

/** The case's model with the weights given, or else with its initial ones. */
function modelWith(given: LabelCase, weights: readonly Float32Array[] | undefined): tf.LayersModel {
  const { model } = prepareCase(given);
  if (weights) assignWeights(trainableVariables(model), weights);
  return model;
}

/** This project's loss: padding weighs nothing. */
function measureOwn(given: LabelCase, encoding: LabelEncoding, model: tf.LayersModel): MeasuredLoss {
  const variables = trainableVariables(model);
  const beforeSoftmax = tf.model({ inputs: model.inputs, outputs: model.getLayer("logits").output as tf.SymbolicTensor });
  const { batch, tags } = given;
  const result = tf.tidy(() => {
    const labels = labelTensor(batch, encoding, tags.length);
    const weights = tf.tensor2d(batch.weights, [batch.rows, batch.time]);
    const loss = () => maskedCrossEntropy(beforeSoftmax.apply(wordTensor(batch), { training: true }) as tf.Tensor3D, labels, weights);
    const { value, grads } = tf.variableGrads(loss, variables);
    const gradient = variables.map((variable) => Float32Array.from(grads[variable.name]!.dataSync()));
    return { shape: shapeText(labels), value: value.dataSync()[0]!, gradient };
  });
  model.dispose();
  return { loss: "this project's, padding masked", encoding, ...result };
}

/**
 * tf.layers' own loss, which counts padding, through a compiled model as the original used it. One step of plain gradient
 * descent at rate 1 moves every weight by its gradient, which is how the gradient is read here (to a rounding of the weight).
 */
async function measureLayers(given: LabelCase, encoding: LabelEncoding, model: tf.LayersModel): Promise<MeasuredLoss> {
  const optimizer = tf.train.sgd(1);
  model.compile({ optimizer, loss: LAYERS_LOSSES[encoding] });
  const variables = trainableVariables(model);
  const before = copyWeights(variables);
  const words = wordTensor(given.batch);
  const labels = layersLabelTensor(given.batch, encoding, given.tags.length);
  const value = (await model.trainOnBatch(words, labels)) as number;
  const gradient = copyWeights(variables).map((after, i) => before[i]!.map((weight, k) => weight - after[k]!));
  const shape = shapeText(labels);
  tf.dispose([words, labels]);
  model.dispose();
  optimizer.dispose();
  return { loss: "tf.layers' own, padding counted", encoding, shape, value, gradient };
}

/** Both losses under both encodings on the same batch, each from the same weights: those given, or the initial ones. */
export async function measureLosses(given: LabelCase, weights?: readonly Float32Array[]): Promise<MeasuredLoss[]> {
  const own = ENCODINGS.map((encoding) => measureOwn(given, encoding, modelWith(given, weights)));
  const layers: MeasuredLoss[] = [];
  for (const encoding of ENCODINGS) layers.push(await measureLayers(given, encoding, modelWith(given, weights)));
  return [...own, ...layers];
}

/** A tiny number in a cell: `0`, or `1.2e-9`. */
export function gapText(gap: number): string {
  return gap === 0 ? "0" : gap.toExponential(1);
}

/** The other encoding of the same loss. */
function sparsePartner(losses: readonly MeasuredLoss[], { loss }: MeasuredLoss): MeasuredLoss {
  return losses.find((each) => each.loss === loss && each.encoding === "sparse")!;
}

export function lossRows(losses: readonly MeasuredLoss[]): Row[] {
  return losses.map((measured) => {
    const partner = sparsePartner(losses, measured);
    return {
      loss: measured.loss,
      labels: measured.encoding,
      "label shape": measured.shape,
      "loss (nats)": measured.value.toFixed(7),
      "largest gradient": largestGap(measured.gradient).toFixed(7),
      "loss minus sparse": gapText(Math.abs(measured.value - partner.value)),
      "largest gradient difference": gapText(largestGap(measured.gradient, partner.gradient)),
    };
  });
}

/** The largest differences that the encodings make: of a loss, and of any gradient. */
export function lossGaps(losses: readonly MeasuredLoss[]): { readonly loss: number; readonly gradient: number } {
  const gaps = losses.map((measured) => ({ measured, partner: sparsePartner(losses, measured) }));
  return {
    loss: Math.max(...gaps.map(({ measured, partner }) => Math.abs(measured.value - partner.value))),
    gradient: Math.max(...gaps.map(({ measured, partner }) => largestGap(measured.gradient, partner.gradient))),
  };
}
