import * as fs from "node:fs";
import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { assembleBatch, type Batch } from "../../src/encoding/batches";
import { loadBundle, type ModelBundle } from "../../src/models/bundle";
import { withPredictor } from "../../src/models/predictor";
import { TOLERANCE } from "../../src/onnx/agreement";
import { findOnnxRuntime, type OnnxRuntime } from "../../src/onnx/session";
import { startInstance } from "../../src/serving/instance/instance";
import { openRuntime } from "../../src/serving/inference/runtime";
import { openServedRuntime } from "../../src/serving/inference/served-runtime";
import { benchRuntime } from "../onnx/taggers";
import { instanceSettings } from "./instances";
import { tinyModel, WORDS } from "./tiny-models";
import { sleep } from "./until";

const MISSING = "ONNX Runtime is asked for and not installed; install onnxruntime-node beside nerbook, or use --runtime kernels.";
const KERNELS = "kernels of a test";

let folder = "";
let bundle: ModelBundle;

test.before(async () => {
  folder = await tinyModel("advanced");
  bundle = await loadBundle(folder);
});

function batchOf(lengths: readonly number[]): Batch {
  const words = (length: number) => Int32Array.from({ length }, (_, i) => 2 + (i * 7) % (WORDS.length - 2));
  return assembleBatch(lengths.map((length) => ({ words: words(length) })), { kind: "bucketed" });
}

const BATCH = batchOf([1, 9, 4]);

/** What a fake ONNX Runtime cannot do with the model. */
type Failing = "open" | "compute" | "compute for long" | "release";

/** More batches than warm a model up, and fewer than a comparison asks for besides. */
const FOR_LONG = 14;

interface FakeRuntime {
  readonly runtime: OnnxRuntime;
  readonly counts: { runs: number; released: number };
}

/** An ONNX Runtime that takes so long for every batch and says tag 3 of everything, unless it fails. */
function fakeRuntime(milliseconds: number, failing?: Failing): FakeRuntime {
  const counts = { runs: 0, released: 0 };
  class Tensor {
    constructor(readonly type: string, readonly data: Int32Array) {}
  }
  const run = async ({ words }: Record<string, Tensor>) => {
    counts.runs += 1;
    if (failing === "compute" || (failing === "compute for long" && counts.runs > FOR_LONG)) throw new Error("no kernel for LSTM(22)\n  at a node");
    if (milliseconds > 0) await sleep(milliseconds);
    const { length } = words!.data;
    return { tags: { data: new Int32Array(length).fill(3) }, confidences: { data: new Float32Array(length).fill(1) } };
  };
  const release = async () => {
    counts.released += 1;
    if (failing === "release") throw new Error("it is held");
  };
  const session = { run, release };
  const create = async () => {
    if (failing === "open") throw new Error("Unsupported model IR version: 10\n  in a library");
    return session;
  };
  const runtime = { Tensor, InferenceSession: { create }, env: { versions: { node: "0.0.0" } } };
  return { runtime: runtime as unknown as OnnxRuntime, counts };
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(() => { throw new Error("it was opened"); }, (error: Error) => error);
}

test("on kernels a runtime has their name and answers as the model does, whether or not ONNX Runtime is installed", async () => {
  const { runtime: installed, counts } = fakeRuntime(0);
  const runtime = await openRuntime(bundle, "kernels", KERNELS, () => installed);
  const expected = withPredictor(bundle.model, (predictor) => predictor.predict(BATCH));
  const { tags, confidences } = await runtime.predict(BATCH);
  assert.is(runtime.name, KERNELS);
  assert.equal([[...tags], [...confidences]], [[...expected.tags], [...expected.confidences]]);
  assert.equal(counts, { runs: 0, released: 0 });
  await runtime.close();
});

test("where ONNX Runtime is not installed, asking for it is refused in one line, and auto takes the kernels", async () => {
  const error = await failureOf(openRuntime(bundle, "onnx", KERNELS, () => undefined));
  assert.is(error.message, MISSING);
  const runtime = await openRuntime(bundle, "auto", KERNELS, () => undefined);
  assert.is(runtime.name, KERNELS);
  await runtime.close();
});

test("auto takes ONNX Runtime where it is faster, and keeps its session until it is closed", async () => {
  const { runtime: installed, counts } = fakeRuntime(0);
  const runtime = await openRuntime(bundle, "auto", KERNELS, () => installed);
  assert.is(runtime.name, "ONNX Runtime 0.0.0");
  assert.equal([...new Set((await runtime.predict(BATCH)).tags)], [3]);
  assert.is(counts.released, 0);
  await runtime.close();
  assert.is(counts.released, 1);
});

test("auto takes the kernels where they are faster, and releases ONNX Runtime's session", async () => {
  const { runtime: installed, counts } = fakeRuntime(100);
  const runtime = await openRuntime(bundle, "auto", KERNELS, () => installed);
  const { runs, released } = counts;
  assert.is(runtime.name, KERNELS);
  assert.is(released, 1);
  await runtime.predict(BATCH);
  assert.is(counts.runs, runs, "it is asked no more");
  await runtime.close();
});

