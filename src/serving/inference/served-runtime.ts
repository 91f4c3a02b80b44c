import { DataError } from "../../errors";
import { loadBundle, type ModelBundle } from "../../models/bundle";
import { findOnnxRuntime } from "../../onnx/session";
import { openRuntime, type Runtime } from "./runtime";
import type { RuntimeChoice } from "./settings";

function requireFitting({ model, vocabulary, tagSet }: ModelBundle, folder: string): void {
  const rows = model.weights[0]!.shape[0]!;
  const outputs = (model.outputs[0]!.shape as number[]).at(-1);
  if (rows >= vocabulary.size && outputs === tagSet.size) return;
  throw new DataError(
    `The model in ${folder} is damaged: it has ${rows} word rows and ${outputs} tags, its lists ${vocabulary.size} words and ${tagSet.size} tags.`,
  );
}

/**
 * A saved model, warm. Its weights lie outside of the collected memory: closing the runtime frees them, and a model that cannot
 * serve leaves none. Throws a DataError for a damaged model, and where the runtime that is asked for cannot be had.
 */
export async function openServedRuntime(folder: string, choice: RuntimeChoice, kernels: string, find = findOnnxRuntime): Promise<Runtime> {
  const bundle = await loadBundle(folder);
  try {
    requireFitting(bundle, folder);
    const runtime = await openRuntime(bundle, choice, kernels, find);
    const close = async (): Promise<void> => {
      try {
        await runtime.close();
      } finally {
        bundle.model.dispose();
      }
    };
    return { ...runtime, close };
  } catch (error) {
    bundle.model.dispose();
    throw error;
  }
}
