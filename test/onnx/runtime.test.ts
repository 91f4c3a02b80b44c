import type * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { assembleBatch, type Batch } from "../../src/encoding/batches";
import { withPredictor } from "../../src/models/predictor";
import { largestDifference, ownProbabilities, raggedBatch, TOLERANCE } from "../../src/onnx/agreement";
import { toOnnx } from "../../src/onnx/convert";
import { openOnnxPredictor, type OnnxPredictor, type OnnxRuntime } from "../../src/onnx/session";
import { benchRuntime, TAGGERS, VOCABULARY } from "./taggers";

const runtime = benchRuntime();
const BATCH = raggedBatch(VOCABULARY, [1, 2, 7, 12]);

function batchOf(...sentences: readonly (readonly number[])[]): Batch {
  return assembleBatch(sentences.map((words) => ({ words: Int32Array.from(words) })), { kind: "bucketed" });
}

async function withSession<T>(found: OnnxRuntime, model: tf.LayersModel, use: (predictor: OnnxPredictor) => Promise<T>): Promise<T> {
  const predictor = await openOnnxPredictor(found, toOnnx(model, {}));
  return use(predictor).finally(() => predictor.close());
}

function registerArchitectures(found: OnnxRuntime): void {
  for (const [name, build] of Object.entries(TAGGERS)) for (const masked of [true, false]) {
    test(`${name}, padding ${masked ? "masked" : "read"}: ONNX Runtime's probabilities are ours to ${TOLERANCE} in a ragged batch`, async () => {
      const model = build(masked);
      const theirs = await withSession(found, model, (predictor) => predictor.probabilities(BATCH));
      assert.ok(largestDifference(ownProbabilities(model, BATCH), theirs, BATCH) <= TOLERANCE);
      model.dispose();
    });
  }

  for (const [name, build] of Object.entries(TAGGERS)) {
    test(`${name}: a sentence's answer does not depend on the batch it is in, and padding has none`, async () => {
      const model = build(true);
      await withSession(found, model, async (predictor) => {
        const alone = await predictor.predict(batchOf([5, 6]));
        const among = await predictor.predict(batchOf([5, 6], [7, 8, 9, 10, 11, 12], []));
        assert.equal([...among.tags.slice(0, 2)], [...alone.tags]);
        assert.ok(alone.confidences.every((confidence, i) => Math.abs(confidence - among.confidences[i]!) <= TOLERANCE));
        for (const padding of [[2, 6], [12, 18]] as const) {
          assert.equal([...new Set(among.tags.slice(...padding)), ...new Set(among.confidences.slice(...padding))], [0, 0]);
        }
      });
      model.dispose();
    });
  }
}

function registerSessions(found: OnnxRuntime): void {
  test("a session predicts what a predictor of the same model does, padding included", async () => {
    const model = TAGGERS["advanced"]!(true);
    const ours = withPredictor(model, (predictor) => predictor.predict(BATCH));
    const theirs = await withSession(found, model, (predictor) => predictor.predict(BATCH));
    assert.equal([...theirs.tags], [...ours.tags]);
    assert.is(theirs.confidences.length, ours.confidences.length);
    assert.ok(ours.confidences.every((confidence, i) => Math.abs(confidence - theirs.confidences[i]!) <= TOLERANCE));
    model.dispose();
  });

  test("where padding is read, it changes the answer: what agrees above would not if it were masked", async () => {
    const [masked, read] = [TAGGERS["advanced with self-attention"]!(true), TAGGERS["advanced with self-attention"]!(false)];
    const theirs = await withSession(found, read, (predictor) => predictor.probabilities(BATCH));
    assert.ok(largestDifference(ownProbabilities(masked, BATCH), theirs, BATCH) > 100 * TOLERANCE);
  });

  test("bytes that are no model are refused in one line that says what to do", async () => {
    const message = await openOnnxPredictor(found, Uint8Array.of(1, 2, 3)).then(() => "opened", (error: Error) => error.message);
    assert.match(message, /^ONNX Runtime cannot open the model: [^\n]+ nerbook export MODEL_FOLDER --format onnx$/);
  });
}

if (runtime) {
  test.before(async () => {
    await startBackend();
  });
  registerArchitectures(runtime);
  registerSessions(runtime);
} else test.skip("onnxruntime-node is not installed: npm ci --ignore-scripts --prefix bench/peers/onnx", () => undefined);

test.run();