test("ONNX Runtime is taken where it is asked for, however slow", async () => {
  const { runtime: installed, counts } = fakeRuntime(20);
  const runtime = await openRuntime(bundle, "onnx", KERNELS, () => installed);
  assert.is(runtime.name, "ONNX Runtime 0.0.0");
  assert.ok(counts.runs > 0, "it is warmed up");
  await runtime.close();
});

test("a model that ONNX Runtime cannot open or compute is served by the kernels under auto, with the reason, and nothing is left open", async () => {
  const noKernel = "no kernel for LSTM(22)";
  for (const [failing, reason, released] of [
    ["open", "Unsupported model IR version: 10", 0], ["compute", noKernel, 1], ["compute for long", noKernel, 1],
  ] as const) {
    const { runtime: installed, counts } = fakeRuntime(0, failing);
    const runtime = await openRuntime(bundle, "auto", KERNELS, () => installed);
    assert.equal([runtime.name, runtime.fallback, counts.released], [KERNELS, reason, released]);
    const expected = withPredictor(bundle.model, (predictor) => predictor.predict(BATCH));
    assert.equal([...(await runtime.predict(BATCH)).tags], [...expected.tags]);
    await runtime.close();
  }
});

test("where ONNX Runtime is asked for by name, a model that it cannot open or compute is an error of one line that says what to do", async () => {
  const [before, after] = ["ONNX Runtime is asked for and cannot compute the model:", "use --runtime kernels, or another release of onnxruntime-node."];
  const opening = await failureOf(openRuntime(bundle, "onnx", KERNELS, () => fakeRuntime(0, "open").runtime));
  assert.is(opening.message, `${before} Unsupported model IR version: 10; ${after}`);
  const { runtime: installed, counts } = fakeRuntime(0, "compute");
  assert.is((await failureOf(openRuntime(bundle, "onnx", KERNELS, () => installed))).message, `${before} no kernel for LSTM(22); ${after}`);
  assert.is(counts.released, 1);
});

test("a session of ONNX Runtime that cannot be released does not keep the faster kernels from serving, nor the weights from being freed", async () => {
  const slow = await openRuntime(bundle, "auto", KERNELS, () => fakeRuntime(30, "release").runtime);
  assert.equal([slow.name, slow.fallback], [KERNELS, undefined]);
  await slow.close();
  const { numTensors } = tf.memory();
  const served = await openServedRuntime(folder, "onnx", KERNELS, () => fakeRuntime(0, "release").runtime);
  assert.is((await failureOf(Promise.resolve(served.close()).then(() => served))).message, "it is held");
  assert.is(tf.memory().numTensors, numTensors);
});

test("what serves without a hitch has no reason to tell", async () => {
  for (const find of [() => undefined, () => fakeRuntime(0).runtime]) {
    const runtime = await openRuntime(bundle, "auto", KERNELS, find);
    assert.is(runtime.fallback, undefined);
    await runtime.close();
  }
});

test("a version that is closed, or cannot serve, leaves no weights in memory", async () => {
  const saved = [await tinyModel("model2"), await tinyModel("advanced")];
  const wrong = await tinyModel();
  const { numTensors } = tf.memory();
  for (const each of saved) {
    const runtime = await openServedRuntime(each, "kernels", KERNELS);
    assert.ok(tf.memory().numTensors > numTensors, "it has weights while it serves");
    await runtime.close();
    assert.is(tf.memory().numTensors, numTensors);
  }
  fs.writeFileSync(path.join(wrong, "tags.json"), JSON.stringify(["O", "B-geo"]));
  assert.match((await failureOf(openServedRuntime(wrong, "kernels", KERNELS))).message, /is damaged: it has 10 word rows and 5 tags, its lists 10 words and 2 tags/);
  assert.is(tf.memory().numTensors, numTensors);
});

const real = benchRuntime();
const withReal = real ? test : test.skip;
if (!real) console.log("onnxruntime-node is not installed (npm ci --ignore-scripts --prefix bench/peers/onnx): the test of the real one is skipped");

withReal("the real ONNX Runtime says its version and answers as the kernels do", async () => {
  const [kernels, onnx] = [await openRuntime(bundle, "kernels", KERNELS), await openRuntime(bundle, "onnx", KERNELS, () => real)];
  assert.match(onnx.name, /^ONNX Runtime \d+\.\d+/);
  const [ours, theirs] = [await kernels.predict(BATCH), await onnx.predict(BATCH)];
  const isWord = BATCH.words.map((id) => Number(id > 0));
  assert.equal(theirs.tags.filter((_, i) => isWord[i]), ours.tags.filter((_, i) => isWord[i]));
  const apart = Math.max(...ours.confidences.map((confidence, i) => (isWord[i] ? Math.abs(confidence - theirs.confidences[i]!) : 0)));
  assert.ok(apart <= TOLERANCE, `confidences are ${apart} apart`);
  for (const runtime of [kernels, onnx]) await runtime.close();
});

const withoutOnnx = findOnnxRuntime() ? test.skip : test;

withoutOnnx("a service that is to compute with ONNX Runtime and has none does not start, and says the same line", async () => {
  const error = await failureOf(startInstance(instanceSettings([folder], { inference: { workers: 1, runtime: "onnx" } }), { write: () => undefined }));
  assert.is(error.message, MISSING);
});

test.run();
