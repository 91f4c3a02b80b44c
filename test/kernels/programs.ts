import { MULTIPLY_MODES } from "../../src/kernels/instructions";
import { dropoutRate } from "../../src/random/dropout";
import type { RandomGenerator } from "../../src/random/generator";
import { between, packedWords, Sketch, uniform, wholeNumbers, type Case, type Matrix } from "./case";

/** One random case; the same generator state gives the same case. */
export type CaseMaker = (generator: RandomGenerator) => Case;

/**
 * What activations and weights look like. Huge ones are whole multiples of 1000 and 100, whose products float32 adds up
 * without rounding in any order; so rounding never excuses a difference.
 */
export type Magnitude = "ordinary" | "zero" | "huge";

export function anyMagnitude(generator: RandomGenerator): Magnitude {
  return generator.pick(["ordinary", "ordinary", "ordinary", "zero", "huge"]);
}

function multiplesOf(size: number, generator: RandomGenerator, count: number): Float32Array {
  return Float32Array.from(wholeNumbers(generator, count, -3, 3), (value) => value * size);
}

function activations(generator: RandomGenerator, count: number, magnitude: Magnitude): Float32Array {
  if (magnitude === "zero") return new Float32Array(count);
  return magnitude === "huge" ? multiplesOf(1000, generator, count) : uniform(generator, count);
}

function weights(generator: RandomGenerator, count: number, magnitude: Magnitude): Float32Array {
  return magnitude === "huge" ? multiplesOf(100, generator, count) : uniform(generator, count);
}

/** Usually without gaps between rows, sometimes with up to nine words. */
function strideFor(generator: RandomGenerator, width: number): number {
  return width + (generator.uniform() < 0.5 ? 0 : between(generator, 1, 9));
}

function changingMatrix(sketch: Sketch, generator: RandomGenerator, rows: number, width: number): Matrix {
  return sketch.matrix(uniform(generator, rows * width), rows, strideFor(generator, width), true);
}

