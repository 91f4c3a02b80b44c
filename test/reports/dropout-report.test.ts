import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { MaskSource } from "../../src/layers/stochastic";
import {
  droppedOutputs, dropoutRows, inputDropout, maskRows, masksPerSentence, outputDropout, recurrentDropout, type DropoutPattern,
} from "../../src/reports/dropout-report";
import { decayDemonstrationRows, DEMONSTRATION, keptRows, trainedWeights } from "../../src/reports/weight-decay-report";
import { keptShare } from "../../src/training/adam";
import { recurrentRate } from "../support/kernels";

test.before(async () => {
  await startBackend();
});

function droppedShare(patterns: readonly DropoutPattern[]): number {
  const values = patterns.flatMap(({ kept }) => kept);
  return values.filter((kept) => !kept).length / values.length;
}

/** The mask that the layer's source draws in the first step, as one list a sentence. */
function drawn(use: string, rate: number): boolean[][] {
  const source = new MaskSource(7, "shown");
  source.step = 1;
  const kept = [...source.factors(24, rate, use)].map((factor) => factor > 0);
  return [kept.slice(0, 12), kept.slice(12)];
}

test("input dropout has one mask a sentence, the same for all of its tokens: the one that its layer draws", () => {
  const patterns = inputDropout(0.5);
  assert.equal(masksPerSentence(patterns), [1, 1]);
  assert.equal([0, 3].map((i) => patterns[i]!.kept), drawn("input", 0.5));
});

test("recurrent dropout has one mask a sentence and direction, and leaves the layer's outputs whole", () => {
  const rate = recurrentRate(0.5);
  const patterns = recurrentDropout(rate);
  assert.equal(patterns.map(({ sentence, place }) => `${sentence} ${place}`), ["1 forward", "1 backward", "2 forward", "2 backward"]);
  assert.is(droppedOutputs(rate), 0);
  if (rate > 0) assert.equal([0, 2].map((i) => patterns[i]!.kept), drawn("recurrent forward", rate));
});

test("output dropout draws every value of every token on its own", () => {
  const patterns = outputDropout(0.5);
  assert.equal(masksPerSentence(patterns), [3, 3]);
  assert.equal(maskRows({ output: patterns }), [{ dropout: "output", "masks, sentence by sentence": "3, 3" }]);
  assert.ok(droppedShare(patterns) > 0.25 && droppedShare(patterns) < 0.75);
});

test("at rate 0 nothing is dropped anywhere", () => {
  for (const patterns of [inputDropout(0), recurrentDropout(0), outputDropout(0)]) assert.is(droppedShare(patterns), 0);
});

test("a row shows a kept value as 1 and a dropped one as a dot", () => {
  const [row] = dropoutRows([{ sentence: 1, place: "token 1", kept: [true, false, true] }]);
  assert.equal(row, { sentence: 1, place: "token 1", values: "1 · 1", dropped: 1 });
});

test("a word that never occurs keeps of its weight what decay leaves, and all of it without decay", () => {
  const { steps, learningRate } = DEMONSTRATION;
  const never = (decay: number) => trainedWeights(decay)[4]!;
  assert.ok(Math.abs(never(0) - 0.05) < 1e-7);
  assert.ok(Math.abs(never(10) / 0.05 - keptShare(learningRate, 10) ** steps) < 1e-4);
});

test("the more often a word occurs, the nearer decay lets its weight come to where the loss pulls it", () => {
  for (const decay of [0, 1, 10]) {
    const weights = trainedWeights(decay);
    assert.ok(weights.every((weight, i) => i === 0 || weight < weights[i - 1]!), String(weights));
  }
  assert.equal(Object.keys(decayDemonstrationRows([0, 1])[0]!), ["word", "at the start", "decay 0", "decay 1"]);
});

test("what decay leaves of a weight without a gradient follows from learning rate, steps and epochs", () => {
  const config = { training: { learningRate: 1e-3, weightDecay: 1, batchSize: 64 } };
  const [row] = keptRows([{ config, metrics: { trainingSentences: 640, bestEpoch: 10 } } as never]);
  assert.equal([row!["steps an epoch"], row!["kept a step %"]], [10, 99.9]);
  assert.is(row!["kept to the best epoch %"], Number((100 * 0.999 ** 100).toFixed(2)));
});

test.run();
