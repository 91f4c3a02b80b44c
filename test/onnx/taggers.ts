import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { buildTagSet, vocabularyFromWords } from "../../src/encoding";
import { buildModel, DEFAULT_MODEL_CONFIGS } from "../../src/models/build";
import type { ModelBundle } from "../../src/models/bundle";
import type { OnnxRuntime } from "../../src/onnx/session";
import { createGenerator } from "../../src/random/generator";

export const VOCABULARY = 24;
const TAG_SET = buildTagSet([{ tags: ["B-geo", "I-geo", "B-per", "I-per"] }]);

/** Every architecture with padding masked and not, small, each with its self-attention where it can have one. */
export const TAGGERS: Readonly<Record<string, (masked: boolean) => tf.LayersModel>> = {
  baseline: (masked) => spread(buildModel("baseline", SHAPE, { ...DEFAULT_MODEL_CONFIGS.baseline, ...BASELINE, masked })),
  "baseline-per-token": (masked) => spread(buildModel("baseline-per-token", SHAPE, { ...DEFAULT_MODEL_CONFIGS.baseline, ...BASELINE, masked })),
  model2: (masked) => spread(buildModel("model2", SHAPE, { ...DEFAULT_MODEL_CONFIGS.model2, embedding: 6, units: 5, outputDropout: 0.2, masked })),
  advanced: (masked) => spread(buildModel("advanced", SHAPE, { ...ADVANCED, masked })),
  "advanced with self-attention": (masked) => spread(buildModel("advanced", SHAPE, { ...ADVANCED, attention: true, masked })),
};

const SHAPE = { vocabulary: VOCABULARY, tags: TAG_SET.size, seed: 3 };
const BASELINE = { embedding: 6, hidden: [7, 5] as const };
const ADVANCED = { ...DEFAULT_MODEL_CONFIGS.advanced, embedding: 6, units: [5, 4] as const, hidden: 7 };

/** First weights give nearly the same answer to everything; these make a mistake in any of them show. */
function spread(model: tf.LayersModel): tf.LayersModel {
  const generator = createGenerator(5);
  const other = (weight: tf.Tensor) => tf.tensor(Float32Array.from(weight.dataSync(), () => 2 * generator.uniform() - 1), weight.shape);
  for (const layer of model.layers) layer.setWeights(layer.getWeights().map(other));
  return model;
}

/** A tagger as a saved model has it. */
export function bundleOf(model: tf.LayersModel): ModelBundle {
  const words = ["<PAD>", "<UNK>", ...Array.from({ length: VOCABULARY - 2 }, (_, i) => `word${i}`)];
  return { model, vocabulary: vocabularyFromWords(words), tagSet: TAG_SET, description: { hash: "0123456789abcdef", seed: 3 } };
}

export const RUNTIME_FOLDER = path.join(__dirname, "..", "..", "bench", "peers", "onnx", "node_modules");

/** The benchmark's ONNX Runtime, where it is installed (npm ci --prefix bench/peers/onnx). */
export function benchRuntime(): OnnxRuntime | undefined {
  try {
    return require(require.resolve("onnxruntime-node", { paths: [RUNTIME_FOLDER] })) as OnnxRuntime;
  } catch {
    return undefined;
  }
}
