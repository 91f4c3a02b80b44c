import * as tf from "@tensorflow/tfjs";

/** The tfjs operations behind `runBilstm`: every backend's kernels for them are registered where backends are started. */
export const BILSTM_FORWARD = "NerBilstm";
export const BILSTM_BACKWARD = "NerBilstmGradient";

/** One counter-based mask (see `random/dropout.ts`). */
export interface BilstmMask {
  readonly rate: number;
  readonly key0: number;
  readonly key1: number;
}

/** The masks of one training step: on the input, and on the hidden state on its way into each direction's next step. */
export interface BilstmDropout {
  readonly input: BilstmMask;
  readonly forward: BilstmMask;
  readonly backward: BilstmMask;
}

/** Inputs of the forward operation in their order; the weights stand as in the layer. */
export const BILSTM_INPUTS = [
  "x", "forwardKernel", "forwardRecurrent", "forwardBias", "backwardKernel", "backwardRecurrent", "backwardBias", "lengths",
] as const;
export type BilstmInputs<T = tf.Tensor> = { readonly [name in (typeof BILSTM_INPUTS)[number]]: T };

export interface BilstmAttributes {
  readonly dropout: BilstmDropout | undefined;
}

/** Gradients of x and of the six weights, in the order of `BILSTM_INPUTS`. */
function gradientsOf(dy: tf.Tensor, saved: tf.Tensor[], attributes: unknown): tf.Tensor[] {
  const inputs = Object.fromEntries([...BILSTM_INPUTS.map((name, i) => [name, saved[i]!]), ["dy", dy]]) as tf.NamedTensorMap;
  return tf.engine().runKernel(BILSTM_BACKWARD, inputs, attributes as tf.NamedAttrMap) as unknown as tf.Tensor[];
}

tf.registerGradient({
  kernelName: BILSTM_FORWARD,
  inputsToSave: [...BILSTM_INPUTS],
  gradFunc: (dy, saved, attributes) => {
    const gradients = gradientsOf(Array.isArray(dy) ? dy[0]! : dy, saved, attributes);
    return Object.fromEntries(gradients.map((gradient, i) => [BILSTM_INPUTS[i]!, () => gradient]));
  },
});

/**
 * A bidirectional LSTM over sentences of these lengths as one tfjs operation with one gradient: x `[batch, time, inputs]`
 * and the layer's six weights → `[batch, time, 2 × units]`, zero behind a sentence's tokens.
 */
export function runBilstm(
  x: tf.Tensor3D, weights: readonly tf.Tensor[], lengths: tf.Tensor1D, dropout: BilstmDropout | undefined,
): tf.Tensor3D {
  const given = [x, ...weights, lengths];
  const inputs = Object.fromEntries(BILSTM_INPUTS.map((name, i) => [name, given[i]!])) as tf.NamedTensorMap;
  return tf.engine().runKernel(BILSTM_FORWARD, inputs, { dropout } as unknown as tf.NamedAttrMap) as unknown as tf.Tensor3D;
}
