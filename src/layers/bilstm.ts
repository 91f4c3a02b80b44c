import * as tf from "@tensorflow/tfjs";
import { runBilstm, type BilstmDropout } from "./bilstm-operation";
import { orthogonal, unitForgetBias } from "./initializers";
import { MaskSource } from "./stochastic";

export interface BilstmConfig {
  readonly name?: string;
  /** Hidden size of one direction; the output has twice as many values a token. */
  readonly units: number;
  /** Whether every token has an output, or the sentence one: each direction's last. */
  readonly returnSequences?: boolean;
  /** Share of inputs dropped while training: one mask for all steps and both directions of a sentence (Keras draws one a direction). */
  readonly dropout?: number;
  /** Share of the hidden state dropped on its way into the next step, one mask for all steps. */
  readonly recurrentDropout?: number;
  readonly seed?: number;
}

const DIRECTIONS = ["forward", "backward"] as const;
type Direction = (typeof DIRECTIONS)[number];

type CallArguments = { readonly training?: boolean; readonly mask?: tf.Tensor | tf.Tensor[] };

/**
 * A bidirectional LSTM: input `[batch, time, inputs]`, output `[batch, time, 2 × units]`, forward half first, or
 * `[batch, 2 × units]` without `returnSequences`. Weights have tf.layers' shapes, names and initial values (kernel Glorot
 * uniform, recurrent kernel orthogonal, bias zero with forget gate one), gates are sigmoid and tanh as in Keras.
 * A mask `[batch, time]` (tokens first, padding behind) makes each direction run over a sentence's own tokens only and
 * sets the outputs of padding to zero; without one, padding is read like any token.
 */
export class Bilstm extends tf.layers.Layer {
  static className = "Bilstm";
  readonly masks: MaskSource;
  private readonly config: Required<Omit<BilstmConfig, "name">>;
  private weightsInOrder: readonly tf.LayerVariable[] = [];

  constructor({ name, ...config }: BilstmConfig) {
    super({ ...(name !== undefined && { name }) });
    this.config = { returnSequences: true, dropout: 0, recurrentDropout: 0, seed: 0, ...config };
    this.supportsMasking = true;
    this.masks = new MaskSource(this.config.seed, this.name);
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const inputs = oneShape(inputShape)[2]!;
    this.weightsInOrder = DIRECTIONS.flatMap((direction, i) => this.addDirection(direction, inputs, i));
    this.built = true;
  }

  private addDirection(direction: Direction, inputs: number, offset: number): tf.LayerVariable[] {
    const { units, seed } = this.config;
    const prefix = `${direction}_${this.name}`;
    return [
      this.addWeight(`${prefix}/kernel`, [inputs, 4 * units], "float32", tf.initializers.glorotUniform({ seed: seed * 4 + offset })),
      this.addWeight(`${prefix}/recurrent_kernel`, [units, 4 * units], "float32", orthogonal(seed * 4 + 2 + offset)),
      this.addWeight(`${prefix}/bias`, [4 * units], "float32", unitForgetBias(units)),
    ];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training, mask }: CallArguments): tf.Tensor {
    return tf.tidy(() => {
      const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      const lengths = sentenceLengths(input, (Array.isArray(mask) ? mask[0] : mask) as tf.Tensor2D | null | undefined);
      const weights = this.weightsInOrder.map((weight) => weight.read());
      const output = runBilstm(input, weights, lengths, training ? this.dropout() : undefined);
      return this.config.returnSequences ? output : lastOutputs(output, lengths);
    });
  }

  private dropout(): BilstmDropout {
    const { dropout, recurrentDropout } = this.config;
    const keys = (use: string) => this.masks.keys(use);
    return {
      input: { rate: dropout, ...keys("input") },
      forward: { rate: recurrentDropout, ...keys("recurrent forward") },
      backward: { rate: recurrentDropout, ...keys("recurrent backward") },
    };
  }

  override computeMask(inputs: tf.Tensor | tf.Tensor[], mask?: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] {
    // Without returnSequences no time is left to mask; tfjs's type does not know the null that Keras means here.
    return this.config.returnSequences ? super.computeMask(inputs, mask) : (null as unknown as tf.Tensor);
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, time] = oneShape(inputShape) as [number, number];
    const width = 2 * this.config.units;
    return this.config.returnSequences ? [batch, time, width] : [batch, width];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.config };
  }
}

/** `new Bilstm(config)`, in the manner of `tf.layers`. */
export function bilstm(config: BilstmConfig): Bilstm {
  return new Bilstm(config);
}

function oneShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
  return (Array.isArray(shape[0]) ? shape[0] : shape) as tf.Shape;
}

/** Real tokens of each sentence, `[batch]`; every position where there is no mask. */
function sentenceLengths(input: tf.Tensor3D, mask: tf.Tensor2D | null | undefined): tf.Tensor1D {
  const [batch, time] = input.shape;
  return mask ? mask.toInt().sum<tf.Tensor1D>(1) : tf.fill([batch], time, "int32");
}

/** Each direction's output at the token that it reads last. A sentence without tokens gets zeros. */
function lastOutputs(output: tf.Tensor3D, lengths: tf.Tensor1D): tf.Tensor2D {
  const [, time, width] = output.shape;
  const [forward, backward] = tf.split(output, 2, 2) as [tf.Tensor3D, tf.Tensor3D];
  const atLast = tf.oneHot(lengths.sub<tf.Tensor1D>(tf.scalar(1, "int32")), time).toFloat().expandDims<tf.Tensor3D>(2);
  const first = backward.slice<tf.Tensor3D>([0, 0, 0], [-1, 1, -1]).reshape<tf.Tensor2D>([-1, width / 2]);
  return tf.concat([forward.mul(atLast).sum<tf.Tensor2D>(1), first], 1);
}

tf.serialization.registerClass(Bilstm as unknown as Parameters<typeof tf.serialization.registerClass>[0]);
