import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { rowOrder } from "../../src/kernels/tensorflow/row-order";
import { Bilstm, bilstm } from "../../src/layers/bilstm";
import { runBilstm, type BilstmDropout } from "../../src/layers/bilstm-operation";
import { orthonormalRows } from "../../src/layers/initializers";
import { SeededDropout } from "../../src/layers/seeded-dropout";
import { createGenerator } from "../../src/random/generator";
import { onTensorflow, recurrentRate } from "../support/kernels";

test.before(async () => {
  await startBackend();
});

function largestDifference(a: tf.Tensor, b: tf.Tensor): number {
  return a.sub(b).abs().max().dataSync()[0]!;
}

function values(shape: number[], seed: number): tf.Tensor {
  const generator = createGenerator(seed);
  return tf.tensor(
    Array.from({ length: tf.util.sizeFromShape(shape) }, () => generator.uniform() * 2 - 1),
    shape,
  );
}

test("it computes what tf.layers.bidirectional(lstm) computes on the same weights", () => {
  const reference = tf.layers.bidirectional({
    layer: tf.layers.lstm({ units: 5, returnSequences: true, recurrentActivation: "sigmoid" }) as tf.RNN,
    mergeMode: "concat",
  });
  const input = values([3, 6, 4], 1);
  const expected = reference.apply(input) as tf.Tensor;
  const layer = new Bilstm({ units: 5, seed: 1 });
  layer.apply(input);
  layer.setWeights(reference.getWeights());
  assert.ok(largestDifference(layer.apply(input) as tf.Tensor, expected) < 1e-6);
});

test("its weights have tf.layers' shapes, and the forget gate's bias starts at one", () => {
  const layer = new Bilstm({ units: 2, seed: 1 });
  layer.apply(values([1, 1, 3], 1));
  assert.equal(
    layer.getWeights().map((weight) => weight.shape),
    [[3, 8], [2, 8], [8], [3, 8], [2, 8], [8]],
  );
  assert.equal([...layer.getWeights()[2]!.dataSync()], [0, 0, 1, 1, 0, 0, 0, 0]);
});

test("a sentence is tagged alike alone and padded in a batch", () => {
  const layer = new Bilstm({ units: 4, seed: 2 });
  const sentence = values([1, 3, 2], 3);
  const alone = layer.apply(sentence) as tf.Tensor;
  const padded = tf.concat([sentence, tf.ones([1, 2, 2]).mul(9)], 1);
  const inBatch = tf.concat([padded, values([1, 5, 2], 4)], 0);
  const mask = tf.tensor2d(
    [
      [1, 1, 1, 0, 0],
      [1, 1, 1, 1, 1],
    ],
    [2, 5],
    "bool",
  );
  const output = layer.call(inBatch, { mask }) as tf.Tensor3D;
  assert.ok(largestDifference(output.slice([0, 0, 0], [1, 3, 8]), alone) < 1e-6);
  assert.is(output.slice([0, 3, 0], [1, 2, 8]).abs().max().dataSync()[0], 0);
});

function numericGradient(f: (x: tf.Tensor) => number, at: tf.Tensor, step = 1e-2): number[] {
  const base = [...at.dataSync()];
  return base.map((value, i) => {
    const moved = (by: number) =>
      f(
        tf.tensor(
          base.map((v, k) => (k === i ? value + by : v)),
          at.shape,
        ),
      );
    return (moved(step) - moved(-step)) / (2 * step);
  });
}

/** Weights of both directions for 2 inputs and 2 units. */
const smallWeights = () => [[2, 8], [2, 8], [8], [2, 8], [2, 8], [8]].map((shape, i) => values(shape, i + 1));
const mask = (rate: number, key: number) => ({ rate, key0: key, key1: key + 1 });
const DROPOUT: BilstmDropout = { input: mask(0.3, 1), forward: mask(recurrentRate(0.4), 11), backward: mask(recurrentRate(0.4), 21) };

test("its gradient agrees with differences of the output, lengths and both kinds of dropout included", () => {
  const x = values([2, 3, 2], 10);
  const lengths = tf.tensor1d([3, 2], "int32");
  const upstream = values([2, 3, 4], 11);
  const inputs = [x, ...smallWeights()];
  const loss = ([own, ...weights]: readonly tf.Tensor[]) =>
    runBilstm(own as tf.Tensor3D, weights, lengths, DROPOUT).mul(upstream).sum() as tf.Scalar;
  const gradients = tf.grads((...own: tf.Tensor[]) => loss(own))([...inputs]);
  inputs.forEach((input, k) => {
    const expected = numericGradient((moved) => loss(inputs.map((own, i) => (i === k ? moved : own))).dataSync()[0]!, input);
    [...gradients[k]!.dataSync()].forEach((value, i) =>
      assert.ok(Math.abs(value - expected[i]!) < 2e-3, `input ${k}, value ${i}: ${value} against ${expected[i]}`),
    );
  });
});

