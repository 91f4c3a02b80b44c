import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { SelfAttention } from "../../src/layers/self-attention";

test.before(async () => {
  await startBackend();
});

function attend(rows: number[][][], mask?: number[][]): number[][][] {
  return tf.tidy(() => {
    const output = new SelfAttention({}).call(tf.tensor3d(rows), { mask: mask ? tf.tensor2d(mask, undefined, "bool") : null });
    return output.arraySync() as number[][][];
  });
}

function close(actual: readonly number[], expected: readonly number[]): void {
  actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]!) < 1e-6, `${actual} instead of ${expected}`));
}

test("each token keeps its vector and gets beside it the mixture of its sentence", () => {
  const [[first, second]] = attend([[[1, 0], [0, 2]]]) as [[number[], number[]]];
  // Scores of the first token: 1/√2 and 0; its weights are their softmax.
  const weight = Math.exp(Math.SQRT1_2) / (Math.exp(Math.SQRT1_2) + 1);
  close(first, [1, 0, weight, 2 * (1 - weight)]);
  close(second.slice(0, 2), [0, 2]);
});

test("a token alone attends to itself", () => {
  close(attend([[[3, -4]]])[0]![0]!, [3, -4, 3, -4]);
});

test("padding is never attended to, whatever it holds", () => {
  const alone = attend([[[1, 2], [3, 1]]])[0]!;
  const padded = attend([[[1, 2], [3, 1], [50, 50]]], [[1, 1, 0]])[0]!;
  alone.forEach((row, t) => close(padded[t]!, row));
});

test.run();
