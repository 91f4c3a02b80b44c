import { test } from "uvu";
import * as assert from "uvu/assert";
import { assembleBatch, type Batch } from "../../src/encoding/batches";
import { loadBundle, type ModelBundle } from "../../src/models/bundle";
import { withPredictor } from "../../src/models/predictor";
import { TOLERANCE } from "../../src/onnx/agreement";
import { findOnnxRuntime, type OnnxRuntime } from "../../src/onnx/session";
import { startInstance } from "../../src/serving/instance/instance";
import { openRuntime } from "../../src/serving/inference/runtime";
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

interface FakeRuntime {
  readonly runtime: OnnxRuntime;
  readonly counts: { runs: number; released: number };
}

/** An ONNX Runtime that takes so long for every batch and says tag 3 of everything. */
function fakeRuntime(milliseconds: number): FakeRuntime {
  const counts = { runs: 0, released: 0 };
  class Tensor {
    constructor(readonly type: string, readonly data: Int32Array) {}
  }
  const run = async ({ words }: Record<string, Tensor>) => {
    counts.runs += 1;
    if (milliseconds > 0) await sleep(milliseconds);
    const { length } = words!.data;
    return { tags: { data: new Int32Array(length).fill(3) }, confidences: { data: new Float32Array(length).fill(1) } };
  };
  const session = { run, release: async () => void (counts.released += 1) };
  const runtime = { Tensor, InferenceSession: { create: async () => session }, env: { versions: { node: "0.0.0" } } };
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
