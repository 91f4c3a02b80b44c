import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { PredictionCache } from "../../src/serving/cache/prediction-cache";
import { InferenceEngine, type TagAnswer } from "../../src/serving/inference/engine";
import { InferenceError } from "../../src/serving/inference/errors";
import type { InferenceSettings } from "../../src/serving/inference/settings";
import type { Pace } from "../../src/serving/inference/worker-pool";
import { activate, addVersion, registryAt } from "../../src/serving/registry";
import { keepJudgement } from "../../src/serving/registry/judgement";
import { DEFAULT_POLICY } from "../../src/serving/router/policy";
import { DEFAULT_LIMITS } from "../../src/serving/security/limits";
import { readServedModel } from "../../src/serving/service/served-model";
import { PredictionService } from "../../src/serving/service/service";
import { FakeWorker } from "./fake-worker";
import { runInstance } from "./instances";
import { temporaryFolder, tinyModel } from "./tiny-models";
import { until } from "./until";

interface Pool {
  readonly engine: InferenceEngine;
  readonly workers: FakeWorker[];
  readonly incidents: string[];
}

/** An engine of workers that load when a test says so. */
function poolOf(workers: number, settings: Partial<InferenceSettings> = {}): Pool {
  const pool: Pool = { workers: [], incidents: [], engine: undefined as unknown as InferenceEngine };
  const open = (onGone: (why: string) => void): FakeWorker => {
    const worker = new FakeWorker(onGone);
    pool.workers.push(worker);
    return worker;
  };
  const engine = new InferenceEngine({ workers, ...settings }, (sentence) => pool.incidents.push(sentence), undefined, open);
  engine.start();
  return { ...pool, engine };
}

function loading({ workers }: Pool): FakeWorker[] {
  return workers.filter(({ pending }) => pending !== undefined);
}

/** Lets loads end one by one until a promise is settled; answers the most that went on at a time. */
async function finishAll(pool: Pool, ended: Promise<unknown>): Promise<number> {
  let most = 0;
  let going = true;
  void ended.then(() => (going = false), () => (going = false));
  while (going) {
    const busy = loading(pool);
    most = Math.max(most, busy.length);
    busy[0]?.pending!.finish();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return most;
}

async function loaded(pool: Pool, version: string): Promise<void> {
  const load = pool.engine.load(version, "folder", "at once");
  await finishAll(pool, load);
  await load;
}

function tag({ engine }: Pool, version: string): Promise<TagAnswer> {
  return engine.tag({ version, words: new Int32Array(3), due: performance.now() + 60_000 });
}

function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(() => { throw new Error("it ended well"); }, (error: Error) => error);
}

test("a version is loaded by one worker after the other, also where two are asked for at a time", async () => {
  const pool = poolOf(3);
  await loaded(pool, "old");
  const both = Promise.all([pool.engine.load("new", "folder"), pool.engine.load("newer", "folder")]);
  assert.is(await finishAll(pool, both), 1);
  for (const { held } of pool.workers) assert.equal([...held], ["old", "new", "newer"]);
  await pool.engine.close();
});

test("while one worker loads, the others answer with the old version, and the new one is asked when all have it", async () => {
  const pool = poolOf(3);
  await loaded(pool, "old");
  const load = pool.engine.load("new", "folder");
  for (let turn = 0; turn < 3; turn++) {
    await until(() => loading(pool).length === 1, "one loads");
    const [busy] = loading(pool);
    const before = busy!.asked.length;
    await Promise.all(Array.from({ length: 40 }, () => tag(pool, "old")));
    assert.is(busy!.asked.length, before, "no batch waits behind the model");
    assert.instance(await failureOf(tag(pool, "new")), InferenceError);
    busy!.pending!.finish();
  }
  await load;
  await tag(pool, "new");
  await pool.engine.close();
});

test("a lone worker that loads gets no batch either: sentences wait in the queue, and are answered after", async () => {
  const pool = poolOf(1);
  await loaded(pool, "old");
  const load = pool.engine.load("new", "folder");
  await until(() => loading(pool).length === 1, "it loads");
  const answers = Promise.all(Array.from({ length: 5 }, () => tag(pool, "old")));
  await until(() => pool.engine.depth.waiting === 5, "they wait");
  assert.equal([pool.engine.depth.running, pool.workers[0]!.asked.length], [0, 0]);
  pool.workers[0]!.pending!.finish();
  await load;
  assert.is((await answers).length, 5);
  await pool.engine.close();
});

