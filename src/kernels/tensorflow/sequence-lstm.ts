import type * as tf from "@tensorflow/tfjs";

/** One direction's weights: kernel `[inputs, 4 × units]`, recurrent `[units, 4 × units]`, bias `[4 × units]`; gates i, f, c, o. */
export interface LstmWeights<T = tf.Tensor> {
  readonly kernel: T;
  readonly recurrent: T;
  readonly bias: T;
}

/** What going back needs of a forward run. */
export interface LstmRun {
  /** `[time, batch, units]` */
  readonly hidden: tf.Tensor3D;
  readonly traces: readonly tf.Tensor[];
}

export interface LstmGradients extends LstmWeights {
  readonly x: tf.Tensor;
}

/**
 * A fused operation of TensorFlow that runs one direction over x `[time, batch, inputs]` from zero states. Padding stands
 * behind each sentence's last token, where it reaches nothing.
 */
export interface SequenceLstm {
  readonly forward: (x: tf.Tensor3D, weights: LstmWeights, lengths: readonly number[]) => LstmRun;
  readonly backward: (x: tf.Tensor3D, weights: LstmWeights, lengths: readonly number[], run: LstmRun, dHidden: tf.Tensor3D) => LstmGradients;
}
