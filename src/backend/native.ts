import * as tf from "@tensorflow/tfjs";

export type NativeBinding =
  | { readonly loaded: false; readonly why: string }
  | { readonly loaded: true; readonly gpu: boolean };

/** Node 23 removed helpers of `util` that the binding still calls while it loads. */
function restoreUtilHelpers(): void {
  const util = require("node:util") as Record<string, unknown>;
  util["isNullOrUndefined"] ??= (value: unknown) => value === null || value === undefined;
  util["isArray"] ??= Array.isArray;
}

/**
 * Loads the optional package @tensorflow/tfjs-node-gpu, which registers the tfjs backend "tensorflow".
 * `hideGpu` makes it compute on the CPU even where a GPU is found.
 */
export function loadNativeBinding(hideGpu: boolean): NativeBinding {
  try {
    require.resolve("@tensorflow/tfjs-node-gpu");
  } catch {
    return { loaded: false, why: "it is not installed" };
  }
  if (hideGpu) process.env["CUDA_VISIBLE_DEVICES"] = "-1";
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  // Sums on a GPU otherwise come in any order, and one seed would no longer mean one result.
  process.env["TF_DETERMINISTIC_OPS"] ??= "1";
  restoreUtilHelpers();
  try {
    require("@tensorflow/tfjs-node-gpu");
  } catch (error) {
    const firstLine = (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
    return { loaded: false, why: `it does not load here: ${firstLine.replace(/[.\s]+$/, "")}` };
  }
  const backend = tf.findBackend("tensorflow") as { isUsingGpuDevice?: boolean } | null;
  return { loaded: true, gpu: backend?.isUsingGpuDevice === true };
}