test("where the second worker cannot load a version, no worker keeps it, and the old one is answered", async () => {
  const pool = poolOf(3);
  await loaded(pool, "old");
  const failure = failureOf(pool.engine.load("new", "folder"));
  await until(() => pool.workers[0]!.pending !== undefined, "the first loads");
  pool.workers[0]!.pending!.finish();
  await until(() => pool.workers[1]!.pending !== undefined, "the second loads");
  pool.workers[1]!.pending!.fail(new InferenceError("It is damaged."));
  assert.is((await failure).message, "It is damaged.");
  assert.equal(pool.workers.map(({ held }) => [...held]), [["old"], ["old"], ["old"]]);
  assert.is(loading(pool).length, 0, "the third is not asked");
  await tag(pool, "old");
  await pool.engine.close();
});

test("a worker that replaces a lost one gets the version that was loaded meanwhile", async () => {
  const pool = poolOf(2);
  await loaded(pool, "old");
  const load = pool.engine.load("new", "folder");
  await until(() => loading(pool).length === 1, "the first loads");
  pool.workers[1]!.kill();
  await until(() => pool.workers.length === 3, "another one starts");
  await finishAll(pool, load);
  await load;
  await until(() => {
    loading(pool)[0]?.pending!.finish();
    return pool.workers[2]!.held.has("new");
  }, "it has both");
  await pool.engine.close();
});

test("that ONNX Runtime cannot compute a version is told once, and said of the version from then on", async () => {
  const pool = poolOf(3);
  const load = pool.engine.load("odd", "folder", "at once");
  await until(() => loading(pool).length === 3, "all load");
  for (const { pending } of pool.workers) pending!.finish({ runtime: "addon", fallback: "no kernel for LSTM" });
  await load;
  const fair = pool.engine.load("fair", "folder", "at once");
  await until(() => loading(pool).length === 3, "all load");
  for (const { pending } of pool.workers) pending!.finish({ runtime: "ONNX Runtime 0.0.0" });
  await fair;
  assert.equal(pool.incidents, ["ONNX Runtime is installed and cannot compute the version odd (no kernel for LSTM); this project's kernels, addon, serve it."]);
  assert.equal(pool.engine.computingOf("odd"), { runtime: "addon", fallback: "no kernel for LSTM" });
  assert.equal(pool.engine.computingOf("fair"), { runtime: "ONNX Runtime 0.0.0" });
  assert.is(pool.engine.variant, "addon, ONNX Runtime 0.0.0");
  pool.engine.unload("odd");
  assert.is(pool.engine.computingOf("odd"), undefined);
  await pool.engine.close();
});

test("models are told with what computes them", async () => {
  const pool = poolOf(1);
  const service = new PredictionService(pool.engine, new PredictionCache(0), { policy: DEFAULT_POLICY, limits: DEFAULT_LIMITS });
  const load = service.load(await readServedModel(await tinyModel()), true);
  await until(() => loading(pool).length === 1, "it loads");
  pool.workers[0]!.pending!.finish({ runtime: "addon", fallback: "no kernel for LSTM" });
  await load;
  const { kernels, models: [model] } = service.describe();
  assert.equal([kernels, model!.runtime, model!.fallback], ["addon", "addon", "no kernel for LSTM"]);
  await pool.engine.close();
});

test("a running service loads what is promoted in turn, and at once what it starts with", async () => {
  const registry = registryAt(path.join(temporaryFolder(), "registry"));
  const versions: string[] = [];
  for (const seed of [1, 2]) versions.push((await addVersion(registry, await tinyModel("model2", seed))).manifest.version);
  for (const version of versions) keepJudgement(registry, version, [], null);
  await activate(registry, versions[0]!, { actor: "test" });
  const { load } = InferenceEngine.prototype;
  const paces: (Pace | undefined)[] = [];
  InferenceEngine.prototype.load = function (version, folder, pace) {
    paces.push(pace);
    return load.call(this, version, folder, pace);
  };
  try {
    const running = await runInstance([], { registry: registry.folder, inference: { workers: 2 } });
    await running.client.activate(versions[1]!);
    assert.is((await running.client.predict({ text: "Anna" })).version, versions[1]);
    await running.close();
  } finally {
    InferenceEngine.prototype.load = load;
  }
  assert.equal(paces, ["at once", "in turn"]);
});

test.run();
