import * as tf from "@tensorflow/tfjs";
import { orthogonal, unitForgetBias } from "./initializers";
import { lstmSequence, type LstmWeights } from "./lstm-sequence";
import { permuteRows, rowOrder } from "./row-order";
import { MaskSource } from "./stochastic";

export interface BilstmConfig {
  readonly name?: string;
  /** Hidden size of one direction; the output has twice as many values a token. */
  readonly units: number;
  /** Share of inputs dropped while training: one mask for all steps and both directions of a sentence (Keras draws one a direction). */
  readonly dropout?: number;
  /** Share of the hidden state dropped on its way into the next step, one mask for all steps. */
  readonly recurrentDropout?: number;
  readonly seed: number;
}

const DIRECTIONS = ["forward", "backward"] as const;
type Direction = (typeof DIRECTIONS)[number];
type DirectionWeights = readonly [tf.LayerVariable, tf.LayerVariable, tf.LayerVariable];

/**
 * A bidirectional LSTM that returns every step: input `[batch, time, inputs]`, output `[batch, time, 2 × units]`,
 * forward half first. Weights have tf.layers' shapes, names and initial values (kernel Glorot uniform, recurrent kernel
 * orthogonal, bias zero with forget gate one), gates are sigmoid and tanh as in Keras.
 * A mask `[batch, time]` (tokens first, padding behind) makes each direction run over a sentence's own tokens only and
 * sets the outputs of padding to zero; without one, padding is read like any token.
 */
export class Bilstm extends tf.layers.Layer {
  static className = "Bilstm";
  readonly masks: MaskSource;
  private readonly config: Required<Omit<BilstmConfig, "name">>;
  private directions: { readonly [direction in Direction]?: DirectionWeights } = {};

  constructor(config: BilstmConfig) {
    super(config as unknown as ConstructorParameters<typeof tf.layers.Layer>[0]);
    this.config = { units: config.units, dropout: config.dropout ?? 0, recurrentDropout: config.recurrentDropout ?? 0, seed: config.seed };
    this.supportsMasking = true;
    this.masks = new MaskSource(config.seed, this.name);
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
    const inputs = shape[2]!;
    this.directions = { forward: this.addDirection("forward", inputs, 0), backward: this.addDirection("backward", inputs, 1) };
    this.built = true;
  }

  private addDirection(direction: Direction, inputs: number, offset: number): DirectionWeights {
    const { units, seed } = this.config;
    const prefix = `${direction}_${this.name}`;
    return [
      this.addWeight(`${prefix}/kernel`, [inputs, 4 * units], "float32", tf.initializers.glorotUniform({ seed: seed * 4 + offset })),
      this.addWeight(`${prefix}/recurrent_kernel`, [units, 4 * units], "float32", orthogonal(seed * 4 + 2 + offset)),
      this.addWeight(`${prefix}/bias`, [4 * units], "float32", unitForgetBias(units)),
    ];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean; mask?: tf.Tensor | tf.Tensor[] }): tf.Tensor {
    return tf.tidy(() => {
      const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      const mask = (Array.isArray(kwargs.mask) ? kwargs.mask[0] : kwargs.mask) as tf.Tensor2D | null | undefined;
      const training = kwargs.training === true;
      const dropped = training ? this.dropInputs(input) : input;
      const lengths = sentenceLengths(input, mask);
      const halves = DIRECTIONS.map((direction) => this.runDirection(dropped, lengths, direction, training));
      const output = tf.concat(halves, 2);
      return mask ? output.mul(mask.toFloat().expandDims(2)) : output;
    });
  }

  private dropInputs(input: tf.Tensor3D): tf.Tensor3D {
    const [batch, , inputs] = input.shape;
    if (this.config.dropout === 0) return input;
    return input.mul(tf.tensor3d(this.masks.factors(batch * inputs, this.config.dropout, "input"), [batch, 1, inputs]));
  }

  private runDirection(input: tf.Tensor3D, lengths: readonly number[], direction: Direction, training: boolean): tf.Tensor3D {
    const [batch, time, inputs] = input.shape;
    const { units } = this.config;
    const order = rowOrder(lengths, time, direction);
    const timeMajor = permuteRows(input.reshape([batch * time, inputs]), order.toTimeMajor, order.toBatchMajor);
    const hidden = lstmSequence(
      timeMajor.reshape([time, batch, inputs]),
      this.readWeights(direction),
      training ? this.recurrentMask(batch, direction) : null,
    );
    return permuteRows(hidden.reshape([time * batch, units]), order.toBatchMajor, order.toTimeMajor).reshape([batch, time, units]);
  }

  private recurrentMask(batch: number, direction: Direction): tf.Tensor2D | null {
    const { recurrentDropout, units } = this.config;
    if (recurrentDropout === 0) return null;
    return tf.tensor2d(this.masks.factors(batch * units, recurrentDropout, `recurrent ${direction}`), [batch, units]);
  }

  private readWeights(direction: Direction): LstmWeights {
    const [kernel, recurrentKernel, bias] = this.directions[direction]!.map((weight) => weight.read());
    return { kernel, recurrentKernel, bias } as LstmWeights;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
    return [shape[0]!, shape[1]!, 2 * this.config.units];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.config };
  }
}

/** Real tokens of each sentence; every position where there is no mask. */
function sentenceLengths(input: tf.Tensor3D, mask: tf.Tensor2D | null | undefined): number[] {
  const [batch, time] = input.shape;
  if (!mask) return new Array<number>(batch).fill(time);
  const flags = mask.dataSync();
  return Array.from({ length: batch }, (_, b) => {
    let length = 0;
    for (let t = 0; t < time; t++) length += flags[b * time + t]!;
    return length;
  });
}

tf.serialization.registerClass(Bilstm as unknown as Parameters<typeof tf.serialization.registerClass>[0]);
