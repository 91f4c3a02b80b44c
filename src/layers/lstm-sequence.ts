import * as tf from "@tensorflow/tfjs";

/** Weights of one direction in tf.layers' layout, gates in the order input, forget, cell, output. */
export interface LstmWeights {
  /** `[inputs, 4 × units]` */
  readonly kernel: tf.Tensor2D;
  /** `[units, 4 × units]` */
  readonly recurrentKernel: tf.Tensor2D;
  /** `[4 × units]` */
  readonly bias: tf.Tensor1D;
}

/** What one step leaves behind for the backward pass, each `[batch, units]`. */
interface StepTrace {
  readonly input: tf.Tensor2D;
  readonly forget: tf.Tensor2D;
  readonly cell: tf.Tensor2D;
  readonly output: tf.Tensor2D;
  readonly state: tf.Tensor2D;
  readonly squashed: tf.Tensor2D;
  readonly hidden: tf.Tensor2D;
  /** The hidden state as the next step receives it: after recurrent dropout. */
  readonly carried: tf.Tensor2D;
}

/** tanh by way of the sigmoid, which the wasm backend computes four values at a time. */
function tanhBySigmoid(x: tf.Tensor2D): tf.Tensor2D {
  return x.mul(2).sigmoid().mul(2).sub(1);
}

/** Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000: one step from pre-activations `[batch, 4 × units]`. */
function step(preActivations: tf.Tensor2D, previous: StepTrace | undefined, recurrentMask: tf.Tensor2D | null): StepTrace {
  const [i, f, g, o] = tf.split(preActivations, 4, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  const input = i.sigmoid();
  const forget = f.sigmoid();
  const cell = tanhBySigmoid(g);
  const output = o.sigmoid();
  const fresh = input.mul<tf.Tensor2D>(cell);
  const state = previous ? fresh.add<tf.Tensor2D>(forget.mul(previous.state)) : fresh;
  const squashed = tanhBySigmoid(state);
  const hidden = output.mul<tf.Tensor2D>(squashed);
  return { input, forget, cell, output, state, squashed, hidden, carried: masked(hidden, recurrentMask) };
}

function masked(hidden: tf.Tensor2D, mask: tf.Tensor2D | null): tf.Tensor2D {
  return mask ? hidden.mul(mask) : hidden;
}

function runForward(x: tf.Tensor3D, weights: LstmWeights, recurrentMask: tf.Tensor2D | null): StepTrace[] {
  const [time, batch, inputs] = x.shape;
  const projected = x
    .reshape<tf.Tensor2D>([time * batch, inputs])
    .matMul<tf.Tensor2D>(weights.kernel)
    .add<tf.Tensor2D>(weights.bias);
  const traces: StepTrace[] = [];
  for (let t = 0; t < time; t++) {
    const own = projected.slice<tf.Tensor2D>([t * batch, 0], [batch, -1]);
    const previous = traces[t - 1];
    traces.push(step(previous ? own.add(previous.carried.matMul(weights.recurrentKernel)) : own, previous, recurrentMask));
  }
  return traces;
}

/** All steps of one quantity as `[time × batch, units]`. */
function joined(traces: readonly StepTrace[], key: keyof StepTrace): tf.Tensor2D {
  return tf.concat(
    traces.map((trace) => trace[key]),
    0,
  );
}

/** Like `joined`, one step late: the first step's predecessor is zero. */
function joinedPrevious(traces: readonly StepTrace[], key: keyof StepTrace): tf.Tensor2D {
  return tf.concat([tf.zerosLike(traces[0]![key]), ...traces.slice(0, -1).map((trace) => trace[key])], 0);
}

function derivativeOfSigmoid(value: tf.Tensor2D): tf.Tensor2D {
  return value.mul(value.neg().add(1));
}

/** The factors that turn the gradients of state and hidden into those of the pre-activations, for all steps at once. */
function localDerivatives(traces: readonly StepTrace[]) {
  const [input, forget, cell, output, squashed] = (["input", "forget", "cell", "output", "squashed"] as const).map((key) =>
    joined(traces, key),
  ) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  const one = tf.scalar(1);
  const gates = tf.concat2d(
    [
      cell.mul<tf.Tensor2D>(derivativeOfSigmoid(input)),
      joinedPrevious(traces, "state").mul<tf.Tensor2D>(derivativeOfSigmoid(forget)),
      input.mul<tf.Tensor2D>(one.sub(cell.square())),
      squashed.mul<tf.Tensor2D>(derivativeOfSigmoid(output)),
    ],
    1,
  );
  return { gates, hiddenToState: output.mul<tf.Tensor2D>(one.sub(squashed.square())), forget };
}

/** Gradients of all pre-activations, `[time × batch, 4 × units]`, by backpropagation through time. */
function preActivationGradients(
  traces: readonly StepTrace[],
  dy: tf.Tensor2D,
  weights: LstmWeights,
  recurrentMask: tf.Tensor2D | null,
): tf.Tensor2D {
  const batch = traces[0]!.hidden.shape[0];
  const { gates, hiddenToState, forget } = localDerivatives(traces);
  const transposed = weights.recurrentKernel.transpose<tf.Tensor2D>();
  const at = (values: tf.Tensor2D, t: number) => values.slice<tf.Tensor2D>([t * batch, 0], [batch, -1]);
  const result: tf.Tensor2D[] = new Array<tf.Tensor2D>(traces.length);
  let fromNext: { readonly hidden: tf.Tensor2D; readonly state: tf.Tensor2D } | undefined;
  for (let t = traces.length - 1; t >= 0; t--) {
    const own = at(dy, t);
    const hidden = fromNext ? own.add<tf.Tensor2D>(fromNext.hidden) : own;
    const throughOutput = hidden.mul<tf.Tensor2D>(at(hiddenToState, t));
    const state = fromNext ? throughOutput.add<tf.Tensor2D>(fromNext.state) : throughOutput;
    const gradient = tf.concat2d([state, state, state, hidden], 1).mul<tf.Tensor2D>(at(gates, t));
    result[t] = gradient;
    if (t > 0)
      fromNext = {
        hidden: masked(tf.matMul<tf.Tensor2D>(gradient, transposed), recurrentMask),
        state: state.mul<tf.Tensor2D>(at(forget, t)),
      };
  }
  return tf.concat2d(result, 0);
}

const TRACE_KEYS = ["input", "forget", "cell", "output", "state", "squashed", "hidden", "carried"] as const;

function flattenTraces(traces: readonly StepTrace[]): tf.Tensor[] {
  return traces.flatMap((trace) => TRACE_KEYS.map((key) => trace[key]));
}

function restoreTraces(saved: readonly tf.Tensor[]): StepTrace[] {
  const steps = saved.length / TRACE_KEYS.length;
  return Array.from(
    { length: steps },
    (_, t) => Object.fromEntries(TRACE_KEYS.map((key, k) => [key, saved[t * TRACE_KEYS.length + k]])) as unknown as StepTrace,
  );
}

function weightGradients(x: tf.Tensor3D, traces: readonly StepTrace[], dz: tf.Tensor2D) {
  const [time, batch, inputs] = x.shape;
  return {
    kernel: x
      .reshape<tf.Tensor2D>([time * batch, inputs])
      .transpose<tf.Tensor2D>()
      .matMul<tf.Tensor2D>(dz),
    recurrentKernel: joinedPrevious(traces, "carried").transpose<tf.Tensor2D>().matMul<tf.Tensor2D>(dz),
    bias: dz.sum<tf.Tensor1D>(0),
  };
}

function backward(dy: tf.Tensor3D, x: tf.Tensor3D, weights: LstmWeights, traces: readonly StepTrace[], recurrentMask: tf.Tensor2D | null) {
  const [time, batch, inputs] = x.shape;
  const dz = preActivationGradients(traces, dy.reshape([time * batch, -1]), weights, recurrentMask);
  const gradients = weightGradients(x, traces, dz);
  return { ...gradients, x: dz.matMul<tf.Tensor2D>(weights.kernel.transpose<tf.Tensor2D>()).reshape<tf.Tensor3D>([time, batch, inputs]) };
}

function gradientsFromSaved(dy: tf.Tensor3D, saved: readonly tf.Tensor[], hasMask: boolean): tf.Tensor[] {
  const [x, kernel, recurrentKernel, bias, ...rest] = saved;
  const mask = hasMask ? (rest[0] as tf.Tensor2D) : null;
  const weights = { kernel, recurrentKernel, bias } as LstmWeights;
  const gradients = backward(dy, x as tf.Tensor3D, weights, restoreTraces(hasMask ? rest.slice(1) : rest), mask);
  return [gradients.x, gradients.kernel, gradients.recurrentKernel, gradients.bias];
}

/**
 * One LSTM direction over a whole sequence, with its gradient written by hand (backpropagation through time), so that
 * tfjs's tape sees one operation instead of some twenty a step.
 * Input `[time, batch, inputs]`, output `[time, batch, units]`; the recurrence starts from zeros and runs over every step:
 * callers put padding behind a sequence's last token, where it can reach nothing.
 * `recurrentMask` `[batch, units]` multiplies the hidden state on its way into the next step, one mask for all steps
 * (Gal & Ghahramani 2016), as tf.layers' recurrentDropout does.
 */
export function lstmSequence(x: tf.Tensor3D, weights: LstmWeights, recurrentMask: tf.Tensor2D | null = null): tf.Tensor3D {
  // The tape keeps only what is saved, so the mask travels with the rest.
  const extras = recurrentMask ? [recurrentMask] : [];
  const operation = tf.customGrad((...args: unknown[]) => {
    const [input, kernel, recurrentKernel, bias, save] = args as [tf.Tensor3D, tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc];
    const traces = runForward(input, { kernel, recurrentKernel, bias }, recurrentMask);
    save([input, kernel, recurrentKernel, bias, ...extras, ...flattenTraces(traces)]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => gradientsFromSaved(dy as tf.Tensor3D, saved, extras.length > 0);
    return { value: tf.stack(traces.map((trace) => trace.hidden)), gradFunc };
  });
  return operation(x, weights.kernel, weights.recurrentKernel, weights.bias) as tf.Tensor3D;
}
