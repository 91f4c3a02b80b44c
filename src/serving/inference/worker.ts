import { parentPort } from "node:worker_threads";
import { startBackend } from "../../backend/choose";
import { assembleBatch } from "../../encoding/batches";
import { DataError } from "../../errors";
import { loadBundle, type ModelBundle } from "../../models/bundle";
import { versionOfFolder } from "../service/served-model";
import type { Order, Report, TaggedBatch } from "./messages";
import { openRuntime, type Runtime } from "./runtime";

const runtimes = new Map<string, Runtime>();

const BUCKETED = { kind: "bucketed" } as const;

/** The sentences that lie one after the other in `words`. */
function separated(words: Int32Array, lengths: Int32Array): { readonly words: Int32Array }[] {
  let start = 0;
  return Array.from(lengths, (length) => ({ words: words.subarray(start, (start += length)) }));
}

/** Tags a batch; answers lie one after the other as the questions did. */
async function tagBatch(runtime: Runtime, words: Int32Array, lengths: Int32Array): Promise<TaggedBatch> {
  const started = performance.now();
  const batch = assembleBatch(separated(words, lengths), BUCKETED);
  const answer = await runtime.predict(batch);
  const tags = new Int32Array(words.length);
  const confidences = new Float32Array(words.length);
  let to = 0;
  lengths.forEach((length, row) => {
    const from = row * batch.time;
    tags.set(answer.tags.subarray(from, from + length), to);
    confidences.set(answer.confidences.subarray(from, from + length), to);
    to += length;
  });
  return { tags, confidences, milliseconds: performance.now() - started };
}

function requireFitting({ model, vocabulary, tagSet }: ModelBundle, folder: string): void {
  const rows = model.weights[0]!.shape[0]!;
  const outputs = (model.outputs[0]!.shape as number[]).at(-1);
  if (rows >= vocabulary.size && outputs === tagSet.size) return;
  throw new DataError(
    `The model in ${folder} is damaged: it has ${rows} word rows and ${outputs} tags, its lists ${vocabulary.size} words and ${tagSet.size} tags.`,
  );
}

/** A worker that replaces a lost one may load long after the version was verified; all must answer alike. */
function requireVersion(version: string, folder: string): void {
  const found = versionOfFolder(folder);
  if (found === version) return;
  throw new DataError(`The model in ${folder} is damaged or another one: its files make the version ${found}, and ${version} is expected.`);
}

async function load({ version, folder, runtime }: Extract<Order, { kind: "load" }>): Promise<string> {
  requireVersion(version, folder);
  const { kernels } = await startBackend();
  const bundle = await loadBundle(folder);
  requireFitting(bundle, folder);
  const opened = await openRuntime(bundle, runtime, kernels.variant);
  await runtimes.get(version)?.close();
  runtimes.set(version, opened);
  return opened.name;
}

async function tag({ version, words, lengths }: Extract<Order, { kind: "tag" }>): Promise<TaggedBatch> {
  const runtime = runtimes.get(version);
  if (!runtime) throw new DataError(`The version ${version} is not loaded here.`);
  return tagBatch(runtime, words, lengths);
}

async function reportOn(order: Exclude<Order, { kind: "unload" }>): Promise<Report> {
  try {
    if (order.kind === "load") return { kind: "loaded", id: order.id, engine: await load(order) };
    return { kind: "tagged", id: order.id, ...(await tag(order)) };
  } catch (error) {
    return { kind: "failed", id: order.id, message: (error as Error).message };
  }
}

async function obey(order: Order): Promise<void> {
  if (order.kind === "unload") {
    await runtimes.get(order.version)?.close();
    runtimes.delete(order.version);
    return;
  }
  const report = await reportOn(order);
  const transferred = report.kind === "tagged" ? [report.tags.buffer as ArrayBuffer, report.confidences.buffer as ArrayBuffer] : [];
  parentPort!.postMessage(report, transferred);
}

/** One order after the other, so that no model is closed while it computes. */
let last: Promise<void> = Promise.resolve();
parentPort!.on("message", (order: Order) => {
  last = last.then(() => obey(order));
});
