import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import { startBackend } from "../../src/backend/choose";
import { Bilstm } from "../../src/layers/bilstm";
import {
  assertGradient, assertWithin, floatsOf, FORWARD_TOLERANCE, MACHINES, readGolden, type GoldenArray, type GoldenBilstm,
} from "../golden/keras/golden";
import { emitBackward, emitForward, packingOf, type Direction } from "./bilstm-case";
import { execute, Sketch, type Case, type Matrix } from "./case";

const { cases } = readGolden<{ readonly cases: readonly GoldenBilstm[] }>("bilstm");
const WEIGHTS = ["kernel", "recurrent kernel", "bias"];
const NAMES = ["output", "dx", ...["forward", "backward"].flatMap((direction) => WEIGHTS.map((weight) => `${direction} ${weight}`))];

test.before(async () => {
  await startBackend();
});

/** Keras' sentences in the kernels' order. */
class PackedGolden {
  private readonly sentences: readonly number[];
  readonly packing;

  constructor(private readonly golden: GoldenBilstm) {
    const { lengths } = golden;
    this.sentences = lengths.map((_, b) => b).sort((a, b) => lengths[b]! - lengths[a]!);
    this.packing = packingOf(this.sentences.map((b) => lengths[b]!));
  }

  get slots(): readonly number[] {
    return this.packing.tokens.map(({ sentence }) => sentence);
  }

  /** The tokens of `[batch, time, width]` as rows, without padding. */
  tokens(array: GoldenArray): Float32Array {
    const places = this.packing.tokens.map(({ sentence, time }) => this.sentences[sentence]! * this.golden.time + time);
    return rowsAt(array, places, array.shape[2]!);
  }

  /** `[batch, width]` in packed order. */
  perSentence(array: GoldenArray): Float32Array {
    return rowsAt(array, this.sentences, array.shape[1]!);
  }
}

function rowsAt(array: GoldenArray, places: readonly number[], width: number): Float32Array {
  const values = floatsOf(array);
  return Float32Array.from(places.flatMap((place) => [...values.subarray(place * width, (place + 1) * width)]));
}

function directionOf(golden: GoldenBilstm, packed: PackedGolden, name: "forward" | "backward"): Direction {
  const weights = golden.weights.slice(name === "forward" ? 0 : 3).map(floatsOf);
  const [kernel, recurrent, bias] = weights as [Float32Array, Float32Array, Float32Array];
  const factors = golden.factors[name];
  return { kernel, recurrent, bias, ...(factors && { recurrentFactors: packed.perSentence(factors) }) };
}

/** What scales a matrix of inputs, or its gradient, as Keras' input dropout does. */
function inputDropout(sketch: Sketch, { factors, inputs }: GoldenBilstm, packed: PackedGolden): (from: Matrix, to: Matrix) => void {
  if (!factors.input) return () => {};
  const placed = { factors: sketch.given(packed.perSentence(factors.input)), slots: sketch.integers(packed.slots) };
  return (from, to) =>
    sketch.emit("scaleRows", {
      source: from.word, sourceStride: from.stride, target: to.word, targetStride: to.stride, rows: from.rows, width: inputs, ...placed,
    });
}

/** The layer forward and backward; its outputs are those of `NAMES`. */
function programOf(golden: GoldenBilstm, packed: PackedGolden): Case {
  const { inputs, units } = golden;
  const sketch = new Sketch();
  const rows = packed.packing.tokens.length;
  const given = sketch.matrix(packed.tokens(golden.x), rows, inputs);
  const drop = inputDropout(sketch, golden, packed);
  const x = golden.factors.input ? sketch.matrixRoom(rows, inputs) : given;
  drop(given, x);
  const layer = { inputs, units, forward: directionOf(golden, packed, "forward"), backward: directionOf(golden, packed, "backward") };
  const out = sketch.matrixRoom(rows, 2 * units);
  const placed = emitForward(sketch, layer, packed.packing, x, out);
  const dx = sketch.matrixRoom(rows, inputs);
  const gradients = emitBackward(sketch, placed, sketch.matrix(packed.tokens(golden.upstream), rows, 2 * units), dx);
  drop(dx, dx);
  sketch.outputMatrix("output", out, "forward");
  sketch.outputMatrix("dx", dx, "gradient");
  for (const { name, gradient, count } of gradients) sketch.output(name, gradient, count, "gradient");
  return sketch.finished(golden.name);
}

// layer = keras.layers.Bidirectional(keras.layers.LSTM(units, return_sequences=True[, dropout, recurrent_dropout]))
// output = layer(x, mask=mask); tape.gradient(tf.reduce_sum(output * upstream), [x, *layer.trainable_variables])
for (const [machine, open] of MACHINES) {
  for (const golden of cases) {
    test(`BiLSTM on ${machine}, ${golden.name}: output and gradients are Keras's`, () => {
      const packed = new PackedGolden(golden);
      const opened = open();
      const actual = execute(opened, programOf(golden, packed));
      opened.close();
      const expected = [packed.tokens(golden.output), packed.tokens(golden.dx), ...golden.gradients.map(floatsOf)];
      expected.forEach((values, i) => {
        if (i === 0) assertWithin(actual[i]!, values, FORWARD_TOLERANCE, NAMES[i]!);
        else assertGradient(actual[i]!, values, NAMES[i]!);
      });
    });
  }
}

function tensorOf(array: GoldenArray): tf.Tensor {
  return tf.tensor(floatsOf(array), [...array.shape]);
}

/** 1 at tokens, `[batch, time]`. */
function maskOf({ lengths, time }: GoldenBilstm): tf.Tensor2D {
  return tf.tensor2d(lengths.map((length) => Array.from({ length: time }, (_, t) => (t < length ? 1 : 0))));
}

/** The layer's output and the gradients of x and the weights through tfjs's tape. */
function onTape(golden: GoldenBilstm): Float32Array[] {
  const layer = new Bilstm({ units: golden.units, seed: 1 });
  const x = tf.variable(tensorOf(golden.x));
  layer.apply(x);
  layer.setWeights(golden.weights.map(tensorOf));
  const run = () => layer.apply(x, golden.masked ? { mask: maskOf(golden) } : {}) as tf.Tensor;
  const weights = layer.trainableWeights.map((weight) => (weight as unknown as { readonly val: tf.Variable }).val);
  const { grads } = tf.variableGrads(() => run().mul(tensorOf(golden.upstream)).sum(), [x, ...weights]);
  return [run(), ...[x, ...weights].map(({ name }) => grads[name]!)].map((tensor) => tensor.dataSync() as Float32Array);
}

// The calls above. Keras' Bidirectional too leaves zeros at padding, so all positions are compared. The layer draws its own
// dropout masks, so it cannot be given Keras'.
for (const golden of cases.filter(({ factors }) => Object.keys(factors).length === 0)) {
  test(`BiLSTM layer of tfjs, ${golden.name}: output and gradients are Keras's`, () => {
    const [output, ...gradients] = tf.tidy(() => onTape(golden)) as Float32Array[];
    assertWithin(output!, floatsOf(golden.output), FORWARD_TOLERANCE, NAMES[0]!);
    [golden.dx, ...golden.gradients].forEach((gradient, i) => assertGradient(gradients[i]!, floatsOf(gradient), NAMES[i + 1]!));
  });
}

test.run();