test("without returnSequences it gives each direction's last output", () => {
  const input = values([2, 4, 3], 5);
  const padding = tf.tensor2d([[1, 1, 0, 0], [1, 1, 1, 1]], [2, 4], "bool");
  const [every, last] = [true, false].map((returnSequences) => {
    const layer = bilstm({ name: "one", units: 3, seed: 2, returnSequences });
    layer.apply(input);
    return layer.call(input, { mask: padding }) as tf.Tensor3D;
  }) as [tf.Tensor3D, tf.Tensor2D];
  const all = every.arraySync();
  assert.equal(last.shape, [2, 6]);
  assert.equal(last.arraySync(), [[...all[0]![1]!.slice(0, 3), ...all[0]![0]!.slice(3)], [...all[1]![3]!.slice(0, 3), ...all[1]![0]!.slice(3)]]);
});

test("a model with it is saved and loaded by tfjs itself", async () => {
  const input = tf.input({ shape: [null, 3] });
  const model = tf.model({ inputs: input, outputs: bilstm({ units: 2, returnSequences: false, seed: 4 }).apply(input) as tf.SymbolicTensor });
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save(tf.io.withSaveHandler(async (artifacts) => {
    saved = artifacts;
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
  }));
  const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!));
  const x = values([1, 5, 3], 6);
  assert.equal((loaded.predict(x) as tf.Tensor).dataSync(), (model.predict(x) as tf.Tensor).dataSync());
});

test("TensorFlow's fused operation refuses recurrent dropout, which it has not, and says what to set", () => {
  if (!onTensorflow()) return;
  const layer = new Bilstm({ units: 3, seed: 1, recurrentDropout: 0.2 });
  assert.throws(() => layer.call(values([1, 2, 3], 1), { training: true }), /asks for 0\.2: set hyperparameters\.recurrentDropout=0, or NER_KERNELS=wasm/);
});

test("backward order reverses each sentence within its own length and is undone by its inverse", () => {
  const order = rowOrder([2, 3], 3, "backward");
  // Batch-major rows 0–2 are the first sentence (two tokens, one pad), 3–5 the second.
  assert.equal([...order.toTimeMajor], [1, 5, 0, 4, 2, 3]);
  assert.equal(
    [...order.toTimeMajor].map((row) => order.toBatchMajor[row]),
    [0, 1, 2, 3, 4, 5],
  );
});

test("dropout masks repeat for one step, change with the step, and keep the expected share", () => {
  const layer = new SeededDropout({ name: "drop", rate: 0.25, seed: 5 });
  const ones = tf.ones([100, 100]);
  const at = (step: number) => {
    layer.masks.step = step;
    return layer.call(ones, { training: true });
  };
  assert.is(largestDifference(at(1), at(1)), 0);
  assert.ok(largestDifference(at(1), at(2)) > 0);
  const kept = at(3).greater(0).toFloat().mean().dataSync()[0]!;
  assert.ok(Math.abs(kept - 0.75) < 0.025, `${kept}`);
  assert.is(largestDifference(layer.call(ones, { training: false }), ones), 0);
});

test("orthonormal rows are at right angles and of length one", () => {
  const rows = orthonormalRows(5, 20, createGenerator(1));
  rows.forEach((a, i) =>
    rows.forEach((b, j) => {
      const product = a.reduce((sum, value, k) => sum + value * b[k]!, 0);
      assert.ok(Math.abs(product - (i === j ? 1 : 0)) < 1e-12);
    }),
  );
});

test("a forward and backward pass leaves no tensor behind", () => {
  const layer = new Bilstm({ units: 3, seed: 1, dropout: 0.2, recurrentDropout: recurrentRate(0.2) });
  const input = values([2, 4, 3], 1);
  layer.apply(input);
  const before = tf.memory().numTensors;
  const { value, grads } = tf.variableGrads(() => (layer.apply(input, { training: true }) as tf.Tensor).square().mean() as tf.Scalar);
  tf.dispose([value, ...Object.values(grads)]);
  assert.is(tf.memory().numTensors, before);
});

test.run();
