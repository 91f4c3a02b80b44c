/**
 * How long each model computes for a batch, on one thread and alone: what the simulation of larger services starts from.
 * Run as a process, so that nothing else is on its thread: service-times.ts RUNTIME CORPUS MODEL…; prints JSON.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startBackend } from "../../src/backend/choose";
import { assembleBatch } from "../../src/encoding/batches";
import { encodeWords } from "../../src/encoding/encode";
import { median, significant } from "../../src/experiments/measure";
import { loadBundle, type ModelBundle } from "../../src/models/bundle";
import { createGenerator, deriveSeed } from "../../src/random/generator";
import { openRuntime, type Runtime } from "../../src/serving/inference/runtime";
import type { RuntimeChoice } from "../../src/serving/inference/settings";
import { readServedModel } from "../../src/serving/service/served-model";
import type { ServicePoint, ServiceTimes } from "./records";
import { testSentences } from "./sentences";
import { script } from "./servers";

const BATCH_SIZES = [1, 2, 4, 8, 16, 32] as const;
/** Single sentences are also the lengths that the simulation draws from. */
const SINGLES = 100;
const BATCHES = 12;
const ROUNDS = 5;

async function timed(runtime: Runtime, words: readonly Int32Array[]): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await runtime.predict(assembleBatch(words.map((ids) => ({ words: ids })), { kind: "bucketed" }));
    times.push(performance.now() - started);
  }
  return median(times);
}

async function pointsOf(runtime: Runtime, encoded: readonly Int32Array[]): Promise<ServicePoint[]> {
  const generator = createGenerator(deriveSeed(0, "service times"));
  const points: ServicePoint[] = [];
  for (const size of BATCH_SIZES) {
    for (let i = 0; i < (size === 1 ? SINGLES : BATCHES); i++) {
      const words = Array.from({ length: size }, () => generator.pick(encoded));
      const tokens = words.reduce((sum, { length }) => sum + length, 0);
      points.push({ sentences: size, tokens, milliseconds: significant(await timed(runtime, words)) });
    }
  }
  return points;
}

async function timesOf(folder: string, choice: RuntimeChoice, words: readonly (readonly string[])[], variant: string): Promise<ServiceTimes> {
  const { slot, architecture } = await readServedModel(folder);
  const bundle: ModelBundle = await loadBundle(folder);
  const runtime = await openRuntime(bundle, choice, variant);
  const points = await pointsOf(runtime, words.map((sentence) => encodeWords(sentence, bundle.vocabulary)));
  await runtime.close();
  return { slot, model: architecture, runtime: runtime.name, points };
}

async function main([runtime, corpus, ...models]: readonly string[]): Promise<void> {
  const { kernels } = await startBackend();
  const { words } = await testSentences(corpus!);
  const times: ServiceTimes[] = [];
  for (const folder of models) times.push(await timesOf(folder, runtime as RuntimeChoice, words, kernels.variant));
  process.stdout.write(JSON.stringify(times));
}

/** Measures the models in a process of its own, on one thread. */
export async function measureServiceTimes(models: readonly string[], corpus: string, runtime: string): Promise<ServiceTimes[]> {
  const { program, args } = script("service-times.ts", runtime, corpus, ...models);
  const { stdout } = await promisify(execFile)(program, [...args], { env: { ...process.env, NER_THREADS: "1" }, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as ServiceTimes[];
}

if (require.main === module) void main(process.argv.slice(2));
