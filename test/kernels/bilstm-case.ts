import { LSTM_DIRECTION, MULTIPLY_MODES, type LstmDirection } from "../../src/kernels/instructions";
import type { RandomGenerator } from "../../src/random/generator";
import { between, packedWords, Sketch, uniform, type Case, type Matrix } from "./case";
import type { Magnitude } from "./programs";

/** One direction's weights: kernel `[inputs, 4 × units]`, recurrent kernel `[units, 4 × units]`, bias `[4 × units]`. */
export interface Direction {
  readonly kernel: Float32Array;
  readonly recurrent: Float32Array;
  readonly bias: Float32Array;
  /** `[sentences, units]` */
  readonly recurrentFactors?: Float32Array;
}

export interface Bilstm {
  readonly inputs: number;
  readonly units: number;
  readonly forward: Direction;
  readonly backward: Direction;
}

/** Sentences longest first, and what the instruction set says of their rows. */
export interface Packing {
  readonly lengths: readonly number[];
  /** Sentences that have a token at each time. */
  readonly counts: readonly number[];
  /** Each row's sentence and time. */
  readonly tokens: readonly { readonly sentence: number; readonly time: number }[];
}

export function packingOf(lengths: readonly number[]): Packing {
  const steps = Math.max(0, ...lengths);
  const counts = Array.from({ length: steps }, (_, t) => lengths.filter((length) => length > t).length);
  const tokens = counts.flatMap((count, time) => Array.from({ length: count }, (_, sentence) => ({ sentence, time })));
  return { lengths, counts, tokens };
}

/** Lengths, longest first: often all alike, often with several sentences of one token. */
export function anyLengths(generator: RandomGenerator, sentences: number, longest: number): number[] {
  const alike = between(generator, 1, longest);
  const draw = generator.pick([() => alike, () => between(generator, 1, longest), () => generator.pick([1, 1, longest])]);
  return Array.from({ length: sentences }, draw).sort((a, b) => b - a);
}

/** Inverted dropout factors. */
export function anyFactors(generator: RandomGenerator, count: number): Float32Array {
  return Float32Array.from({ length: count }, () => (generator.uniform() < 0.3 ? 0 : 1 / 0.7));
}

/** Weights of about the size that keeps pre-activations near one. */
export function anyDirection(generator: RandomGenerator, inputs: number, units: number): Direction {
  return {
    kernel: uniform(generator, inputs * 4 * units, 1.5 / Math.sqrt(inputs)),
    recurrent: uniform(generator, units * 4 * units, 1.5 / Math.sqrt(units)),
    bias: uniform(generator, 4 * units),
  };
}

/** Where one direction lies: its block, and the weights as given. */
interface PlacedDirection {
  readonly block: number;
  readonly fields: LstmDirection;
  readonly weights: { readonly kernel: number; readonly recurrent: number; readonly bias: number };
  readonly transposedKernel: number;
}

export interface PlacedBilstm {
  readonly layer: Bilstm;
  readonly packing: Packing;
  readonly counts: number;
  readonly x: Matrix;
  readonly out: Matrix;
  readonly forward: PlacedDirection;
  readonly backward: PlacedDirection;
}

function packed(sketch: Sketch, source: number, depth: number, columns: number): number {
  const target = sketch.room(packedWords(depth, columns));
  sketch.emit("pack", { source, sourceStride: columns, depth, columns, transposed: 0, target });
  return target;
}

function packedTranspose(sketch: Sketch, source: number, depth: number, columns: number): number {
  const target = sketch.room(packedWords(columns, depth));
  sketch.emit("pack", { source, sourceStride: columns, depth: columns, columns: depth, transposed: 1, target });
  return target;
}

function placeDirection(sketch: Sketch, direction: Direction, { inputs, units }: Bilstm, packing: Packing): PlacedDirection {
  const { lengths, tokens } = packing;
  const weights = {
    kernel: sketch.changing(direction.kernel),
    recurrent: sketch.changing(direction.recurrent),
    bias: sketch.changing(direction.bias),
  };
  const perRow = () => sketch.room(tokens.length * units);
  const perSentence = () => sketch.room(lengths.length * units);
  const fields: LstmDirection = {
    kernel: packed(sketch, weights.kernel, inputs, 4 * units),
    recurrent: packed(sketch, weights.recurrent, units, 4 * units),
    recurrentTransposed: packedTranspose(sketch, weights.recurrent, units, 4 * units),
    bias: weights.bias,
    recurrentFactors: direction.recurrentFactors ? sketch.given(direction.recurrentFactors) : 0,
    gates: sketch.room(tokens.length * 4 * units),
    state: perRow(),
    squashed: perRow(),
    carried: perRow(),
    stateGradient: perSentence(),
    hiddenGradient: perSentence(),
  };
  const block = sketch.integers(LSTM_DIRECTION.map((field) => fields[field]));
  return { block, fields, weights, transposedKernel: packedTranspose(sketch, weights.kernel, inputs, 4 * units) };
}

