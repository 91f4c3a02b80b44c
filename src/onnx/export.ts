import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { DataError } from "../errors";
import { writeFileAtomic } from "../files/atomic";
import { stableJson } from "../files/stable-json";
import { saveBundle, type ModelBundle } from "../models/bundle";
import { CONFIG_FILE, MODEL_FILE, TAGS_FILE, VOCABULARY_FILE, WEIGHTS_FILE } from "../models/bundle-files";
import { UntranslatableModel } from "../programs/translate";
import { agreementOf, ownProbabilities, raggedBatch, type Agreement } from "./agreement";
import { toOnnx } from "./convert";
import { metadataOf, TOKENIZER_FILE, TOKENIZER_TEXT } from "./metadata";
import { findOnnxRuntime, openOnnxPredictor } from "./session";
import { stockModel } from "./stock-layers";

export const FORMATS = ["onnx", "tfjs"] as const;
export type Format = (typeof FORMATS)[number];
export const ONNX_FILE = "model.onnx";
const ONNX_ENDING = ".onnx";

/** What an export wrote. */
export interface Exported {
  /** In the order in which they were written: the one that readers open is the last. */
  readonly files: readonly string[];
  /** Null where nothing here could run the file. */
  readonly agreement: Agreement | null;
}

/** Runs a translation; a model that has none is the user's to know about. */
function translated<T>(translate: () => T): T {
  try {
    return translate();
  } catch (error) {
    if (!(error instanceof UntranslatableModel)) throw error;
    throw new DataError(`This model cannot be exported, since ${error.message}.`, { cause: error });
  }
}

async function onnxAgreement({ model, vocabulary }: ModelBundle, bytes: Uint8Array): Promise<Agreement | null> {
  const runtime = findOnnxRuntime();
  if (!runtime) return null;
  const predictor = await openOnnxPredictor(runtime, bytes);
  const batch = raggedBatch(vocabulary.size);
  const theirs = await predictor.probabilities(batch).finally(() => predictor.close());
  return agreementOf(ownProbabilities(model, batch), theirs, batch, predictor.system);
}

/** What stands beside model.onnx for readers that cannot see a file's metadata, as those in browsers. */
function textsOf({ vocabulary, tagSet, description }: ModelBundle): Record<string, string> {
  return {
    [VOCABULARY_FILE]: `${JSON.stringify(vocabulary.words)}\n`,
    [TAGS_FILE]: `${JSON.stringify(tagSet.tags)}\n`,
    [TOKENIZER_FILE]: TOKENIZER_TEXT,
    [CONFIG_FILE]: `${stableJson(description, 2)}\n`,
  };
}

/**
 * Writes a model as ONNX: to one file when `out` ends in .onnx, else into a folder with its vocabulary, tags, tokenizer and
 * description beside it. Compares it with ours first where onnxruntime-node is installed. Throws a DataError for a model
 * that has no translation or whose answers differ, and for a place that cannot be written.
 */
export async function exportOnnx(bundle: ModelBundle, out: string): Promise<Exported> {
  const bytes = translated(() => toOnnx(bundle.model, metadataOf(bundle)));
  const agreement = await onnxAgreement(bundle, bytes);
  const texts = out.endsWith(ONNX_ENDING) ? {} : textsOf(bundle);
  const target = out.endsWith(ONNX_ENDING) ? out : path.join(out, ONNX_FILE);
  for (const [name, text] of Object.entries(texts)) writeFileAtomic(path.join(out, name), text);
  writeFileAtomic(target, bytes);
  return { files: [...Object.keys(texts).map((name) => path.join(out, name)), target], agreement };
}

function stockProbabilities(stock: tf.LayersModel, { words, rows, time }: ReturnType<typeof raggedBatch>): Float32Array {
  return tf.tidy(() => (stock.predict(tf.tensor2d(words, [rows, time], "int32")) as tf.Tensor).dataSync() as Float32Array);
}

/**
 * Writes a model of tfjs's own layers as a folder that tf.loadLayersModel reads, after comparing it with ours: model.json
 * and weights.bin, and the texts that a bundle has. Throws as exportOnnx does.
 */
export async function exportTfjs(bundle: ModelBundle, out: string): Promise<Exported> {
  const stock = translated(() => stockModel(bundle.model));
  try {
    const batch = raggedBatch(bundle.vocabulary.size);
    const agreement = agreementOf(ownProbabilities(bundle.model, batch), stockProbabilities(stock, batch), batch, `tfjs ${tf.version.tfjs}`);
    writeFileAtomic(path.join(out, TOKENIZER_FILE), TOKENIZER_TEXT);
    await saveBundle(out, { ...bundle, model: stock });
    const names = [TOKENIZER_FILE, VOCABULARY_FILE, TAGS_FILE, CONFIG_FILE, WEIGHTS_FILE, MODEL_FILE];
    return { files: names.map((name) => path.join(out, name)), agreement };
  } finally {
    stock.dispose();
  }
}
