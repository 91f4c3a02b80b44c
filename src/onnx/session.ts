import type { Batch } from "../encoding/batches";
import { DataError } from "../errors";
import type { BatchTags } from "../programs/compiled-model";
import { OUTPUTS, WORDS } from "./convert";

/** What is used of onnxruntime-node, which is no dependency, so that its types may be missing. */
interface OnnxTensor {
  readonly data: Int32Array | Float32Array;
}
type OnnxTensors = Readonly<Record<string, OnnxTensor>>;
interface Session {
  run(feeds: OnnxTensors, fetches: readonly string[]): Promise<OnnxTensors>;
  release(): Promise<void>;
}
export interface OnnxRuntime {
  readonly Tensor: new (type: "int32", data: Int32Array, shape: readonly number[]) => OnnxTensor;
  readonly InferenceSession: { create(model: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<Session> };
  readonly env: { readonly versions: { readonly node?: string } };
}

/** An exported model under ONNX Runtime: as a Predictor, but each answer is a promise. It holds memory and threads: close it. */
export interface OnnxPredictor {
  /** The runtime's name and version. */
  readonly system: string;
  /** The most probable tag of every position `[rows, time]`, and its probability; 0 where a masked model's batch holds padding. */
  predict(batch: Batch): Promise<BatchTags>;
  /** `[rows × time, tags]`, row-major. */
  probabilities(batch: Batch): Promise<Float32Array>;
  close(): Promise<void>;
}

/** onnxruntime-node where it is installed beside nerbook's own packages, else undefined. */
export function findOnnxRuntime(): OnnxRuntime | undefined {
  try {
    return require("onnxruntime-node") as OnnxRuntime;
  } catch {
    return undefined;
  }
}

async function createSession(runtime: OnnxRuntime, model: Uint8Array, threads: number): Promise<Session> {
  const options = { intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: "sequential", graphOptimizationLevel: "all" };
  try {
    return await runtime.InferenceSession.create(model, options);
  } catch (cause) {
    const [reason] = (cause as Error).message.split("\n");
    throw new DataError(`ONNX Runtime cannot open the model: ${reason}. Export it again with: nerbook export MODEL_FOLDER --format onnx`, { cause });
  }
}

/** Opens the bytes of an exported model. Throws a DataError for bytes that the runtime cannot read. */
export async function openOnnxPredictor(runtime: OnnxRuntime, model: Uint8Array, threads = 1): Promise<OnnxPredictor> {
  const session = await createSession(runtime, model, threads);
  const run = ({ words, rows, time }: Batch, fetches: readonly string[]) =>
    session.run({ [WORDS]: new runtime.Tensor("int32", words, [rows, time]) }, fetches);
  return {
    system: `ONNX Runtime ${runtime.env.versions.node ?? ""}`.trim(),
    predict: async (batch) => {
      const answer = await run(batch, [OUTPUTS.tags, OUTPUTS.confidences]);
      return { tags: answer[OUTPUTS.tags]!.data as Int32Array, confidences: answer[OUTPUTS.confidences]!.data as Float32Array };
    },
    probabilities: async (batch) => (await run(batch, [OUTPUTS.probabilities]))[OUTPUTS.probabilities]!.data as Float32Array,
    close: () => session.release(),
  };
}
