import * as tf from "@tensorflow/tfjs";
import { MaskSource } from "./stochastic";

export interface SeededDropoutConfig {
  readonly name?: string;
  /** Share of values set to 0 while training, 0 ≤ rate < 1. */
  readonly rate: number;
  readonly seed: number;
}

/**
 * Inverted dropout (Srivastava et al. 2014) whose mask is seeded and yet changes at every step; tf.layers.dropout with a
 * seed repeats one mask for ever. Input and output `[batch, …]`.
 */
export class SeededDropout extends tf.layers.Layer {
  static className = "SeededDropout";
  readonly masks: MaskSource;
  private readonly rate: number;
  private readonly seed: number;

  constructor(config: SeededDropoutConfig) {
    super(config as ConstructorParameters<typeof tf.layers.Layer>[0]);
    this.rate = config.rate;
    this.seed = config.seed;
    this.supportsMasking = true;
    this.masks = new MaskSource(config.seed, this.name);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    const input = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (!kwargs.training || this.rate === 0) return input;
    return tf.tidy(() => input.mul(tf.tensor(this.masks.factors(input.size, this.rate, "output"), input.shape)));
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed };
  }
}

tf.serialization.registerClass(SeededDropout);
