import type { Batch } from "../../encoding/batches";
import { assembleBatch } from "../../encoding/batches";
import { DataError } from "../../errors";
import type { ModelBundle } from "../../models/bundle";
import { openPredictor } from "../../models/predictor";
import { toOnnx } from "../../onnx/convert";
import { findOnnxRuntime, openOnnxPredictor, type OnnxRuntime } from "../../onnx/session";
import type { BatchTags } from "../../programs/compiled-model";
import type { RuntimeChoice } from "./settings";

/** What answers batches in a worker: this project's kernels, or ONNX Runtime. */
export interface Runtime {
  /** Such as `addon (AVX-512)` or `ONNX Runtime 1.30.0`. */
  readonly name: string;
  /** Why it is not ONNX Runtime, where that was tried in vain. */
  readonly fallback?: string;
  predict(batch: Batch): BatchTags | Promise<BatchTags>;
  close(): void | Promise<void>;
}

/** Shapes that a service sees, so that the first request finds memory grown and code compiled. */
const WARM_UP: readonly (readonly number[])[] = [[1], [20], [25, 22, 18, 9], Array.from({ length: 32 }, (_, i) => 60 - i)];
const WARM_UP_ROUNDS = 3;
/** What is timed where two runtimes could serve: eight sentences of usual length. */
const USUAL: readonly number[] = [30, 27, 25, 22, 20, 18, 15, 11];
const TIMED_ROUNDS = 7;

function batchOf(lengths: readonly number[]): Batch {
  return assembleBatch(lengths.map((length) => ({ words: new Int32Array(length).fill(1) })), { kind: "bucketed" });
}

async function warmUp({ predict }: Runtime): Promise<void> {
  for (const lengths of WARM_UP) for (let round = 0; round < WARM_UP_ROUNDS; round++) await predict(batchOf(lengths));
}

async function bestTime({ predict }: Runtime): Promise<number> {
  const batch = batchOf(USUAL);
  const times: number[] = [];
  for (let round = 0; round < TIMED_ROUNDS; round++) {
    const started = performance.now();
    await predict(batch);
    times.push(performance.now() - started);
  }
  return Math.min(...times);
}

function kernelsRuntime({ model }: ModelBundle, name: string): Runtime {
  const predictor = openPredictor(model);
  return { name, predict: (batch) => predictor.predict(batch), close: () => predictor.close() };
}

async function onnxRuntime(bundle: ModelBundle, installed: OnnxRuntime): Promise<Runtime> {
  const predictor = await openOnnxPredictor(installed, toOnnx(bundle.model, {}));
  return { name: predictor.system, predict: (batch) => predictor.predict(batch), close: () => predictor.close() };
}

/** For what is of no more use: that it cannot be closed costs memory, and is no reason to do without the other one. */
async function closeAnyway({ close }: Runtime): Promise<void> {
  await Promise.resolve(close()).catch(() => undefined);
}

/** ONNX Runtime with the model, warm, and the time that it takes. What was opened and cannot compute is closed again. */
async function tryOnnx(bundle: ModelBundle, installed: OnnxRuntime): Promise<{ readonly onnx: Runtime; readonly time: number }> {
  const onnx = await onnxRuntime(bundle, installed);
  try {
    await warmUp(onnx);
    return { onnx, time: await bestTime(onnx) };
  } catch (error) {
    await closeAnyway(onnx);
    throw error;
  }
}

/** What ONNX Runtime itself said, without the advice that an export would need. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return (cause instanceof Error ? cause.message : message).split("\n")[0]!;
}

/** The faster of the two. The kernels where ONNX Runtime cannot open or compute this model: another one it may. */
async function fasterOf(kernels: Runtime, bundle: ModelBundle, installed: OnnxRuntime): Promise<Runtime> {
  const own = await bestTime(kernels);
  const tried = await tryOnnx(bundle, installed).catch(reasonOf);
  if (typeof tried === "string") return { ...kernels, fallback: tried };
  const [winner, loser] = own <= tried.time ? [kernels, tried.onnx] : [tried.onnx, kernels];
  await closeAnyway(loser);
  return winner;
}

async function askedOnnx(bundle: ModelBundle, installed: OnnxRuntime | undefined): Promise<Runtime> {
  if (!installed) {
    throw new DataError("ONNX Runtime is asked for and not installed; install onnxruntime-node beside nerbook, or use --runtime kernels.");
  }
  return tryOnnx(bundle, installed).then(({ onnx }) => onnx, (cause: unknown) => {
    const instead = "use --runtime kernels, or another release of onnxruntime-node";
    throw new DataError(`ONNX Runtime is asked for and cannot compute the model: ${reasonOf(cause)}; ${instead}.`, { cause });
  });
}

/**
 * Opens a model with the runtime that is asked for, warm; `auto` times both where ONNX Runtime is installed, and takes the kernels
 * where that cannot open or compute the model. `kernels` names the kernels, `find` looks for ONNX Runtime. Throws a DataError for a
 * damaged model, and where ONNX Runtime is asked for and missing or cannot open or compute it.
 */
export async function openRuntime(bundle: ModelBundle, choice: RuntimeChoice, kernels: string, find = findOnnxRuntime): Promise<Runtime> {
  if (choice === "onnx") return askedOnnx(bundle, find());
  const own = kernelsRuntime(bundle, kernels);
  await warmUp(own);
  const installed = choice === "auto" ? find() : undefined;
  return installed ? fasterOf(own, bundle, installed) : own;
}