interface ProductShape {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

function smallShape(generator: RandomGenerator): ProductShape {
  return { rows: between(generator, 1, 40), depth: between(generator, 1, 70), columns: between(generator, 1, 70) };
}

/** Beyond what implementations take at a time. */
function largeShape(generator: RandomGenerator): ProductShape {
  return { rows: between(generator, 90, 230), depth: between(generator, 250, 600), columns: between(generator, 1, 70) };
}

/** The standard deviation of a sum of `depth` products of uniform numbers. */
function sumUnit(depth: number): number {
  return Math.max(1, Math.sqrt(depth) / 3);
}

function product(generator: RandomGenerator, shape: ProductShape, magnitude: Magnitude): Case {
  const sketch = new Sketch();
  const { rows, depth, columns } = shape;
  const transposed = generator.integer(2);
  const mode = generator.pick(Object.values(MULTIPLY_MODES));
  const [sourceRows, sourceColumns] = transposed ? [columns, depth] : [depth, columns];
  const a = sketch.matrix(activations(generator, rows * depth, magnitude), rows, strideFor(generator, depth));
  const b = sketch.matrix(weights(generator, depth * columns, magnitude), sourceRows, strideFor(generator, sourceColumns));
  const bias = sketch.given(weights(generator, columns, magnitude));
  const packed = sketch.room(packedWords(depth, columns));
  const c = sketch.matrix(activations(generator, rows * columns, magnitude), rows, strideFor(generator, columns), true);
  sketch.emit("pack", { source: b.word, sourceStride: b.stride, depth, columns, transposed, target: packed });
  sketch.emit("multiply", { a: a.word, aStride: a.stride, packed, bias, c: c.word, cStride: c.stride, ...shape, mode });
  sketch.outputMatrix("c", c, "forward", sumUnit(depth));
  return sketch.finished(`multiply, mode ${mode}, ${transposed ? "transposed, " : ""}${rows} × ${depth} × ${columns}, ${magnitude}`);
}

export function multiplyCase(generator: RandomGenerator): Case {
  return product(generator, smallShape(generator), anyMagnitude(generator));
}

export function largeMultiplyCase(generator: RandomGenerator): Case {
  return product(generator, largeShape(generator), "ordinary");
}

function weightGradient(generator: RandomGenerator, shape: ProductShape, magnitude: Magnitude): Case {
  const sketch = new Sketch();
  const { rows, depth, columns } = shape;
  const a = sketch.matrix(activations(generator, depth * rows, magnitude), depth, strideFor(generator, rows));
  const b = sketch.matrix(weights(generator, depth * columns, magnitude), depth, strideFor(generator, columns));
  const c = changingMatrix(sketch, generator, rows, columns);
  const sums = sketch.room(columns);
  sketch.emit("multiplyTransposed", { a: a.word, aStride: a.stride, b: b.word, bStride: b.stride, c: c.word, cStride: c.stride, ...shape });
  sketch.emit("sumColumns", { source: b.word, sourceStride: b.stride, rows: depth, columns, target: sums });
  sketch.outputMatrix("c", c, "gradient", sumUnit(depth));
  sketch.output("sums", sums, columns, "gradient", sumUnit(depth));
  return sketch.finished(`multiplyTransposed, ${rows} × ${depth} × ${columns}, ${magnitude}`);
}

export function weightGradientCase(generator: RandomGenerator): Case {
  return weightGradient(generator, smallShape(generator), anyMagnitude(generator));
}

export function largeWeightGradientCase(generator: RandomGenerator): Case {
  const { rows, depth, columns } = largeShape(generator);
  return weightGradient(generator, { rows, depth, columns }, "ordinary");
}

/** gatherRows, and addRows over slots of which some have no row. */
export function rowsCase(generator: RandomGenerator): Case {
  const sketch = new Sketch();
  const [rows, width] = [between(generator, 1, 60), between(generator, 1, 40)];
  const [tableRows, slotCount] = [between(generator, 1, 20), between(generator, 1, 12)];
  const table = sketch.given(uniform(generator, tableRows * width));
  const ids = sketch.given(wholeNumbers(generator, rows, 0, tableRows - 1));
  const slots = sketch.given(wholeNumbers(generator, rows, 0, slotCount - 1));
  const gathered = changingMatrix(sketch, generator, rows, width);
  const target = sketch.room(slotCount * width);
  sketch.emit("gatherRows", { table, ids, rows, width, target: gathered.word, targetStride: gathered.stride });
  sketch.emit("addRows", { source: gathered.word, sourceStride: gathered.stride, slots, rows, width, target, slotCount });
  sketch.outputMatrix("gathered", gathered, "forward");
  sketch.output("added", target, slotCount * width, "gradient");
  return sketch.finished(`gatherRows and addRows, ${rows} rows of ${width}`);
}

/** dropoutFactors, the same factors on values beside and in place, and a mask for each sentence. */
export function dropoutCase(generator: RandomGenerator): Case {
  const sketch = new Sketch();
  const [rows, width] = [between(generator, 1, 50), between(generator, 1, 40)];
  const ids = sketch.given(wholeNumbers(generator, rows, 0, generator.pick([60, 2 ** 20, 2 ** 31 - 1])));
  const rate = dropoutRate(generator.pick([0, 0.1, 0.25, 0.5, 0.9]));
  const mask = { ids, rows, width, key0: generator.next(), key1: generator.next(), ...rate };
  const factors = sketch.room(rows * width);
  const source = sketch.matrix(uniform(generator, rows * width), rows, strideFor(generator, width));
  const [beside, within, scaled] = [0, 1, 2].map(() => changingMatrix(sketch, generator, rows, width)) as [Matrix, Matrix, Matrix];
  const from = { source: source.word, sourceStride: source.stride };
  sketch.emit("dropoutFactors", { ...mask, target: factors });
  sketch.emit("dropout", { ...mask, ...from, target: beside.word, targetStride: beside.stride });
  sketch.emit("dropout", { ...mask, source: within.word, sourceStride: within.stride, target: within.word, targetStride: within.stride });
  const slots = sketch.given(wholeNumbers(generator, rows, 0, rows - 1));
  sketch.emit("scaleRows", { ...from, factors, slots, rows, width, target: scaled.word, targetStride: scaled.stride });
  sketch.output("factors", factors, rows * width, "forward");
  sketch.outputMatrix("beside", beside, "forward");
  sketch.outputMatrix("in place", within, "forward");
  sketch.outputMatrix("scaled", scaled, "forward");
  return sketch.finished(`dropout, ${rows} rows of ${width}, threshold ${mask.threshold}`);
}

/** Logits of this magnitude; among huge and zero ones the largest is often there twice. */
function logitsOf(generator: RandomGenerator, count: number, magnitude: Magnitude): Float32Array {
  return magnitude === "ordinary" ? uniform(generator, count, 8) : activations(generator, count, magnitude);
}

export function lossCase(generator: RandomGenerator): Case {
  const sketch = new Sketch();
  const [rows, tags, magnitude] = [between(generator, 1, 40), between(generator, 1, 23), anyMagnitude(generator)];
  const values = logitsOf(generator, rows * tags, magnitude);
  const [logits, copy] = [sketch.changing(values), sketch.changing(values)];
  const labels = sketch.given(wholeNumbers(generator, rows, 0, tags - 1));
  const given = sketch.given(Float32Array.from({ length: rows }, () => generator.pick([0, 1, 1, 0.5, 3])));
  const [losses, total, best, confidences] = [rows, 1, rows, rows].map((words) => sketch.room(words)) as [number, number, number, number];
  sketch.emit("softmaxLoss", { logits, rows, tags, labels, weights: given, share: 1 / rows, losses });
  sketch.emit("sum", { source: losses, count: rows, target: total });
  sketch.emit("bestTag", { logits: copy, rows, tags, best, confidences });
  sketch.output("gradients", logits, rows * tags, "gradient");
  sketch.output("losses", losses, rows, "forward");
  sketch.output("loss", total, 1, "forward");
  sketch.output("best", best, rows, "integers");
  sketch.output("confidences", confidences, rows, "forward");
  return sketch.finished(`softmaxLoss, sum and bestTag, ${rows} rows of ${tags} ${magnitude} logits`);
}

export function rectifierCase(generator: RandomGenerator): Case {
  const sketch = new Sketch();
  const [count, magnitude] = [between(generator, 1, 200), anyMagnitude(generator)];
  const x = sketch.changing(activations(generator, count, magnitude));
  const gradient = sketch.changing(uniform(generator, count));
  sketch.emit("relu", { x, count });
  sketch.emit("reluGradient", { y: x, gradient, count });
  sketch.output("y", x, count, "forward");
  sketch.output("gradient", gradient, count, "gradient");
  return sketch.finished(`relu, ${count} ${magnitude} values`);
}

export function scaleCase(generator: RandomGenerator): Case {
  const sketch = new Sketch();
  const [count, magnitude] = [between(generator, 1, 200), anyMagnitude(generator)];
  const x = sketch.changing(activations(generator, count, magnitude));
  sketch.emit("scale", { x, count, scale: 1 - 0.1 * generator.uniform() });
  sketch.output("x", x, count, "forward");
  return sketch.finished(`scale, ${count} ${magnitude} values`);
}

/** Every slot has a row; with huge and zero values many maxima are there several times. */
export function poolingCase(generator: RandomGenerator): Case {
  const sketch = new Sketch();
  const [slotCount, width, magnitude] = [between(generator, 1, 10), between(generator, 1, 40), anyMagnitude(generator)];
  const rows = slotCount + between(generator, 0, 30);
  const drawn = Array.from({ length: rows }, (_, r) => (r < slotCount ? r : generator.integer(slotCount)));
  const slots = sketch.integers(generator.shuffled(drawn));
  const source = sketch.matrix(activations(generator, rows * width, magnitude), rows, strideFor(generator, width));
  const [maxima, gradient] = [sketch.room(slotCount * width), sketch.given(uniform(generator, slotCount * width))];
  const back = changingMatrix(sketch, generator, rows, width);
  const from = { source: source.word, sourceStride: source.stride, slots, rows, width };
  sketch.emit("maxRows", { ...from, target: maxima, slotCount });
  sketch.emit("maxRowsGradient", { ...from, maxima, gradient, target: back.word, targetStride: back.stride });
  sketch.output("maxima", maxima, slotCount * width, "forward");
  sketch.outputMatrix("back", back, "gradient");
  return sketch.finished(`maxRows, ${rows} rows of ${width} in ${slotCount} slots, ${magnitude}`);
}

export interface AdamRates {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export function anyRates(generator: RandomGenerator): AdamRates {
  return { rate: generator.pick([0.001, 0.01, 0.1]), beta1: 0.9, beta2: generator.pick([0.99, 0.999]), epsilon: 1e-7 };
}

/** Squared gradients as Adam has averaged them; zero before the first step. */
function secondMoments(generator: RandomGenerator, count: number): Float32Array {
  return generator.uniform() < 0.2 ? new Float32Array(count) : uniform(generator, count).map((value) => value * value);
}

export function adamCase(generator: RandomGenerator): Case {
  const sketch = new Sketch();
  const [count, magnitude] = [between(generator, 1, 300), anyMagnitude(generator)];
  const gradients = sketch.given(activations(generator, count, magnitude));
  const [parameters, first] = [sketch.changing(uniform(generator, count)), sketch.changing(uniform(generator, count, 0.1))];
  const second = sketch.changing(secondMoments(generator, count));
  sketch.emit("adam", { parameters, gradients, first, second, count, ...anyRates(generator) });
  const unit = magnitude === "huge" ? 1000 : 1;
  sketch.output("parameters", parameters, count, "forward");
  sketch.output("first", first, count, "forward", unit);
  sketch.output("second", second, count, "forward", unit);
  return sketch.finished(`adam, ${count} parameters, ${magnitude}`);
}

/** A small table of which about half the rows have a gradient, or a long one of which hardly any has. */
export function adamRowsCase(generator: RandomGenerator): Case {
  const sketch = new Sketch();
  const long = generator.uniform() < 0.2;
  const [rows, width] = [between(generator, 1, long ? 900 : 40), between(generator, 1, long ? 5 : 30)];
  const lazy = generator.integer(2);
  const slots = Array.from({ length: rows }, () => generator.uniform() < (long ? 0.002 : 0.5));
  let slotCount = 0;
  const slotOfRow = sketch.integers(slots.map((used) => (used ? slotCount++ : -1)));
  const gradients = sketch.given(uniform(generator, slotCount * width));
  const [parameters, first] = [sketch.changing(uniform(generator, rows * width)), sketch.changing(uniform(generator, rows * width, 0.1))];
  const second = sketch.changing(secondMoments(generator, rows * width));
  sketch.emit("adamRows", { parameters, gradients, slotOfRow, first, second, rows, width, lazy, ...anyRates(generator) });
  for (const [name, word] of Object.entries({ parameters, first, second })) sketch.output(name, word, rows * width, "forward");
  return sketch.finished(`adamRows, ${rows} rows of ${width}, ${slotCount} with a gradient, ${lazy ? "lazy" : "dense"}`);
}
