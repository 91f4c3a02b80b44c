import * as tf from "@tensorflow/tfjs";
import type { ModelShape } from "./options";
import { chain, LayerFactory, wordInput } from "./parts";

/**
 * Model 2: embedding → one BiLSTM → per-token softmax. With vocabulary 3,799 and 9 tags it reproduces the original's
 * 312,559 parameters. The original ran unmasked on sentences padded to 75 (`masked: false`); here padding is masked.
 */
export interface Model2Config {
  readonly embedding: number;
  readonly units: number;
  /** Share of the embedded input dropped while training; the original had none. */
  readonly dropout: number;
  readonly recurrentDropout: number;
  /** Dropout between the BiLSTM and the softmax; the original had none. */
  readonly outputDropout: number;
  readonly masked: boolean;
}

export const MODEL2_CONFIG: Model2Config = { embedding: 50, units: 100, dropout: 0, recurrentDropout: 0.1, outputDropout: 0, masked: true };

export function buildModel2(config: Model2Config, shape: ModelShape): tf.LayersModel {
  const make = new LayerFactory(shape.seed ?? 0);
  const input = wordInput();
  const embedding = make.embedding(shape.vocabulary, config.embedding, config.masked);
  const bilstm = make.bilstm("bilstm", config.units, config.dropout, config.recurrentDropout);
  const output = config.outputDropout > 0 ? [make.dropout("output_dropout", config.outputDropout)] : [];
  const features = chain(input, embedding, bilstm, ...output);
  return make.tagger("model2", input, features, shape.tags);
}
