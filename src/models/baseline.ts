import * as tf from "@tensorflow/tfjs";
import { MaskedGlobalMaxPooling, RepeatOverTime } from "../layers/pooling";
import type { ModelShape } from "./options";
import { chain, LayerFactory, wordInput } from "./parts";

/**
 * The feed-forward Baseline. With vocabulary 3,799 and 9 tags it reproduces the original's 401,669 parameters.
 * `baseline` is the model as it was built: it pools the whole sentence into one vector and repeats that for every token,
 * so all tokens of a sentence get one tag. On one-token "sentences" nobody could see it.
 * `baseline-per-token` has the same layers and parameters without the pooling: an honest feed-forward tagger.
 */
export interface BaselineConfig {
  readonly embedding: number;
  readonly hidden: readonly [number, number];
  readonly dropout: number;
  readonly masked: boolean;
}

export const BASELINE_CONFIG: BaselineConfig = { embedding: 100, hidden: [128, 64], dropout: 0.3, masked: true };

function hiddenLayers(config: BaselineConfig, make: LayerFactory): tf.layers.Layer[] {
  return config.hidden.flatMap((units, i) => [
    make.dense(`hidden_${i + 1}`, units, "relu"),
    make.dropout(`dropout_${i + 1}`, config.dropout),
  ]);
}

export function buildBaseline(config: BaselineConfig, shape: ModelShape): tf.LayersModel {
  const make = new LayerFactory(shape.seed ?? 0);
  const input = wordInput();
  const embedded = chain(input, make.embedding(shape.vocabulary, config.embedding, config.masked));
  const sentence = chain(embedded, new MaskedGlobalMaxPooling({ name: "pool" }), ...hiddenLayers(config, make));
  const repeated = new RepeatOverTime({ name: "repeat" }).apply([sentence, embedded]) as tf.SymbolicTensor;
  return make.tagger("baseline", input, repeated, shape.tags);
}

export function buildBaselinePerToken(config: BaselineConfig, shape: ModelShape): tf.LayersModel {
  const make = new LayerFactory(shape.seed ?? 0);
  const input = wordInput();
  const features = chain(input, make.embedding(shape.vocabulary, config.embedding, config.masked), ...hiddenLayers(config, make));
  return make.tagger("baseline-per-token", input, features, shape.tags);
}
