/**
 * ONNX Runtime on the CPU, for inference only. The model is written here, from the work's weights.
 * Run as: node -r ts-node/register/transpile-only bench/peers/onnx/peer.ts WORKDIR [threads=N]
 */
import { serve, type Peer } from "../protocol";
import { isFull, readWork, samples, type Work, type WorkBatch } from "../work";
import { onnxModel } from "./model";

/** What is used of onnxruntime-node, which the project's own install leaves out, so that its types may be missing. */
interface OnnxTensor {
  readonly data: Int32Array;
}
interface OnnxSession {
  run(feeds: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>;
}
interface OnnxRuntime {
  readonly Tensor: new (type: "int32", data: Int32Array, shape: readonly number[]) => OnnxTensor;
  readonly InferenceSession: { create(model: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<OnnxSession> };
  readonly env: { readonly versions: { readonly node?: string } };
}

function timeFirst({ rows, time, words }: WorkBatch): Int32Array {
  return Int32Array.from(words, (_, at) => words[(at % rows) * time + Math.floor(at / rows)]!);
}

type Feeds = Readonly<Record<string, OnnxTensor>>;

function feedsOf(runtime: OnnxRuntime, work: Work): ReadonlyMap<WorkBatch, Feeds> {
  const full = isFull(work);
  const feed = (batch: WorkBatch): Feeds => {
    const words = new runtime.Tensor("int32", timeFirst(batch), [batch.time, batch.rows]);
    return full ? { words } : { words, lengths: new runtime.Tensor("int32", batch.lengths, [batch.rows]) };
  };
  return new Map(work.batches.map((batch) => [batch, feed(batch)]));
}

async function makePeer(runtime: OnnxRuntime, work: Work): Promise<Peer> {
  const session = await runtime.InferenceSession.create(onnxModel(work), {
    intraOpNumThreads: work.threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
  });
  const feeds = feedsOf(runtime, work);
  return {
    system: `ONNX Runtime ${runtime.env.versions.node ?? ""}`,
    threads: work.threads,
    warmUp: samples(work),
    infer: async (batch) => (await session.run(feeds.get(batch)!))["tags"]!.data,
    place: ({ rows }, row, time) => time * rows + row,
    reset: () => undefined,
  };
}

async function main(): Promise<void> {
  const work = readWork(process.argv[2]!, process.argv.slice(3));
  const runtime = require("onnxruntime-node") as OnnxRuntime;
  await serve(work, await makePeer(runtime, work));
}

void main();