/** Lays the layer out and runs it forward over x `[rows, inputs]` to out `[rows, 2 × units]`. */
export function emitForward(sketch: Sketch, layer: Bilstm, packing: Packing, x: Matrix, out: Matrix): PlacedBilstm {
  const { inputs, units } = layer;
  const [forward, backward] = [layer.forward, layer.backward].map((direction) => placeDirection(sketch, direction, layer, packing)) as [
    PlacedDirection,
    PlacedDirection,
  ];
  const counts = sketch.integers(packing.counts);
  sketch.emit("lstmForward", {
    steps: packing.counts.length, counts, rows: packing.tokens.length, inputs, units,
    x: x.word, xStride: x.stride, out: out.word, outStride: out.stride, forward: forward.block, backward: backward.block,
  });
  return { layer, packing, counts, x, out, forward, backward };
}

/** A weight's gradient, at the words where the weight lies. */
export interface Gradient {
  readonly name: string;
  readonly weight: number;
  readonly gradient: number;
  readonly count: number;
}

function directionGradients(sketch: Sketch, placed: PlacedBilstm, name: "forward" | "backward"): Gradient[] {
  const { inputs, units } = placed.layer;
  const { fields, weights } = placed[name];
  const depth = placed.packing.tokens.length;
  const b = { b: fields.gates, bStride: 4 * units, cStride: 4 * units, columns: 4 * units, depth };
  const [kernel, recurrent, bias] = [inputs, units, 1].map((rows) => sketch.room(rows * 4 * units)) as [number, number, number];
  sketch.emit("multiplyTransposed", { ...b, a: placed.x.word, aStride: placed.x.stride, c: kernel, rows: inputs });
  sketch.emit("multiplyTransposed", { ...b, a: fields.carried, aStride: units, c: recurrent, rows: units });
  sketch.emit("sumColumns", { source: fields.gates, sourceStride: 4 * units, rows: depth, columns: 4 * units, target: bias });
  return [
    { name: `${name} kernel`, weight: weights.kernel, gradient: kernel, count: inputs * 4 * units },
    { name: `${name} recurrent`, weight: weights.recurrent, gradient: recurrent, count: units * 4 * units },
    { name: `${name} bias`, weight: weights.bias, gradient: bias, count: 4 * units },
  ];
}

/** From out's gradient to those of all weights and, in dx, of x. */
export function emitBackward(sketch: Sketch, placed: PlacedBilstm, dOut: Matrix, dx: Matrix): Gradient[] {
  const { packing, layer, counts, forward, backward } = placed;
  const rows = packing.tokens.length;
  sketch.emit("lstmBackward", {
    steps: packing.counts.length, counts, rows, units: layer.units,
    dOut: dOut.word, dOutStride: dOut.stride, forward: forward.block, backward: backward.block,
  });
  const gradients = (["forward", "backward"] as const).flatMap((name) => directionGradients(sketch, placed, name));
  [forward, backward].forEach(({ fields, transposedKernel }, i) =>
    sketch.emit("multiply", {
      a: fields.gates, aStride: 4 * layer.units, packed: transposedKernel, bias: 0, c: dx.word, cStride: dx.stride,
      rows, depth: 4 * layer.units, columns: layer.inputs, mode: i === 0 ? MULTIPLY_MODES.set : MULTIPLY_MODES.add,
    }),
  );
  return gradients;
}

/**
 * `huge` has kernels times 100, and pre-activations that only the recurrent part rounds. `saturated` has recurrent kernels
 * times 100 as well and inputs of 1000: an odd number of products of odd multiples of both, so that every pre-activation
 * is at least 1e5 from zero, every gate fully open or shut, and nothing hangs on rounding.
 */
export type BilstmMagnitude = Magnitude | "saturated";

const odd = (generator: RandomGenerator): number => generator.pick([-3, -1, 1, 3]);

/** Uniform numbers of few enough digits that float32 adds up their products without rounding. */
function shortNumbers(generator: RandomGenerator, count: number, scale: number): Float32Array {
  return uniform(generator, count).map((value) => (Math.round(value * 64) / 64) * scale);
}

