import { parentPort } from "node:worker_threads";
import { startBackend } from "../../backend/choose";
import { assembleBatch } from "../../encoding/batches";
import { DataError } from "../../errors";
import { versionOfFolder } from "../registry/content";
import type { Computing, Order, Report, TaggedBatch } from "./messages";
import type { Runtime } from "./runtime";
import { openServedRuntime } from "./served-runtime";

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

/** A worker that replaces a lost one may load long after the version was verified; all must answer alike. */
async function requireVersion(version: string, folder: string): Promise<void> {
  const found = await versionOfFolder(folder);
  if (found === version) return;
  throw new DataError(`The model in ${folder} is damaged or another one: its files make the version ${found}, and ${version} is expected.`);
}

/** Forgets a version first, so that one that cannot be closed is not asked again. */
async function close(version: string): Promise<void> {
  const runtime = runtimes.get(version);
  runtimes.delete(version);
  await runtime?.close();
}

async function load({ version, folder, runtime: choice }: Extract<Order, { kind: "load" }>): Promise<Computing> {
  await requireVersion(version, folder);
  const { kernels } = await startBackend();
  const runtime = await openServedRuntime(folder, choice, kernels.variant);
  await close(version);
  runtimes.set(version, runtime);
  const { name, fallback } = runtime;
  return { runtime: name, ...(fallback === undefined ? {} : { fallback }) };
}

async function tag({ version, words, lengths }: Extract<Order, { kind: "tag" }>): Promise<TaggedBatch> {
  const runtime = runtimes.get(version);
  if (!runtime) throw new DataError(`The version ${version} is not loaded here.`);
  return tagBatch(runtime, words, lengths);
}

async function reportOn(order: Exclude<Order, { kind: "unload" }>): Promise<Report> {
  try {
    if (order.kind === "load") return { kind: "loaded", id: order.id, computing: await load(order) };
    return { kind: "tagged", id: order.id, ...(await tag(order)) };
  } catch (error) {
    return { kind: "failed", id: order.id, message: (error as Error).message };
  }
}

async function obey(order: Order): Promise<void> {
  if (order.kind === "unload") {
    // A runtime that fails to close costs memory, and is no reason to lose the worker.
    await close(order.version).catch(() => undefined);
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
