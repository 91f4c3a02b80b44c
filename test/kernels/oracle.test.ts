import { test } from "uvu";
import * as assert from "uvu/assert";
import { dropoutBits, dropoutRate } from "../../src/random/dropout";
import { readInstruction, writeProgram } from "../../src/kernels/encode";
import { INSTRUCTION_WORDS } from "../../src/kernels/instructions";
import { RESERVED_WORDS, type Instruction } from "../../src/kernels/machine";
import { openTypescriptMachine } from "../../src/kernels/typescript/machine";
import { createGenerator, type RandomGenerator } from "../../src/random/generator";
import { execute, load, Sketch, uniform, valuesOf, type Case } from "./case";
import { bilstmCase, type Gradient } from "./bilstm-case";
import { encodedSentence, naiveLoss } from "./naive";
import { anyNetwork, LITTLE } from "./network";
import { networkCaseOf, type NetworkCase } from "./network-case";
import { adamCase, adamRowsCase, type AdamRates } from "./programs";

const CASES = 200;
const single = openTypescriptMachine();
const double = openTypescriptMachine({ precision: "double" });

/** Formulas and the oracle differ by the order of their sums alone. */
function assertNear(actual: number, expected: number, tolerance: number, what: string): void {
  const near = Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected));
  assert.ok(near, `${what}: ${actual} where ${expected} is expected`);
}

test("a network's forward pass is what the formulas of one sentence at a time give", () => {
  const generator = createGenerator(1);
  for (let i = 0; i < CASES; i++) {
    const network = anyNetwork(generator, LITTLE);
    const example = networkCaseOf(network);
    execute(double, example);
    assertNear(double.floats[example.loss]!, naiveLoss(network), 1e-12, `case ${i}, ${example.name}, loss`);
    const sentences = network.sentences.map((_, b) => encodedSentence(network, b));
    const expected = example.packing.tokens.flatMap(({ sentence, time }) => sentences[sentence]![time]!);
    const encoded = valuesOf(double, { ...example.encoded, count: expected.length, kind: "forward" });
    expected.forEach((value, k) => assertNear(encoded[k]!, value, 1e-12, `case ${i}, ${example.name}, hidden state ${k}`));
  }
});

const STEP = 1e-5;
/** Of the difference quotient: 1e-6 relative, and absolutely what rounding a loss of about one does to it. */
const RELATIVE = 1e-6;
const FLOOR = 1e-9;

/** The loss with a weight moved along a direction. */
function lossAt({ loss, program }: NetworkCase, { weight }: Gradient, direction: readonly number[], step: number): number {
  const before = double.floats.slice(weight, weight + direction.length);
  direction.forEach((part, i) => (double.floats[weight + i] = before[i]! + step * part));
  double.run(program);
  double.floats.set(before, weight);
  return double.floats[loss]!;
}

/** A direction of length one in which all values of a weight move, and three in which a single one moves. */
function directionsOf(generator: RandomGenerator, count: number): number[][] {
  const all = Array.from(uniform(generator, count));
  const length = Math.hypot(...all);
  const alone = () => {
    const moved = generator.integer(count);
    return all.map((_, i) => (i === moved ? 1 : 0));
  };
  return [all.map((value) => value / length), alone(), alone(), alone()];
}

function checkGradients(generator: RandomGenerator, example: NetworkCase, what: string): void {
  execute(double, example);
  const gradients = example.gradients.map(({ gradient, count }) => valuesOf(double, { word: gradient, count, kind: "gradient" }));
  writeProgram(double.integers, example.program, example.forward);
  example.gradients.forEach((place, k) => {
    for (const direction of directionsOf(generator, place.count)) {
      const slope = direction.reduce((sum, part, i) => sum + part * gradients[k]![i]!, 0);
      const difference = (lossAt(example, place, direction, STEP) - lossAt(example, place, direction, -STEP)) / (2 * STEP);
      const error = Math.abs(slope - difference);
      const message = `${what}, ${place.name}: ${slope} where the loss changes by ${difference}`;
      assert.ok(error <= FLOOR + RELATIVE * Math.abs(difference), message);
    }
  });
}

test("every weight's gradient is how the loss changes with it", () => {
  const generator = createGenerator(2);
  for (let i = 0; i < CASES; i++) {
    const example = networkCaseOf(anyNetwork(generator, LITTLE));
    checkGradients(generator, example, `case ${i}, ${example.name}`);
  }
});

test("gates with huge pre-activations are fully open or shut, and their gradients are numbers", () => {
  const generator = createGenerator(5);
  for (let i = 0; i < 20; i++) {
    const example = bilstmCase(generator, { inputs: 3, units: 4, lengths: [3, 1], magnitude: "saturated", training: i % 2 === 1 });
    const results = new Map(execute(single, example).map((values, k) => [example.outputs[k]!.name, values]));
    for (const values of results.values()) assert.ok(values.every(Number.isFinite), example.name);
    const gates = results.get("forward gates")!;
    assert.ok(gates.every((gate) => (i % 2 === 1 ? gate === 0 : [-1, 0, 1].includes(gate))), `${gates}`);
  }
});