/** How an ordinary direction becomes one of each kind. */
const RESCALED: { readonly [M in BilstmMagnitude]: (direction: Direction, generator: RandomGenerator) => Direction } = {
  ordinary: (direction) => direction,
  zero: ({ kernel, recurrent, bias }) => ({ kernel: kernel.map(() => 0), recurrent: recurrent.map(() => 0), bias: bias.map(() => 0) }),
  huge: ({ kernel, recurrent, bias }, generator) => ({
    kernel: shortNumbers(generator, kernel.length, 100),
    recurrent,
    bias: shortNumbers(generator, bias.length, 100),
  }),
  saturated: ({ kernel, recurrent, bias }, generator) => ({
    kernel: kernel.map(() => odd(generator) * 100),
    recurrent: recurrent.map((value) => value * 100),
    bias,
  }),
};

/** With `saturated` the last of an even number of inputs is zero, so that an odd number remains. */
function inputsOf(generator: RandomGenerator, rows: number, inputs: number, magnitude: BilstmMagnitude): Float32Array {
  if (magnitude === "ordinary" || magnitude === "zero") return uniform(generator, rows * inputs);
  if (magnitude === "huge") return shortNumbers(generator, rows * inputs, 1);
  const last = (i: number) => inputs % 2 === 0 && i % inputs === inputs - 1;
  return Float32Array.from({ length: rows * inputs }, (_, i) => (last(i) ? 0 : odd(generator) * 1000));
}

export interface BilstmChoice {
  readonly inputs: number;
  readonly units: number;
  readonly lengths: readonly number[];
  readonly magnitude: BilstmMagnitude;
  /** Whether gradients follow; the gates hold what comes last. */
  readonly training: boolean;
}

export function anyChoice(generator: RandomGenerator): BilstmChoice {
  return {
    inputs: between(generator, 1, 40),
    units: between(generator, 1, 37),
    lengths: anyLengths(generator, between(generator, 1, 7), between(generator, 1, 8)),
    magnitude: generator.pick(["ordinary", "ordinary", "ordinary", "zero", "huge", "saturated"]),
    training: generator.uniform() < 0.6,
  };
}

function layerOf(generator: RandomGenerator, { inputs, units, lengths, magnitude }: BilstmChoice): Bilstm {
  const factors = generator.uniform() < 0.5;
  const direction = () => {
    const drawn = RESCALED[magnitude](anyDirection(generator, inputs, units), generator);
    return factors ? { ...drawn, recurrentFactors: anyFactors(generator, lengths.length * units) } : drawn;
  };
  return { inputs, units, forward: direction(), backward: direction() };
}

function strided(sketch: Sketch, generator: RandomGenerator, data: Float32Array, rows: number, changing = false): Matrix {
  return sketch.matrix(data, rows, data.length / rows + generator.pick([0, 0, 1, 3, 8]), changing);
}

function declareOutputs(sketch: Sketch, { out, forward, backward, layer, packing }: PlacedBilstm, training: boolean): void {
  sketch.outputMatrix("out", out, "forward");
  const count = packing.tokens.length * layer.units;
  for (const [name, { fields }] of Object.entries({ forward, backward })) {
    sketch.output(`${name} gates`, fields.gates, 4 * count, training ? "gradient" : "forward");
    sketch.output(`${name} state`, fields.state, count, "forward");
    sketch.output(`${name} squashed`, fields.squashed, count, "forward");
    sketch.output(`${name} carried`, fields.carried, count, "forward");
  }
}

/** A BiLSTM layer, forward and mostly backward, all its outputs. */
export function bilstmCase(generator: RandomGenerator, choice: BilstmChoice = anyChoice(generator)): Case {
  const { inputs, units, lengths, magnitude, training } = choice;
  const sketch = new Sketch();
  const packing = packingOf(lengths);
  const rows = packing.tokens.length;
  const x = strided(sketch, generator, inputsOf(generator, rows, inputs, magnitude), rows);
  const out = strided(sketch, generator, uniform(generator, rows * 2 * units), rows, true);
  const placed = emitForward(sketch, layerOf(generator, choice), packing, x, out);
  declareOutputs(sketch, placed, training);
  if (training) {
    const dOut = strided(sketch, generator, uniform(generator, rows * 2 * units), rows);
    const dx = strided(sketch, generator, uniform(generator, rows * inputs), rows, true);
    const gradients = emitBackward(sketch, placed, dOut, dx);
    sketch.outputMatrix("dx", dx, "gradient", magnitude === "huge" || magnitude === "saturated" ? 100 : 1);
    const unit = magnitude === "saturated" ? 1000 : 1;
    for (const { name, gradient, count } of gradients) sketch.output(name, gradient, count, "gradient", unit);
  }
  return sketch.finished(
    `BiLSTM of ${units} units on ${inputs} inputs, lengths ${lengths}, ${magnitude}${training ? ", backward too" : ""}`,
  );
}
