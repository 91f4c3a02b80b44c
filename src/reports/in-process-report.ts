import * as path from "node:path";
import { encodeWords } from "../encoding/encode";
import { sentencesOf } from "../experiments/dataset";
import { median } from "../experiments/measure";
import { profileConfig } from "../experiments/profiles";
import { trainSeeds, type Study } from "../experiments/study";
import { MODEL_TITLES, type ModelName } from "../models/options";
import { PredictionCache } from "../serving/cache/prediction-cache";
import { InferenceEngine } from "../serving/inference/engine";
import { DEFAULT_POLICY } from "../serving/router/policy";
import { DEFAULT_LIMITS } from "../serving/security/limits";
import { readServedModel, type ServedModel } from "../serving/service/served-model";
import { PredictionService } from "../serving/service/service";
import { count } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** So many sentences asked for at once, over and over. */
export interface BatchMeasurement {
  readonly atOnce: number;
  /** Mean size of the micro-batches that came of it: sentences of unlike length do not go together. */
  readonly batch: number;
  readonly sentencesPerSecond: number;
  /** Milliseconds until all of them are answered; the median. */
  readonly milliseconds: number;
}

/** How long questions took that the cache did not know, and those that it did; medians and 95th percentiles in milliseconds. */
export interface CacheMeasurement {
  readonly answers: number;
  readonly median: number;
  readonly p95: number;
}

/** A model behind the service's queue and cache in this process: one worker thread, no HTTP. */
export interface InProcess {
  readonly title: string;
  readonly runtime: string;
  readonly sentences: number;
  readonly batches: readonly BatchMeasurement[];
  readonly computed: CacheMeasurement;
  readonly cached: CacheMeasurement;
}

const SIZES = [1, 2, 4, 8, 16, 32] as const;
/** A round takes at least so many sentences, and a size so many rounds, the best of which counts: other work can only slow one down. */
const SENTENCES = 320;
const ROUNDS = 8;
const CACHE_BYTES = 64 * 2 ** 20;

function measurement(milliseconds: readonly number[]): CacheMeasurement {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  return { answers: sorted.length, median: sorted.length === 0 ? 0 : median(sorted), p95: sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0 };
}

interface Round {
  readonly seconds: number;
  readonly groups: readonly number[];
  readonly batches: readonly number[];
}

async function askInGroups(engine: InferenceEngine, version: string, encoded: readonly Int32Array[], atOnce: number): Promise<Round> {
  const [groups, batches]: [number[], number[]] = [[], []];
  const begun = performance.now();
  for (let from = 0; from + atOnce <= encoded.length; from += atOnce) {
    const started = performance.now();
    const answers = await Promise.all(encoded.slice(from, from + atOnce).map((words) => engine.tag({ version, words, due: Infinity })));
    groups.push(performance.now() - started);
    batches.push(...answers.map(({ batchSize }) => batchSize));
  }
  return { seconds: (performance.now() - begun) / 1000, groups, batches };
}

/** Means over sentences would count each large batch once a sentence in it; a batch of n is n such sentences. */
function meanBatch(sizes: readonly number[]): number {
  return sizes.length / sizes.reduce((sum, size) => sum + 1 / size, 0);
}

