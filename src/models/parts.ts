import * as tf from "@tensorflow/tfjs";
import { Bilstm } from "../layers/bilstm";
import { SeededDropout } from "../layers/seeded-dropout";
import { deriveSeed } from "../random/generator";

/** Keras' initial range of embeddings. */
const EMBEDDING_RANGE = 0.05;
/** tfjs takes seeds as signed 32-bit numbers and multiplies some of them. */
const SEED_LIMIT = 1 << 24;

/** Builds layers with standard names; every layer's seed is derived from the model's and the layer's name. */
export class LayerFactory {
  constructor(private readonly seed: number) {}

  private seedOf(name: string): number {
    return deriveSeed(this.seed, name) % SEED_LIMIT;
  }

  /** `[batch, time]` ids → `[batch, time, width]`; `masked` makes PAD (id 0) a hole for the layers behind. */
  embedding(vocabulary: number, width: number, masked: boolean): tf.layers.Layer {
    const embeddingsInitializer = tf.initializers.randomUniform({
      minval: -EMBEDDING_RANGE,
      maxval: EMBEDDING_RANGE,
      seed: this.seedOf("embedding"),
    });
    return tf.layers.embedding({ name: "embedding", inputDim: vocabulary, outputDim: width, maskZero: masked, embeddingsInitializer });
  }

  dense(name: string, units: number, activation: "relu" | "linear"): tf.layers.Layer {
    return tf.layers.dense({ name, units, activation, kernelInitializer: tf.initializers.glorotUniform({ seed: this.seedOf(name) }) });
  }

  dropout(name: string, rate: number): tf.layers.Layer {
    return new SeededDropout({ name, rate, seed: this.seedOf(name) });
  }

  bilstm(name: string, units: number, dropout: number, recurrentDropout: number): tf.layers.Layer {
    return new Bilstm({ name, units, dropout, recurrentDropout, seed: this.seedOf(name) });
  }

  /** Per-token logits and their softmax, `[batch, time, tags]`: the same dense layer on every token ("TimeDistributed"). */
  tagger(name: string, input: tf.SymbolicTensor, features: tf.SymbolicTensor, tags: number): tf.LayersModel {
    const logits = this.dense("logits", tags, "linear").apply(features) as tf.SymbolicTensor;
    const probabilities = tf.layers.activation({ name: "tags", activation: "softmax" }).apply(logits) as tf.SymbolicTensor;
    return tf.model({ name, inputs: input, outputs: probabilities });
  }
}

/** Word ids of a batch, any number of tokens long. */
export function wordInput(): tf.SymbolicTensor {
  return tf.input({ name: "words", shape: [null], dtype: "int32" });
}

/** Applies layers one after the other. */
export function chain(input: tf.SymbolicTensor, ...layers: readonly tf.layers.Layer[]): tf.SymbolicTensor {
  return layers.reduce((value, layer) => layer.apply(value) as tf.SymbolicTensor, input);
}
