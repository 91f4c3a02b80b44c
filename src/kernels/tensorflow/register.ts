import * as tf from "@tensorflow/tfjs";
import { DataError } from "../../errors";
import { BILSTM_BACKWARD, BILSTM_FORWARD, type BilstmAttributes, type BilstmDropout, type BilstmInputs } from "../../layers/bilstm-operation";
import { dropoutFactor, dropoutRate } from "../../random/dropout";
import { BLOCK_LSTM } from "./block-lstm";
import { CUDNN_LSTM } from "./cudnn-lstm";
import { rowOrder, type RowOrder } from "./row-order";
import type { LstmRun, LstmWeights, SequenceLstm } from "./sequence-lstm";

/** One direction of a call: x time-major in its reading order, and how rows find back. */
interface Directed {
  readonly order: RowOrder;
  readonly weights: LstmWeights;
  readonly x: tf.Tensor3D;
  readonly run: LstmRun;
}

interface Call {
  readonly x: tf.Tensor3D;
  readonly lengths: readonly number[];
  readonly factors: tf.Tensor3D | undefined;
  readonly directions: readonly Directed[];
}

function refuseRecurrentDropout(dropout: BilstmDropout | undefined): void {
  const rate = dropout?.forward.rate ?? 0;
  if (rate === 0) return;
  throw new DataError(
    `TensorFlow's fused LSTM has no recurrent dropout, and the model asks for ${rate}: set hyperparameters.recurrentDropout=0, or NER_KERNELS=wasm.`,
  );
}

/** `[batch, 1, inputs]` */
function inputFactors(x: tf.Tensor3D, dropout: BilstmDropout | undefined): tf.Tensor3D | undefined {
  if (!dropout || dropout.input.rate === 0) return undefined;
  const { rate, key0, key1 } = dropout.input;
  const [batch, , inputs] = x.shape;
  const drawn = dropoutRate(rate);
  const factors = Float32Array.from({ length: batch * inputs }, (_, i) => dropoutFactor(key0, key1, i, drawn));
  return tf.tensor3d(factors, [batch, 1, inputs]);
}

/** Rows of `[a, b, width]` in another order, as `[b, a, width]`. */
function reordered(values: tf.Tensor3D, order: Int32Array): tf.Tensor3D {
  const [a, b, width] = values.shape;
  return tf.gather(values.reshape<tf.Tensor2D>([a * b, width]), tf.tensor1d(order, "int32")).reshape([b, a, width]);
}

function directionOf(lstm: SequenceLstm, x: tf.Tensor3D, weights: LstmWeights, lengths: readonly number[], backward: boolean): Directed {
  const order = rowOrder(lengths, x.shape[1], backward ? "backward" : "forward");
  const timeMajor = reordered(x, order.toTimeMajor);
  return { order, weights, x: timeMajor, run: lstm.forward(timeMajor, weights, lengths) };
}

function runForward(lstm: SequenceLstm, inputs: BilstmInputs, { dropout }: BilstmAttributes): Call {
  refuseRecurrentDropout(dropout);
  const lengths = Array.from(inputs.lengths.dataSync());
  const given = inputs.x as tf.Tensor3D;
  const factors = inputFactors(given, dropout);
  const x = factors ? given.mul<tf.Tensor3D>(factors) : given;
  const { forwardKernel, forwardRecurrent, forwardBias, backwardKernel, backwardRecurrent, backwardBias } = inputs;
  const forward = { kernel: forwardKernel, recurrent: forwardRecurrent, bias: forwardBias };
  const backward = { kernel: backwardKernel, recurrent: backwardRecurrent, bias: backwardBias };
  return { x, lengths, factors, directions: [directionOf(lstm, x, forward, lengths, false), directionOf(lstm, x, backward, lengths, true)] };
}

/** 1 at tokens, 0 behind them: `[batch, time, 1]`. */
function tokenMask({ x, lengths }: Call): tf.Tensor3D {
  const [batch, time] = x.shape;
  const values = Float32Array.from({ length: batch * time }, (_, i) => (i % time < lengths[Math.floor(i / time)]! ? 1 : 0));
  return tf.tensor3d(values, [batch, time, 1]);
}

function outputOf(call: Call): tf.Tensor3D {
  const halves = call.directions.map(({ run, order }) => reordered(run.hidden, order.toBatchMajor));
  return tf.concat(halves, 2).mul(tokenMask(call));
}

function gradientsOf(lstm: SequenceLstm, call: Call, dy: tf.Tensor3D): tf.Tensor[] {
  const halves = tf.split(dy.mul<tf.Tensor3D>(tokenMask(call)), 2, 2) as tf.Tensor3D[];
  const gradients = call.directions.map(({ x, weights, run, order }, i) => {
    const own = lstm.backward(x, weights, call.lengths, run, reordered(halves[i]!, order.toTimeMajor));
    return { ...own, x: reordered(own.x as tf.Tensor3D, order.toBatchMajor) };
  });
  const sum = gradients[0]!.x.add(gradients[1]!.x);
  const dx = call.factors ? sum.mul(call.factors) : sum;
  return [dx, ...gradients.flatMap(({ kernel, recurrent, bias }) => [kernel, recurrent, bias])];
}

/** Registers the BiLSTM's operations on native TensorFlow, by its own fused operations: cuDNN's on a GPU, else BlockLSTM. */
export function registerTensorflowBilstm(gpu: boolean): void {
  const lstm = gpu ? CUDNN_LSTM : BLOCK_LSTM;
  const inputsOf = (inputs: unknown) => inputs as BilstmInputs;
  tf.registerKernel({
    kernelName: BILSTM_FORWARD,
    backendName: "tensorflow",
    kernelFunc: ({ inputs, attrs }) => tf.tidy(() => outputOf(runForward(lstm, inputsOf(inputs), attrs as unknown as BilstmAttributes))),
  });
  tf.registerKernel({
    kernelName: BILSTM_BACKWARD,
    backendName: "tensorflow",
    kernelFunc: ({ inputs, attrs }) =>
      tf.tidy(() => {
        const call = runForward(lstm, inputsOf(inputs), attrs as unknown as BilstmAttributes);
        return gradientsOf(lstm, call, (inputs as { dy: tf.Tensor }).dy as tf.Tensor3D);
      }),
  });
}