test("an LSTM over no step changes nothing", () => {
  const sketch = new Sketch();
  const block = sketch.given(new Int32Array(11));
  const [counts, out] = [sketch.integers([]), sketch.changing(new Float32Array([1, 2]))];
  const shape = { steps: 0, counts, rows: 0, units: 1, forward: block, backward: block };
  sketch.emit("lstmForward", { ...shape, inputs: 1, x: out, xStride: 1, out, outStride: 2 });
  sketch.emit("lstmBackward", { ...shape, dOut: out, dOutStride: 2 });
  sketch.output("out", out, 2, "forward");
  assert.equal(execute(single, sketch.finished("no step")), [[1, 2]]);
});

function assertAll(actual: readonly number[], expected: readonly number[], what: string): void {
  assert.is(actual.length, expected.length);
  expected.forEach((value, i) => assertNear(actual[i]!, value, 1e-12, `${what} ${i}`));
}

interface AdamState {
  readonly parameters: number;
  readonly first: number;
  readonly second: number;
}

/** Kingma & Ba 2015, algorithm 1, with constants as float32 holds them. */
function adamFormula({ parameters, first, second }: AdamState, gradient: number, rates: AdamRates): AdamState {
  const [beta1, beta2] = [Math.fround(rates.beta1), Math.fround(rates.beta2)];
  const m = first * beta1 + gradient * (1 - beta1);
  const v = second * beta2 + gradient ** 2 * (1 - beta2);
  const change = Math.fround(rates.rate) * (m / (Math.sqrt(v) + Math.fround(rates.epsilon)));
  return { parameters: parameters - change, first: m, second: v };
}

type AdamInstruction = Extract<Instruction, { readonly operation: "adam" | "adamRows" }>;

/** Runs an Adam case and compares every parameter with the formula; an undefined gradient leaves it and its moments alone. */
function checkAdam(example: Case, { arguments: given }: AdamInstruction, gradientAt: (i: number) => number | undefined): void {
  load(double, example);
  const read = (i: number): AdamState => ({
    parameters: double.floats[given.parameters + i]!, first: double.floats[given.first + i]!, second: double.floats[given.second + i]!,
  });
  const count = example.outputs[0]!.count;
  const expected = Array.from({ length: count }, (_, i) => {
    const gradient = gradientAt(i);
    return gradient === undefined ? read(i) : adamFormula(read(i), gradient, given);
  });
  double.run(example.program);
  const after = Array.from({ length: count }, (_, i) => read(i));
  for (const name of ["parameters", "first", "second"] as const) {
    assertAll(after.map((state) => state[name]), expected.map((state) => state[name]), `${example.name}, ${name}`);
  }
}

test("adam is its formula", () => {
  const generator = createGenerator(3);
  for (let i = 0; i < 50; i++) {
    const example = adamCase(generator);
    const instruction = example.instructions[0]!;
    if (instruction.operation !== "adam") throw new Error(instruction.operation);
    checkAdam(example, instruction, (k) => double.floats[instruction.arguments.gradients + k]!);
  }
});

test("adamRows is the same formula on every row, and with `lazy` on rows that have a gradient alone", () => {
  const generator = createGenerator(4);
  for (let i = 0; i < 100; i++) {
    const example = adamRowsCase(generator);
    const instruction = example.instructions[0]!;
    if (instruction.operation !== "adamRows") throw new Error(instruction.operation);
    const { slotOfRow, gradients, width, lazy } = instruction.arguments;
    checkAdam(example, instruction, (k) => {
      const slot = double.integers[slotOfRow + Math.floor(k / width)]!;
      return slot >= 0 ? double.floats[gradients + slot * width + (k % width)]! : lazy ? undefined : 0;
    });
  }
});

test("dropout bits are these, for good", () => {
  const bits = [0, 1, 4294967295].map((index) => dropoutBits(0x12345678, 0x9abcdef0, index));
  assert.equal(bits, [4155792608, 1348852972, 741633857]);
});

interface Dropped {
  readonly factors: readonly number[];
  readonly values: readonly number[];
}

function dropped(rate: number, ids: readonly number[], width: number): Dropped {
  const sketch = new Sketch();
  const count = ids.length * width;
  const mask = { ids: sketch.integers(ids), rows: ids.length, width, key0: 0xfedcba98, key1: 7, ...dropoutRate(rate) };
  const [factors, values] = [sketch.room(count), sketch.changing(new Float32Array(count).fill(1))];
  sketch.emit("dropoutFactors", { ...mask, target: factors });
  sketch.emit("dropout", { ...mask, source: values, sourceStride: width, target: values, targetStride: width });
  sketch.output("factors", factors, count, "forward");
  sketch.output("values", values, count, "forward");
  const results = execute(single, sketch.finished("dropout"));
  return { factors: results[0]!, values: results[1]! };
}