/** Round by round over all sizes, so that other work of the machine does not fall on one of them alone. */
async function measureBatches(engine: InferenceEngine, version: string, encoded: readonly Int32Array[]): Promise<BatchMeasurement[]> {
  const rounds = new Map<number, Round[]>(SIZES.map((size) => [size, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [size, own] of rounds) own.push(await askInGroups(engine, version, encoded, size));
  }
  return [...rounds].map(([atOnce, own]) => {
    const best = own.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    return { atOnce, batch: meanBatch(best.batches), sentencesPerSecond: best.batches.length / best.seconds, milliseconds: median(best.groups) };
  });
}

/** Asks every sentence twice, one after the other: what is known by then comes out of the cache. */
async function measureCache(service: PredictionService, sentences: readonly (readonly string[])[]): Promise<Pick<InProcess, "computed" | "cached">> {
  const times: { readonly cached: boolean; readonly milliseconds: number }[] = [];
  for (let i = 0; i < 2 * sentences.length; i++) {
    const tokens = sentences[i % sentences.length]!;
    const started = performance.now();
    const { cached } = await service.predict({ tokens, model: "model2" }, { requestId: String(i) });
    times.push({ cached, milliseconds: performance.now() - started });
  }
  const of = (which: boolean) => measurement(times.filter(({ cached }) => cached === which).map(({ milliseconds }) => milliseconds));
  return { computed: of(false), cached: of(true) };
}

/** So many sentences of the test part, from its beginning again where it is short; sentences that no service would take are left out. */
function wordsOf(study: Study): (readonly string[])[] {
  const usable = sentencesOf(study.dataset, study.dataset.split.test).map(({ words }) => words)
    .filter((words) => words.length <= DEFAULT_LIMITS.tokens && words.join(" ").length <= DEFAULT_LIMITS.characters);
  return usable.length === 0 ? [] : Array.from({ length: SENTENCES }, (_, i) => usable[i % usable.length]!);
}

/** Measures one model with these sentences; see `measureInProcess`. */
export async function measureModel(model: ServedModel, words: readonly (readonly string[])[]): Promise<Omit<InProcess, "title">> {
  const engine = new InferenceEngine({ workers: 1, maximumBatch: Math.max(...SIZES), runtime: "kernels" });
  const service = new PredictionService(engine, new PredictionCache(CACHE_BYTES), { policy: DEFAULT_POLICY, limits: DEFAULT_LIMITS });
  engine.start();
  try {
    await service.load(model, true);
    const encoded = words.map((sentence) => encodeWords(sentence, model.vocabulary));
    const batches = await measureBatches(engine, model.version, encoded);
    return { runtime: engine.variant, sentences: words.length, batches, ...(await measureCache(service, words)) };
  } finally {
    await service.close();
  }
}

/**
 * What batching and cache bring to the first seed of a saved model in this process, in some seconds; null without a test sentence.
 * Trains the model where it is not saved. Wall times of whatever machine this is.
 */
export async function measureInProcess(study: Study): Promise<InProcess | null> {
  const name: ModelName = "model2";
  const words = wordsOf(study);
  if (words.length === 0) return null;
  const [record] = await trainSeeds({ ...study, seeds: study.seeds.slice(0, 1) }, profileConfig(name, study.profile), true);
  const model = await readServedModel(path.join(study.workspace.models, record!.hash));
  return { title: MODEL_TITLES[name], ...(await measureModel(model, words)) };
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}

/** One row a number of sentences that are asked for at once. */
export function batchRows(measured: InProcess | null): Row[] {
  return (measured?.batches ?? []).map(({ atOnce, batch, sentencesPerSecond, milliseconds }, _, [first]) => ({
    "asked at once": atOnce,
    "mean batch": short(batch),
    "sentences/s": Math.round(sentencesPerSecond),
    "× one at a time": Number((sentencesPerSecond / first!.sentencesPerSecond).toFixed(2)),
    "all answered after (ms)": short(milliseconds),
  }));
}

/** Two rows: questions computed, and questions known. */
export function knownRows(measured: InProcess | null): Row[] {
  if (measured === null) return [];
  const row = (answer: string, { answers, median: middle, p95 }: CacheMeasurement) =>
    ({ answer, answers, "median (ms)": short(middle), "p95 (ms)": short(p95) });
  return [row("computed", measured.computed), row("from the cache", measured.cached)];
}

/** What these numbers are, and what they are not. */
export function inProcessNote(measured: InProcess | null): string {
  if (measured === null) return "The test part is empty: there is nothing to measure with.";
  const { title, runtime, sentences } = measured;
  return [
    `Measured when this notebook ran, on whatever else the machine did: ${title} on one worker thread (${runtime}),`,
    `${count(sentences)} test sentences, in one process and without HTTP; of ${ROUNDS} rounds the fastest.`,
    "It is not what the service holds, only what batching and the cache change.",
  ].join(" ");
}

function gainText(batches: readonly BatchMeasurement[]): string {
  const [first] = batches;
  const best = batches.reduce((a, b) => (b.sentencesPerSecond > a.sentencesPerSecond ? b : a));
  if (best === first) return "asking for several sentences at once makes none of it faster";
  const factor = (best.sentencesPerSecond / first!.sentencesPerSecond).toFixed(2);
  return [
    `asking for ${best.atOnce} sentences at once tags ${factor} times as many a second as one at a time,`,
    `and each waits ${short(best.milliseconds)} ms instead of ${short(first!.milliseconds)} ms`,
  ].join(" ");
}

/** What batching and the cache bring here, computed. */
export function inProcessFindings(measured: InProcess | null): string[] {
  if (measured === null) return [];
  const { batches, computed, cached } = measured;
  const faster = cached.median > 0 && computed.answers > 0
    ? `; an answer from the cache takes ${short(cached.median)} ms against ${short(computed.median)} computed (medians)`
    : "";
  return [`In one process and without HTTP, ${gainText(batches)}${faster}.`];
}
