import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadBundle } from "../../src/models/bundle";
import { predictSentences } from "../../src/models/predict";
import { withPredictor } from "../../src/models/predictor";
import { InferenceEngine, type TagAnswer } from "../../src/serving/inference/engine";
import { CancelledError, DeadlineError, InferenceError, QueueFullError } from "../../src/serving/inference/errors";
import { versionOfFolder } from "../../src/serving/registry/content";
import { tinyModel, WORDS } from "./tiny-models";

const incidents: string[] = [];
let folder = "";
let version = "";
let engine: InferenceEngine;

function sentence(length: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => 2 + (i * 7) % (WORDS.length - 2));
}

function tag(length: number, due = performance.now() + 20_000, signal?: AbortSignal): Promise<TagAnswer> {
  return engine.tag({ version, words: sentence(length), due, ...(signal ? { signal } : {}) });
}

async function rejection(promise: Promise<unknown>): Promise<Error> {
  return promise.then(() => { throw new Error("it was answered"); }, (error: Error) => error);
}

test.before(async () => {
  folder = await tinyModel();
  version = await versionOfFolder(folder);
  engine = new InferenceEngine({ workers: 1, maximumQueue: 40 }, (text) => incidents.push(text));
  engine.start();
  await engine.load(version, folder);
});

test.after(() => engine.close());

test("answers are those of the model alone, whatever shares the batch", async () => {
  const lengths = [1, 30, 7, 12, 3, 29, 2, 8];
  const { model } = await loadBundle(folder);
  const alone = withPredictor(model, (predictor) => predictSentences(predictor, lengths.map((length) => ({ words: sentence(length) })), { kind: "bucketed" }, 1));
  const answers = await Promise.all(lengths.map((length) => tag(length)));
  answers.forEach((answer, i) => {
    assert.equal([...answer.tags], [...alone[i]!.tags]);
    answer.confidences.forEach((confidence, t) => assert.ok(Math.abs(confidence - alone[i]!.confidences[t]!) < 1e-6));
  });
  assert.ok(answers.some(({ batchSize }) => batchSize > 1), "requests of one moment go together");
});

test("what comes on top of a full queue is refused with a time to come back, and the rest is answered", async () => {
  const all = await Promise.allSettled(Array.from({ length: 60 }, () => tag(20)));
  const refused = all.filter((each): each is PromiseRejectedResult => each.status === "rejected");
  assert.ok(refused.length >= 60 - 40 - 2 * 32 && refused.length > 0);
  for (const { reason } of refused) {
    assert.instance(reason, QueueFullError);
    assert.ok((reason as QueueFullError).retryAfterSeconds >= 1);
  }
  assert.equal(engine.depth, { waiting: 0, running: 0 });
});

test("a deadline that is over is said at once, and the work is dropped", async () => {
  const before = performance.now();
  assert.instance(await rejection(tag(2000, before + 1)), DeadlineError);
  assert.ok(performance.now() - before < 5_000);
  await engine.drain();
});

test("a caller that went away leaves no work behind", async () => {
  const controller = new AbortController();
  const gone = rejection(tag(20, undefined, controller.signal));
  controller.abort();
  assert.instance(await gone, CancelledError);
  assert.instance(await rejection(tag(20, undefined, controller.signal)), CancelledError, "nor one that was gone before");
  assert.equal(engine.depth.waiting, 0);
});

test("a killed worker is replaced, and what it had is answered by the next", async () => {
  const answers = Promise.all(Array.from({ length: 30 }, () => tag(25)));
  await new Promise((resolve) => setImmediate(resolve));
  engine.killWorker();
  assert.is((await answers).length, 30);
  assert.match(incidents[0]!, /A worker was lost because it ended with code 1; another one starts\./);
});

test("a damaged model is refused and the ones before go on", async () => {
  const damaged = await tinyModel("model2", 1);
  const weights = path.join(damaged, "weights.bin");
  fs.truncateSync(weights, fs.statSync(weights).size - 400);
  const error = await rejection(engine.load(await versionOfFolder(damaged), damaged));
  assert.instance(error, InferenceError);
  assert.match(error.message, /is damaged/);
  assert.instance(await rejection(engine.tag({ version: await versionOfFolder(damaged), words: sentence(3), due: performance.now() + 1000 })), InferenceError);
  assert.is((await tag(5)).tags.length, 5);
});

test("a model that was changed after its version was told is refused, though it could compute", async () => {
  const changed = await tinyModel("model2", 3);
  const told = await versionOfFolder(changed);
  const weights = path.join(changed, "weights.bin");
  const bytes = fs.readFileSync(weights);
  bytes[0]! ^= 1;
  fs.writeFileSync(weights, bytes);
  assert.match((await rejection(engine.load(told, changed))).message, new RegExp(`another one: its files make the version ${await versionOfFolder(changed)}, and ${told} is expected`));
});

test("what was taken for a version is answered though it is unloaded meanwhile", async () => {
  const other = await tinyModel("model2", 4);
  const leaving = await versionOfFolder(other);
  await engine.load(leaving, other);
  const answers = Promise.all(Array.from({ length: 35 }, () => engine.tag({ version: leaving, words: sentence(20), due: performance.now() + 20_000 })));
  engine.unload(leaving);
  assert.is((await answers).length, 35);
  assert.instance(await rejection(engine.tag({ version: leaving, words: sentence(3), due: performance.now() + 1000 })), InferenceError);
});

test("who waits for a model when the engine is closed is told", async () => {
  const own = new InferenceEngine({ workers: 1 });
  own.start();
  const loading = rejection(own.load(version, folder));
  await own.close();
  assert.match((await loading).message, /The service is shutting down/);
});

test("a weight that is no number is refused when the model is loaded", async () => {
  const damaged = await tinyModel("model2", 2);
  const file = fs.readFileSync(path.join(damaged, "weights.bin"));
  file.writeFloatLE(NaN, 40);
  fs.writeFileSync(path.join(damaged, "weights.bin"), file);
  assert.match((await rejection(engine.load(await versionOfFolder(damaged), damaged))).message, /is NaN/);
});

test.run();
