import { parentPort } from "node:worker_threads";
import { startBackend } from "../../backend/choose";
import { assembleBatch } from "../../encoding/batches";
import { DataError } from "../../errors";
import { loadBundle } from "../../models/bundle";
import { openPredictor, type Predictor } from "../../models/predictor";
import type { Order, Report, TaggedBatch } from "./messages";

const predictors = new Map<string, Predictor>();

const BUCKETED = { kind: "bucketed" } as const;

/** The sentences that lie one after the other in `words`. */
function separated(words: Int32Array, lengths: Int32Array): { readonly words: Int32Array }[] {
  let start = 0;
  return Array.from(lengths, (length) => ({ words: words.subarray(start, (start += length)) }));
}

/** Tags a batch; answers lie one after the other as the questions did. */
function tagBatch(predictor: Predictor, words: Int32Array, lengths: Int32Array): TaggedBatch {
  const started = performance.now();
  const batch = assembleBatch(separated(words, lengths), BUCKETED);
  const answer = predictor.predict(batch);
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

/** Shapes that a service sees, so that the first request finds memory grown and code compiled. */
const WARM_UP: readonly (readonly number[])[] = [[1], [20], [25, 22, 18, 9], Array.from({ length: 32 }, (_, i) => 60 - i)];

function warmUp(predictor: Predictor): void {
  for (const lengths of WARM_UP) {
    const total = lengths.reduce((sum, length) => sum + length, 0);
    for (let round = 0; round < 3; round++) tagBatch(predictor, new Int32Array(total).fill(1), Int32Array.from(lengths));
  }
}

async function load(version: string, folder: string): Promise<string> {
  const { kernels } = await startBackend();
  const { model, vocabulary, tagSet } = await loadBundle(folder);
  const rows = model.weights[0]!.shape[0]!;
  const outputs = (model.outputs[0]!.shape as number[]).at(-1);
  if (rows < vocabulary.size || outputs !== tagSet.size) {
    throw new DataError(
      `The model in ${folder} is damaged: it has ${rows} word rows and ${outputs} tags, its lists ${vocabulary.size} words and ${tagSet.size} tags.`,
    );
  }
  const predictor = openPredictor(model);
  warmUp(predictor);
  predictors.get(version)?.close();
  predictors.set(version, predictor);
  return kernels.variant;
}

function tag({ version, words, lengths }: Extract<Order, { kind: "tag" }>): TaggedBatch {
  const predictor = predictors.get(version);
  if (!predictor) throw new DataError(`The version ${version} is not loaded here.`);
  return tagBatch(predictor, words, lengths);
}

async function reportOn(order: Exclude<Order, { kind: "unload" }>): Promise<Report> {
  try {
    if (order.kind === "load") return { kind: "loaded", id: order.id, engine: await load(order.version, order.folder) };
    return { kind: "tagged", id: order.id, ...tag(order) };
  } catch (error) {
    return { kind: "failed", id: order.id, message: (error as Error).message };
  }
}

async function obey(order: Order): Promise<void> {
  if (order.kind === "unload") {
    predictors.get(order.version)?.close();
    predictors.delete(order.version);
    return;
  }
  const report = await reportOn(order);
  const transferred = report.kind === "tagged" ? [report.tags.buffer as ArrayBuffer, report.confidences.buffer as ArrayBuffer] : [];
  parentPort!.postMessage(report, transferred);
}

parentPort!.on("message", (order: Order) => void obey(order));
