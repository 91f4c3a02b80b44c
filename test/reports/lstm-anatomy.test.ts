import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { vocabularyFromWords } from "../../src/encoding";
import { buildModel, DEFAULT_MODEL_CONFIGS } from "../../src/models/build";
import { createGenerator } from "../../src/random/generator";
import { largestDifference, lstmStep, outputOf, runBilstm, sigmoid, startState } from "../../src/reports/lstm-anatomy";
import { agreementRows, agreements, bilstmWeights, layerOutput, stepsOf, TOLERANCE, type LstmBundle } from "../../src/reports/trained-lstm";

const WORDS = ["<PAD>", "<UNK>", ...Array.from({ length: 60 }, (_, i) => `word${i}`)];
const UNITS = 100;

/** A Model 2 of full size with weights as large as training makes them; untrained ones would leave the gates half open. */
function bundleOf(seed: number): LstmBundle {
  const model = buildModel("model2", { vocabulary: WORDS.length, tags: 9, seed }, DEFAULT_MODEL_CONFIGS.model2);
  const generator = createGenerator(seed);
  const enlarged = (tensor: tf.Tensor, by: number) => tf.tensor((tensor.dataSync() as Float32Array).map((value) => by * value + 0.1 * (generator.uniform() - 0.5)), tensor.shape);
  const embedding = model.getLayer("embedding");
  embedding.setWeights(embedding.getWeights().map((tensor) => enlarged(tensor, 20)));
  const bilstm = model.getLayer("bilstm");
  bilstm.setWeights(bilstm.getWeights().map((tensor) => enlarged(tensor, 1.5)));
  return { model, vocabulary: vocabularyFromWords(WORDS) };
}

function sentenceOf(length: number, seed: number): { readonly words: string[] } {
  const generator = createGenerator(seed);
  return { words: Array.from({ length }, () => generator.pick(WORDS.slice(1))) };
}

let bundle: LstmBundle;
const sentences = [1, 2, 7, 25, 60].map((length) => sentenceOf(length, length));

test.before(async () => {
  await startBackend();
  bundle = bundleOf(4);
});

test("one unit, one step, by hand", () => {
  const weights = { units: 1, kernel: [1, 2, 3, 4], recurrent: [0.5, 0.5, 0.5, 0.5], bias: [0, 1, 0, -1] };
  const step = lstmStep(weights, [0.2], { c: Float64Array.of(0.3), h: Float64Array.of(0.4) });
  const [i, f, candidate, o] = [sigmoid(0.4), sigmoid(1.6), Math.tanh(0.8), sigmoid(0)];
  const c = f * 0.3 + i * candidate;
  assert.ok(largestDifference([...step.i, ...step.f, ...step.candidate, ...step.o], [i, f, candidate, o]) < 1e-15);
  assert.ok(largestDifference([...step.c, ...step.h], [c, o * Math.tanh(c)]) < 1e-15);
});

test("the equations and the layer differ by at most 1e-6, in single precision, over sentences of all lengths", () => {
  for (const sentence of sentences) {
    const difference = largestDifference(outputOf(stepsOf(bundle, sentence)), layerOutput(bundle, sentence));
    assert.ok(difference <= TOLERANCE, `${sentence.words.length} tokens: ${difference}`);
  }
});

test("against the kernels' oracle in double precision nothing but the last bits differs, gates included", () => {
  const [single, double] = agreements(bundle, sentences);
  assert.ok(single!.largest <= TOLERANCE, `${single!.largest}`);
  assert.ok(double!.largest < 1e-12, `${double!.largest}`);
  const tokens = sentences.reduce((sum, { words }) => sum + words.length, 0);
  assert.equal([single!.values, double!.values], [2 * UNITS * tokens, (2 + 8) * UNITS * tokens]);
  assert.equal(agreementRows([single!, double!]).map((row) => row["at most 1e-6"]), ["yes", "yes"]);
});

test("the comparison notices gates in another order, and a direction that reads the wrong way", () => {
  const [sentence] = sentences.slice(2);
  const { forward, backward } = bilstmWeights(bundle);
  const vectors = stepsOf(bundle, sentence!).forward.length;
  assert.is(vectors, 7);
  const turned = (values: ArrayLike<number>) => Float32Array.from(values, (_, n) => values[Math.floor(n / (4 * UNITS)) * 4 * UNITS + ((n + UNITS) % (4 * UNITS))]!);
  const wrong = { ...forward, kernel: turned(forward.kernel), recurrent: turned(forward.recurrent), bias: turned(forward.bias) };
  const x = Array.from({ length: 7 }, (_, t) => Float32Array.from({ length: 50 }, (_, k) => Math.sin(t + k)));
  const right = outputOf(runBilstm({ forward, backward }, x));
  assert.ok(largestDifference(outputOf(runBilstm({ forward: wrong, backward }, x)), right) > 0.01);
  assert.ok(largestDifference(outputOf(runBilstm({ forward: backward, backward: forward }, x)), right) > 0.01);
});

test("the forward half never looks ahead and the backward half never back", () => {
  const { words } = sentenceOf(12, 3);
  const changed = { words: words.map((word, t) => (t === 6 ? "word1" : t === 7 ? "word2" : word)) };
  const [one, other] = [stepsOf(bundle, { words }), stepsOf(bundle, changed)];
  assert.is(largestDifference(one.forward[5]!.h, other.forward[5]!.h), 0);
  assert.is(largestDifference(one.backward[8]!.h, other.backward[8]!.h), 0);
  assert.ok(largestDifference(one.forward[8]!.h, other.forward[8]!.h) > 0);
});

test("a state that starts at zero stays there where nothing is written", () => {
  const closed = { units: 2, kernel: new Float32Array(8), recurrent: new Float32Array(16), bias: [-800, -800, 0, 0, 0, 0, 0, 0] };
  assert.equal([...lstmStep(closed, [1], startState(2)).h], [0, 0]);
});

test("lists that cannot be compared differ infinitely", () => {
  assert.is(largestDifference([1], [1, 2]), Infinity);
  assert.is(largestDifference([], []), Infinity);
  assert.is(largestDifference([NaN], [1]), Infinity);
});

test.run();
