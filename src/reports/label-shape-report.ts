import * as tf from "@tensorflow/tfjs";
import { maskedCrossEntropy } from "../training/loss";
import { labelTensor, layersLabelTensor, prepareCase, wordTensor, type LabelCase } from "./label-case";
import { LAYERS_LOSSES, shapeText } from "./label-loss-report";
import { listed } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** What became of labels of some shape under some loss. */
export interface ShapeAnswer {
  readonly loss: string;
  readonly labels: "class ids" | "one-hot rows";
  /** Such as `16 × 30 × 1`. */
  readonly shape: string;
  /** `int32` or `float32`. */
  readonly type: string;
  readonly outcome: "right" | "refused" | "wrong without a word";
  /** The loss in nats, or what the error said. */
  readonly answer: string;
}

interface Attempt {
  readonly loss: string;
  readonly labels: ShapeAnswer["labels"];
  readonly tensor: tf.Tensor;
  /** The loss of the labels, in nats. */
  readonly measure: (labels: tf.Tensor) => number;
  /** What it must be. */
  readonly expected: number;
}

const TOLERANCE = 1e-4;
const SHOWN_CHARACTERS = 220;

function oneLine(error: unknown): string {
  const text = String((error as Error).message).replace(/\s+/g, " ");
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)} …`;
}

function answerOf({ loss, labels, tensor, measure, expected }: Attempt): ShapeAnswer {
  const asked = { loss, labels, shape: shapeText(tensor), type: tensor.dtype };
  try {
    const value = tf.tidy(() => measure(tensor));
    const right = Math.abs(value - expected) < TOLERANCE;
    return { ...asked, outcome: right ? "right" : "wrong without a word", answer: value.toFixed(6) };
  } catch (error) {
    return { ...asked, outcome: "refused", answer: oneLine(error) };
  }
}

function evaluated(model: tf.LayersModel, loss: string, words: tf.Tensor, labels: tf.Tensor): number {
  model.compile({ optimizer: "sgd", loss });
  return (model.evaluate(words, labels, { batchSize: words.shape[0]! }) as tf.Scalar).dataSync()[0]!;
}

/** Everything that the attempts need, alive until they are done. */
interface Bench {
  readonly model: tf.LayersModel;
  readonly words: tf.Tensor2D;
  readonly flat: tf.Tensor2D;
  readonly standing: tf.Tensor3D;
  readonly standingIntegers: tf.Tensor3D;
  readonly oneHot: tf.Tensor3D;
  readonly weights: tf.Tensor2D;
}

function benchOf(given: LabelCase): Bench {
  const { batch, tags } = given;
  return {
    model: prepareCase(given).model,
    words: wordTensor(batch),
    flat: labelTensor(batch, "sparse", tags.length) as tf.Tensor2D,
    standing: layersLabelTensor(batch, "sparse", tags.length),
    standingIntegers: tf.tensor3d(batch.tags, [batch.rows, batch.time, 1], "int32"),
    oneHot: labelTensor(batch, "categorical", tags.length) as tf.Tensor3D,
    weights: tf.tensor2d(batch.weights, [batch.rows, batch.time]),
  };
}

function layersAttempts({ model, words, flat, standing, standingIntegers, oneHot }: Bench): Attempt[] {
  const { sparse, categorical } = LAYERS_LOSSES;
  const expected = tf.tidy(() => evaluated(model, categorical, words, oneHot));
  const attempt = (loss: string, labels: Attempt["labels"], tensor: tf.Tensor): Attempt => ({
    loss: `tf.layers, ${loss}`, labels, tensor, measure: (given) => evaluated(model, loss, words, given), expected,
  });
  return [
    attempt(sparse, "class ids", flat), attempt(sparse, "class ids", standingIntegers), attempt(sparse, "class ids", standing),
    attempt(sparse, "one-hot rows", oneHot),
    attempt(categorical, "class ids", flat), attempt(categorical, "class ids", standing), attempt(categorical, "one-hot rows", oneHot),
  ];
}

/** The loss as a function, outside of a model: nothing checks shapes there. */
function functionAttempts({ model, words, standing, oneHot }: Bench): Attempt[] {
  const measure = (labels: tf.Tensor) => {
    const probabilities = model.apply(words, { training: false }) as tf.Tensor;
    return tf.metrics.categoricalCrossentropy(labels, probabilities).mean().dataSync()[0]!;
  };
  const expected = tf.tidy(() => measure(oneHot));
  const loss = "tf.metrics.categoricalCrossentropy";
  return [
    { loss, labels: "class ids", tensor: standing, measure, expected },
    { loss, labels: "one-hot rows", tensor: oneHot, measure, expected },
  ];
}

function ownAttempts({ model, words, flat, standingIntegers, oneHot, weights }: Bench): Attempt[] {
  const beforeSoftmax = tf.model({ inputs: model.inputs, outputs: model.getLayer("logits").output as tf.SymbolicTensor });
  const measure = (labels: tf.Tensor) =>
    maskedCrossEntropy(beforeSoftmax.apply(words, { training: false }) as tf.Tensor3D, labels as tf.Tensor3D, weights).dataSync()[0]!;
  const expected = tf.tidy(() => measure(oneHot));
  const loss = "this project's";
  return [
    { loss, labels: "class ids", tensor: flat, measure, expected },
    { loss, labels: "class ids", tensor: standingIntegers, measure, expected },
    { loss, labels: "one-hot rows", tensor: oneHot, measure, expected },
  ];
}

/** Tries labels of every shape under every loss, and notes what is computed, refused, or computed wrongly. */
export function tryShapes(given: LabelCase): ShapeAnswer[] {
  const bench = benchOf(given);
  const answers = [...layersAttempts(bench), ...functionAttempts(bench), ...ownAttempts(bench)].map(answerOf);
  const { model, ...tensors } = bench;
  tf.dispose(Object.values(tensors));
  model.dispose();
  return answers;
}

export function shapeRows(answers: readonly ShapeAnswer[]): Row[] {
  return answers.map(({ loss, labels, shape, type, outcome, answer }) => ({ loss, labels, shape, type, outcome, "loss (nats), or the error": answer }));
}

export function shapeFindings(answers: readonly ShapeAnswer[]): string[] {
  const silent = answers.filter(({ outcome }) => outcome === "wrong without a word");
  const refused = answers.filter(({ outcome }) => outcome === "refused");
  const places = [...new Set(silent.map(({ loss, labels, shape }) => `${labels} of shape ${shape} under ${loss}`))];
  const trap = silent.length === 0 ? "none gave a wrong number" : `a wrong number came without an error from ${listed(places)}`;
  return [`Of ${answers.length} ways to hand over the labels ${refused.length} were refused with an error, and ${trap}.`];
}
