import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { Bilstm } from "../../src/layers/bilstm";
import { orthonormalRows } from "../../src/layers/initializers";
import { lstmSequence, type LstmWeights } from "../../src/layers/lstm-sequence";
import { rowOrder } from "../../src/layers/row-order";
import { SeededDropout } from "../../src/layers/seeded-dropout";
import { createGenerator } from "../../src/random/generator";

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

test("its hand-written gradient agrees with differences of the output, recurrent mask included", () => {
  const weights: LstmWeights = {
    kernel: values([2, 8], 1) as tf.Tensor2D,
    recurrentKernel: values([2, 8], 2) as tf.Tensor2D,
    bias: values([8], 3) as tf.Tensor1D,
  };
  const x = values([3, 2, 2], 4) as tf.Tensor3D;
  const mask = tf.tensor2d([
    [1, 0],
    [2, 1],
  ]);
  const inputs: readonly tf.Tensor[] = [x, weights.kernel, weights.recurrentKernel, weights.bias];
  const loss = (own: readonly tf.Tensor[]) =>
    lstmSequence(
      own[0] as tf.Tensor3D,
      {
        kernel: own[1] as tf.Tensor2D,
        recurrentKernel: own[2] as tf.Tensor2D,
        bias: own[3] as tf.Tensor1D,
      },
      mask,
    )
      .mul(values([3, 2, 2], 5))
      .sum() as tf.Scalar;
  const gradients = tf.grads((...own: tf.Tensor[]) => loss(own))([...inputs]);
  inputs.forEach((input, k) => {
    const expected = numericGradient((moved) => loss(inputs.map((own, i) => (i === k ? moved : own))).dataSync()[0]!, input);
    [...gradients[k]!.dataSync()].forEach((value, i) =>
      assert.ok(Math.abs(value - expected[i]!) < 2e-3, `input ${k}, value ${i}: ${value} against ${expected[i]}`),
    );
  });
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
  const layer = new Bilstm({ units: 3, seed: 1, dropout: 0.2, recurrentDropout: 0.2 });
  const input = values([2, 4, 3], 1);
  layer.apply(input);
  const before = tf.memory().numTensors;
  const { value, grads } = tf.variableGrads(() => (layer.apply(input, { training: true }) as tf.Tensor).square().mean() as tf.Scalar);
  tf.dispose([value, ...Object.values(grads)]);
  assert.is(tf.memory().numTensors, before);
});

test.run();
