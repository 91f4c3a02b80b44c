import * as tf from "@tensorflow/tfjs";
import { SelfAttention } from "../layers/self-attention";
import type { ModelShape } from "./options";
import { chain, LayerFactory, wordInput } from "./parts";

/**
 * The Advanced model: embedding → dropout → two stacked BiLSTMs → per-token dense → softmax. With vocabulary 3,799 and
 * 9 tags it reproduces the original's 1,278,721 parameters. It was described as "with attention"; what was built has none.
 */
export interface AdvancedConfig {
  readonly embedding: number;
  readonly units: readonly [number, number];
  readonly hidden: number;
  readonly embeddingDropout: number;
  /** Input and recurrent dropout inside both BiLSTMs. */
  readonly lstmDropout: number;
  readonly recurrentDropout: number;
  readonly hiddenDropout: number;
  /** Adds the self-attention that was described: each token's BiLSTM output beside the mixture that it attends to. */
  readonly attention: boolean;
  readonly masked: boolean;
}

export const ADVANCED_CONFIG: AdvancedConfig = {
  embedding: 200, units: [128, 64], hidden: 128,
  embeddingDropout: 0.3, lstmDropout: 0.3, recurrentDropout: 0.3, hiddenDropout: 0.3,
  attention: false,
  masked: true,
};

export function buildAdvanced(config: AdvancedConfig, shape: ModelShape): tf.LayersModel {
  const make = new LayerFactory(shape.seed ?? 0);
  const input = wordInput();
  const features = chain(
    input,
    make.embedding(shape.vocabulary, config.embedding, config.masked),
    make.dropout("embedding_dropout", config.embeddingDropout),
    make.bilstm("bilstm_1", config.units[0], config.lstmDropout, config.recurrentDropout),
    make.bilstm("bilstm_2", config.units[1], config.lstmDropout, config.recurrentDropout),
    ...(config.attention ? [new SelfAttention({ name: "attention" })] : []),
    make.dense("hidden", config.hidden, "relu"),
    make.dropout("hidden_dropout", config.hiddenDropout),
  );
  return make.tagger("advanced", input, features, shape.tags);
}