test("dropout multiplies with the factors that dropoutFactors gives, by row id and not by place", () => {
  const { factors, values } = dropped(0.4, [5, 9, 5], 11);
  assert.equal(values, factors);
  assert.equal(factors.slice(0, 11), factors.slice(22));
  assert.not.equal(factors.slice(0, 11), factors.slice(11, 22));
});

test("the share of zeros is near the rate, and the mean factor near one", () => {
  for (const rate of [0.05, 0.25, 0.5, 0.8]) {
    const { factors } = dropped(rate, Array.from({ length: 400 }, (_, i) => i), 100);
    const zeros = factors.filter((factor) => factor === 0).length / factors.length;
    // Five standard deviations of a share over 40,000 draws.
    const margin = 5 * Math.sqrt((rate * (1 - rate)) / factors.length);
    assert.ok(Math.abs(zeros - rate) < margin, `rate ${rate}: ${zeros}`);
    assert.ok(factors.every((factor) => factor === 0 || factor === Math.fround(1 / (1 - rate))));
  }
});

test("a maximum that several rows share passes its gradient to all of them", () => {
  const sketch = new Sketch();
  const source = sketch.given(Float32Array.of(1, -5, 3, -2, 3, -2, 9, 0));
  const from = { source, sourceStride: 2, slots: sketch.integers([0, 0, 0, 1]), rows: 4, width: 2 };
  const [maxima, back] = [sketch.room(4), sketch.room(8)];
  sketch.emit("maxRows", { ...from, target: maxima, slotCount: 2 });
  const gradient = sketch.given(Float32Array.of(10, 20, 30, 40));
  sketch.emit("maxRowsGradient", { ...from, maxima, gradient, target: back, targetStride: 2 });
  sketch.output("maxima", maxima, 4, "forward");
  sketch.output("back", back, 8, "gradient");
  assert.equal(execute(single, sketch.finished("ties")), [[3, -2, 9, 0], [0, 0, 10, 20, 10, 20, 30, 40]]);
});

test("the first of several equal logits is the best tag, with its softmax probability, and huge logits do no harm", () => {
  const sketch = new Sketch();
  const logits = sketch.given(Float32Array.of(0, 1, 1, 1e30, -1e30, 0));
  const [best, confidences] = [sketch.room(2), sketch.room(2)];
  sketch.emit("bestTag", { logits, rows: 2, tags: 3, best, confidences });
  sketch.output("best", best, 2, "integers");
  sketch.output("confidences", confidences, 2, "forward");
  const [tags, shares] = execute(single, sketch.finished("ties"));
  assert.equal(tags, [1, 0]);
  assert.equal(shares, [Math.fround(Math.E / (1 + 2 * Math.E)), 1]);
});

test("an instruction reads as it was written: floats as float32, keys and thresholds as 32 bits", () => {
  const integers = new Int32Array(4 * INSTRUCTION_WORDS).fill(-1);
  const given = { ids: 1, rows: 2, width: 3, key0: 0xffffffff, key1: 5, threshold: 0x80000000, scale: 0.1, target: 9 };
  writeProgram(integers, INSTRUCTION_WORDS, [{ operation: "dropoutFactors", arguments: given }]);
  assert.equal(readInstruction(integers, INSTRUCTION_WORDS), {
    operation: "dropoutFactors",
    arguments: { ...given, key0: -1, threshold: -0x80000000, scale: Math.fround(0.1) },
  });
  assert.equal(readInstruction(integers, 2 * INSTRUCTION_WORDS), { operation: "end", arguments: {} });
  assert.ok(integers.subarray(INSTRUCTION_WORDS + 9, 2 * INSTRUCTION_WORDS).every((word) => word === 0), "unused words are zero");
  assert.is(integers[3 * INSTRUCTION_WORDS], -1);
});

test("a program that holds no instruction is refused", () => {
  const machine = openTypescriptMachine();
  machine.integers[RESERVED_WORDS - 1] = 77;
  assert.throws(() => machine.run(RESERVED_WORDS - 1), /holds 77, which is no operation's number/);
});

test("memory grows and keeps what is there", () => {
  const machine = openTypescriptMachine();
  [machine.floats[RESERVED_WORDS - 1], machine.integers[RESERVED_WORDS - 2]] = [0.5, 7];
  machine.reserve(RESERVED_WORDS + 1000000);
  assert.ok(machine.floats.length >= RESERVED_WORDS + 1000000 && machine.integers.length === machine.floats.length);
  assert.equal([machine.floats[RESERVED_WORDS - 1], machine.integers[RESERVED_WORDS - 2]], [0.5, 7]);
  assert.throws(() => machine.reserve(2 ** 52), /need \d+ words of memory, more than could be had/);
});

test.run();
