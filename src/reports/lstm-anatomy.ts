/**
 * The weights of one direction, row-major: kernel W `[inputs, 4 × units]`, recurrent kernel U `[units, 4 × units]`, bias b
 * `[4 × units]`; gates in the order input, forget, cell, output.
 */
export interface LstmWeights {
  readonly units: number;
  readonly kernel: ArrayLike<number>;
  readonly recurrent: ArrayLike<number>;
  readonly bias: ArrayLike<number>;
}

export interface LstmState {
  /** Cell state. */
  readonly c: Float64Array;
  /** Hidden state: the output. */
  readonly h: Float64Array;
}

/** All that one step computes, in the names of the equations; `candidate` is the new content, tanh of its pre-activation. */
export interface LstmStep extends LstmState {
  readonly i: Float64Array;
  readonly f: Float64Array;
  readonly candidate: Float64Array;
  readonly o: Float64Array;
}

/** What both directions compute for a sentence: a step a token, in the sentence's order both. */
export interface BilstmSteps {
  readonly forward: readonly LstmStep[];
  readonly backward: readonly LstmStep[];
}

export type BilstmWeights = { readonly [direction in keyof BilstmSteps]: LstmWeights };

/** σ(x) = 1 / (1 + e^−x) */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

export function startState(units: number): LstmState {
  return { c: new Float64Array(units), h: new Float64Array(units) };
}

/** x W + h U + b, for the four gates at once: `[4 × units]`. */
export function affine({ kernel, recurrent, bias, units }: LstmWeights, x: ArrayLike<number>, h: ArrayLike<number>): Float64Array {
  const z = Float64Array.from(bias);
  for (let k = 0; k < x.length; k++) for (let n = 0; n < z.length; n++) z[n]! += x[k]! * kernel[k * z.length + n]!;
  for (let k = 0; k < units; k++) for (let n = 0; n < z.length; n++) z[n]! += h[k]! * recurrent[k * z.length + n]!;
  return z;
}

/** The pre-activations of the input gate, the forget gate, the new content and the output gate. */
export function cut(z: Float64Array): [i: Float64Array, f: Float64Array, candidate: Float64Array, o: Float64Array] {
  const units = z.length / 4;
  const part = (gate: number) => z.slice(gate * units, (gate + 1) * units);
  return [part(0), part(1), part(2), part(3)];
}

/** One step: the word vector x of a token, and the state that the token before it left. */
export function lstmStep(weights: LstmWeights, x: ArrayLike<number>, before: LstmState): LstmStep {
  const [zi, zf, zc, zo] = cut(affine(weights, x, before.h));
  const [i, f, candidate, o] = [zi.map(sigmoid), zf.map(sigmoid), zc.map(Math.tanh), zo.map(sigmoid)];
  const c = before.c.map((value, j) => f[j]! * value + i[j]! * candidate[j]!);
  const h = c.map((value, j) => o[j]! * Math.tanh(value));
  return { i, f, candidate, o, c, h };
}

function runDirection(weights: LstmWeights, sentence: readonly ArrayLike<number>[]): LstmStep[] {
  let before: LstmState = startState(weights.units);
  return sentence.map((x) => {
    const step = lstmStep(weights, x, before);
    before = step;
    return step;
  });
}

/** Both directions over the word vectors of a sentence; the backward one reads it from its end. */
export function runBilstm({ forward, backward }: BilstmWeights, sentence: readonly ArrayLike<number>[]): BilstmSteps {
  return { forward: runDirection(forward, sentence), backward: runDirection(backward, [...sentence].reverse()).reverse() };
}

/** What the layer hands on: each token's hidden states, the forward half first; `[tokens, 2 × units]`, row-major. */
export function outputOf({ forward, backward }: BilstmSteps): number[] {
  return forward.flatMap(({ h }, t) => [...h, ...backward[t]!.h]);
}

/** One direction's gates as the kernels keep them: `[tokens, 4 × units]`, row-major. */
export function gatesOf(steps: readonly LstmStep[]): number[] {
  return steps.flatMap(({ i, f, candidate, o }) => [...i, ...f, ...candidate, ...o]);
}

/** The largest |a − b|; infinite where the lengths differ, and where there is nothing that could differ. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) return Infinity;
  const differences = Array.from(a, (value, i) => Math.abs(value - b[i]!));
  return differences.some(Number.isNaN) ? Infinity : differences.reduce((most, each) => Math.max(most, each), 0);
}
