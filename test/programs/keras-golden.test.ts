import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import type { Batch } from "../../src/encoding/batches";
import type { Machine } from "../../src/kernels/machine";
import { buildModel } from "../../src/models/build";
import { CompiledModel } from "../../src/programs/compiled-model";
import { adamRates } from "../../src/training/adam";
import {
  assertGradient, assertWithin, floatsOf, FORWARD_TOLERANCE, MACHINES, readGolden, type GoldenBatch, type GoldenModel,
} from "../golden/keras/golden";

interface Model2Sizes {
  readonly embedding: number;
  readonly units: number;
  readonly masked: boolean;
}

interface AdvancedSizes {
  readonly embedding: number;
  readonly units: readonly [number, number];
  readonly hidden: number;
  readonly masked: boolean;
}

interface Example {
  readonly name: string;
  readonly golden: GoldenModel<unknown>;
  readonly build: () => tf.LayersModel;
}

/** Keras and we draw different dropout masks; without any, all is determined. */
function model2(name: string, file: string): Example {
  const golden = readGolden<GoldenModel<Model2Sizes>>(file);
  return { name, golden, build: () => buildModel("model2", golden, { ...golden.sizes, dropout: 0, recurrentDropout: 0, outputDropout: 0 }) };
}

function advanced(name: string, file: string): Example {
  const golden = readGolden<GoldenModel<AdvancedSizes>>(file);
  const none = { embeddingDropout: 0, lstmDropout: 0, recurrentDropout: 0, hiddenDropout: 0, attention: false };
  return { name, golden, build: () => buildModel("advanced", golden, { ...golden.sizes, ...none }) };
}

const EXAMPLES = [model2("Model 2", "model2"), model2("Model 2 unmasked", "model2-unmasked"), advanced("Advanced", "advanced")];

function batchOf({ rows, time, words, tags, weights }: GoldenBatch): Batch {
  return { rows, time, words: Int32Array.from(words), tags: Int32Array.from(tags), weights: Float32Array.from(weights) };
}

test.before(async () => {
  await startBackend();
});

/** The compiled model with Keras' weights. */
function compile({ golden, build }: Example, open: () => Machine): CompiledModel {
  const model = build();
  assert.equal(model.trainableWeights.map(({ shape }) => shape), golden.weights.map(({ shape }) => shape));
  const compiled = new CompiledModel(model, open(), true);
  compiled.write("word", golden.weights.map(floatsOf));
  return compiled;
}

/** Keras' best tag of each position and its probability. */
function bestOf(batch: GoldenBatch): { readonly tag: number; readonly probability: number }[] {
  const tags = batch.probabilities.shape[2]!;
  const probabilities = floatsOf(batch.probabilities);
  return batch.words.map((_, i) => {
    const row = probabilities.subarray(i * tags, (i + 1) * tags);
    const probability = Math.max(...row);
    return { tag: row.indexOf(probability), probability };
  });
}

function assertBest(compiled: CompiledModel, batch: GoldenBatch): void {
  const { tags, confidences } = compiled.predict(batchOf(batch));
  bestOf(batch).forEach(({ tag, probability }, i) => {
    if (batch.weights[i] === 0) return;
    assert.is(tags[i], tag, `tag of position ${i}`);
    assertWithin([confidences[i]!], [probability], FORWARD_TOLERANCE, `confidence at position ${i}`);
  });
}

// model = keras.Sequential([Embedding, Bidirectional(LSTM), …, Dense(softmax)]), in full under "call" of each file
// probabilities = model(words, training=True)
// mean = keras.losses.SparseCategoricalCrossentropy(reduction='mean_with_sample_weight')(tags, probabilities, sample_weight=weights)
// gradients = tape.gradient(mean, model.trainable_variables)
for (const example of EXAMPLES) {
  const { batches, weights } = example.golden;
  for (const [machine, open] of MACHINES) {
    test(`${example.name} on ${machine}: best tags, their probabilities, loss and gradients are Keras's`, () => {
      const compiled = compile(example, open);
      for (const batch of batches) {
        assertBest(compiled, batch);
        const { loss, gradients } = compiled.gradients(batchOf(batch), 0);
        assertWithin([loss], [batch.loss], FORWARD_TOLERANCE, "loss");
        assert.is(gradients.length, batch.gradients.length);
        batch.gradients.forEach((gradient, i) => assertGradient(gradients[i]!, floatsOf(gradient), `gradient of ${weights[i]!.name}`));
      }
      compiled.close();
    });
  }
}

/** Of the largest change in the array: Adam moves all weights about alike, and far less than their own size. */
const CHANGE_TOLERANCE = 1e-3;

/** Both the weights and how far three steps moved them. */
function assertTrained(actual: Float32Array, expected: Float32Array, before: Float32Array, name: string): void {
  assertGradient(actual, expected, name);
  const change = (after: Float32Array) => after.map((value, i) => value - before[i]!);
  const largest = change(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  assertWithin(change(actual), change(expected), CHANGE_TOLERANCE * largest, `change of ${name}`);
}

// optimizer = keras.optimizers.Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7)
// optimizer.apply_gradients(zip(gradients, model.trainable_variables)) for each batch in order
for (const example of EXAMPLES) {
  for (const [machine, open] of MACHINES) {
    test(`${example.name} on ${machine}: three steps of Adam leave Keras's weights`, () => {
      const { weights, batches, trained } = example.golden;
      const compiled = compile(example, open);
      batches.forEach((batch, i) => compiled.trainStep(batchOf(batch), i, { ...adamRates(i + 1, trained.learningRate), lazy: false }));
      const actual = compiled.read("word");
      assert.is(actual.length, trained.weights.length);
      trained.weights.forEach((expected, i) => assertTrained(actual[i]!, floatsOf(expected), floatsOf(weights[i]!), weights[i]!.name));
      compiled.close();
    });
  }
}

// probabilities = model(words, training=True)
for (const example of EXAMPLES) {
  test(`${example.name} through tfjs: the probabilities are Keras's`, () => {
    const model = example.build();
    model.setWeights(example.golden.weights.map((weight) => tf.tensor(floatsOf(weight), [...weight.shape])));
    for (const batch of example.golden.batches) {
      const tags = example.golden.tags;
      const words = tf.tensor2d([...batch.words], [batch.rows, batch.time], "int32");
      const actual = (model.predict(words) as tf.Tensor).dataSync() as Float32Array;
      const expected = floatsOf(batch.probabilities);
      batch.weights.forEach((weight, i) => {
        const row = (values: Float32Array) => values.subarray(i * tags, (i + 1) * tags);
        if (weight > 0) assertWithin(row(actual), row(expected), FORWARD_TOLERANCE, `probabilities at position ${i}`);
      });
    }
  });
}

test.run();
