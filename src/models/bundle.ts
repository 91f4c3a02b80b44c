import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import "../layers/bilstm";
import "../layers/pooling";
import "../layers/seeded-dropout";
import "../layers/self-attention";
import { DataError } from "../errors";
import { writeFileAtomic } from "../files/atomic";
import { stableJson } from "../files/stable-json";
import {
  CONFIG_FILE, MODEL_FILE, readBundleText, readJson, readPart, TAGS_FILE, VOCABULARY_FILE, WEIGHTS_FILE, type BundleText,
} from "./bundle-files";

/** A trained tagger with all it needs to read new text. */
export interface ModelBundle extends BundleText {
  readonly model: tf.LayersModel;
}

/** tfjs's own file format, `model.json` beside `weights.bin`, written without the native package. */
function folderSaver(folder: string): tf.io.IOHandler {
  return tf.io.withSaveHandler(async (artifacts) => {
    const { modelTopology, weightSpecs, weightData } = artifacts;
    const manifest = [{ paths: [WEIGHTS_FILE], weights: weightSpecs }];
    const model = { format: "layers-model", generatedBy: "nerbook", convertedBy: null, modelTopology, weightsManifest: manifest };
    const bytes = Array.isArray(weightData)
      ? Buffer.concat(weightData.map((part) => Buffer.from(part)))
      : Buffer.from(weightData as ArrayBuffer);
    writeFileAtomic(path.join(folder, WEIGHTS_FILE), bytes);
    writeFileAtomic(path.join(folder, MODEL_FILE), `${JSON.stringify(model)}\n`);
    return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
  });
}

export async function saveBundle(folder: string, bundle: ModelBundle): Promise<void> {
  writeFileAtomic(path.join(folder, VOCABULARY_FILE), `${JSON.stringify(bundle.vocabulary.words)}\n`);
  writeFileAtomic(path.join(folder, TAGS_FILE), `${JSON.stringify(bundle.tagSet.tags)}\n`);
  writeFileAtomic(path.join(folder, CONFIG_FILE), `${stableJson(bundle.description, 2)}\n`);
  await bundle.model.save(folderSaver(folder));
}

interface SavedModel {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
}

/** Throws a DataError that names the file when the folder holds no complete bundle. */
export async function loadBundle(folder: string): Promise<ModelBundle> {
  const saved = readJson(folder, MODEL_FILE) as SavedModel;
  const text = readBundleText(folder);
  const bytes = readPart(folder, WEIGHTS_FILE, (content) => content);
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const weightSpecs = saved.weightsManifest.flatMap((group) => group.weights);
  const artifacts = { modelTopology: saved.modelTopology, weightSpecs, weightData };
  const model = await tf.loadLayersModel(tf.io.fromMemory(artifacts)).catch((cause: unknown) => {
    throw new DataError(`The model in ${folder} is damaged: ${WEIGHTS_FILE} and ${MODEL_FILE} do not fit together; train it again.`, { cause });
  });
  return { model, ...text };
}
