import * as tf from "@tensorflow/tfjs";
import { FLOAT, runNative } from "./binding";
import type { LstmRun, LstmWeights, SequenceLstm } from "./sequence-lstm";

const GATES = 4;

/**
 * cuDNN's parameters of one direction as one vector: kernel and recurrent kernel of each gate, transposed and flattened,
 * then two biases, of which the first is zero. Its gate order is tf.layers' own.
 */
export function packParameters({ kernel, recurrent, bias }: LstmWeights): tf.Tensor1D {
  const matrices = [kernel, recurrent].flatMap((matrix) => tf.split(matrix, GATES, 1).map((gate) => gate.transpose().flatten()));
  return tf.concat([...matrices, tf.zerosLike(bias), bias] as tf.Tensor1D[]);
}

/** The inverse of `packParameters`; of a gradient the second bias is taken, which is the bias' own. */
export function unpackParameters(parameters: tf.Tensor1D, inputs: number, units: number): LstmWeights {
  const [kernel, recurrent, , bias] = tf.split(parameters, [GATES * units * inputs, GATES * units * units, GATES * units, GATES * units]);
  const matrix = (flat: tf.Tensor, rows: number) =>
    tf.concat(tf.split(flat, GATES).map((gate) => gate.reshape<tf.Tensor2D>([units, rows]).transpose()), 1);
  return { kernel: matrix(kernel!, inputs), recurrent: matrix(recurrent!, units), bias: bias! };
}

const ATTRIBUTES = {
  T: FLOAT, rnn_mode: "lstm", input_mode: "linear_input", direction: "unidirectional", dropout: 0, seed: 0, seed2: 0, num_proj: 0,
  time_major: true,
};

function operands(x: tf.Tensor3D, weights: LstmWeights, lengths: readonly number[]): tf.Tensor[] {
  const state = tf.zeros([1, x.shape[1], weights.bias.shape[0]! / GATES]);
  // cuDNN takes no empty sentence; the output of one is masked behind.
  const tokens = tf.tensor1d(lengths.map((length) => Math.max(1, length)), "int32");
  return [x, state, state, packParameters(weights), tokens];
}

function outputsOf({ hidden, traces }: LstmRun): tf.Tensor[] {
  return [hidden, traces[1]!, traces[2]!];
}

/** TensorFlow's CudnnRNNV3 and its gradient, on a GPU alone. Written after TensorFlow's documentation; no GPU has run it yet. */
export const CUDNN_LSTM: SequenceLstm = {
  forward: (x, weights, lengths) => {
    const traces = runNative("CudnnRNNV3", { ...ATTRIBUTES, is_training: true }, operands(x, weights, lengths), 5);
    return { hidden: traces[0] as tf.Tensor3D, traces };
  },
  backward: (x, weights, lengths, run, dHidden) => {
    const outputs = outputsOf(run);
    const noGradients = outputs.slice(1).map((output) => tf.zerosLike(output));
    const inputs = [...operands(x, weights, lengths), ...outputs, dHidden, ...noGradients, ...run.traces.slice(3)];
    const [dx, , , parameters] = runNative("CudnnRNNBackpropV3", ATTRIBUTES, inputs, 4);
    return { x: dx!, ...unpackParameters(parameters as tf.Tensor1D, x.shape[2], run.hidden.shape[2]) };
  },
};
