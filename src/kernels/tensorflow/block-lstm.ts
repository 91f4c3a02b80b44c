import * as tf from "@tensorflow/tfjs";
import { FLOAT, int64Scalar, runNative } from "./binding";
import type { LstmWeights, SequenceLstm } from "./sequence-lstm";

/** TensorFlow's gate order is tf.layers' own, and one matrix holds kernel and recurrent kernel. */
function operands(x: tf.Tensor3D, { kernel, recurrent, bias }: LstmWeights): tf.Tensor[] {
  const [time, batch] = x.shape;
  const units = bias.shape[0]! / 4;
  const [state, peephole] = [tf.zeros([batch, units]), tf.zeros([units])];
  const weights = tf.concat([kernel, recurrent] as tf.Tensor2D[], 0);
  return [int64Scalar(time), x, state, state, weights, peephole, peephole, peephole, bias];
}

/** TensorFlow's BlockLSTMV2 and its gradient: the whole sequence as one operation, on the CPU and on a GPU. */
export const BLOCK_LSTM: SequenceLstm = {
  forward: (x, weights) => {
    const traces = runNative("BlockLSTMV2", { cell_clip: 0, use_peephole: false, T: FLOAT }, operands(x, weights), 7);
    return { hidden: traces[6] as tf.Tensor3D, traces };
  },
  backward: (x, weights, _lengths, { hidden, traces }, dHidden) => {
    const inputs = [...operands(x, weights), ...traces, tf.zerosLike(hidden), dHidden];
    const gradients = runNative("BlockLSTMGradV2", { use_peephole: false, T: FLOAT }, inputs, 8);
    const [kernel, recurrent] = tf.split(gradients[3]!, [x.shape[2], hidden.shape[2]], 0);
    return { x: gradients[0]!, kernel: kernel!, recurrent: recurrent!, bias: gradients[7]! };
  },
};
