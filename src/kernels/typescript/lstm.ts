import { LSTM_DIRECTION, type Arguments, type LstmDirection } from "../instructions";
import { productAt } from "./matrix";
import { rowAt, type Floats, type Memory } from "./memory";
import { readingOrder, type Place } from "./packed-rows";

/** 1 / (1 + e^−x); an exponential that overflows gives the limit 0. */
function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function directionAt({ integers }: Memory, word: number): LstmDirection {
  return Object.fromEntries(LSTM_DIRECTION.map((field, i) => [field, integers[word + i]])) as LstmDirection;
}

/** One row's gates in their order, as views. */
function gateViews(floats: Floats, { gates }: LstmDirection, row: number, units: number) {
  const view = (gate: number) => rowAt(floats, gates + gate * units, 4 * units, row, units);
  return { i: view(0), f: view(1), g: view(2), o: view(3) };
}

/** The recurrent factor of one sentence and unit. */
function factorAt(floats: Floats, { recurrentFactors }: LstmDirection, units: number, sentence: number, j: number): number {
  return recurrentFactors === 0 ? 1 : floats[recurrentFactors + sentence * units + j]!;
}

/** What one step reads and writes beside its direction's block. */
interface Forward {
  readonly units: number;
  readonly x: Floats;
  readonly out: Floats;
  /** The hidden state of the step before. */
  readonly hidden?: Floats;
}

/** z = x·W + h·U + b; i, f, o = σ(z), g = tanh(z); c = f∘c₋₁ + i∘g; h = o∘tanh(c) */
function stepForward(floats: Floats, direction: LstmDirection, { sentence, row, before }: Place, { units, x, out, hidden }: Forward): void {
  const { kernel, recurrent, bias } = direction;
  const own = (matrix: number, r = row) => rowAt(floats, matrix, units, r, units);
  const carried = own(direction.carried);
  carried.forEach((_, j) => (carried[j] = hidden ? hidden[j]! * factorAt(floats, direction, units, sentence, j) : 0));
  const product = (vector: Floats, matrix: number, n: number) => productAt(floats, vector, matrix, 4 * units, n);
  const z = (n: number) => product(x, kernel, n) + product(carried, recurrent, n) + floats[bias + n]!;
  const { i, f, g, o } = gateViews(floats, direction, row, units);
  const [state, squashed] = [own(direction.state), own(direction.squashed)];
  const stateBefore = before < 0 ? undefined : own(direction.state, before);
  for (let j = 0; j < units; j++) {
    i[j] = sigmoid(z(j));
    f[j] = sigmoid(z(units + j));
    g[j] = Math.tanh(z(2 * units + j));
    o[j] = sigmoid(z(3 * units + j));
    state[j] = f[j]! * (stateBefore?.[j] ?? 0) + i[j]! * g[j]!;
    squashed[j] = Math.tanh(state[j]!);
    out[j] = o[j]! * squashed[j]!;
  }
}

export function lstmForward(memory: Memory, given: Arguments<"lstmForward">): void {
  const { steps, counts, inputs, units, xStride, outStride } = given;
  const { floats } = memory;
  for (const backward of [false, true]) {
    const direction = directionAt(memory, backward ? given.backward : given.forward);
    const out = (row: number) => rowAt(floats, given.out + (backward ? units : 0), outStride, row, units);
    for (const place of readingOrder(memory, steps, counts, backward)) {
      const x = rowAt(floats, given.x, xStride, place.row, inputs);
      const hidden = place.before < 0 ? {} : { hidden: out(place.before) };
      stepForward(floats, direction, place, { units, x, out: out(place.row), ...hidden });
    }
  }
}

/**
 * With dh = ∂L/∂h of this step, from above and, through U, from the step read after it:
 * dc = dh∘o∘(1 − tanh²c) + dc₊₁∘f₊₁, and from it the gradients of the four pre-activations in the place of the gates.
 */
function stepBackward(floats: Floats, direction: LstmDirection, { sentence, row, before, after }: Place, dOut: Floats): void {
  const units = dOut.length;
  const own = (matrix: number, r: number) => rowAt(floats, matrix, units, r, units);
  const { i, f, g, o } = gateViews(floats, direction, row, units);
  const squashed = own(direction.squashed, row);
  const stateBefore = before < 0 ? undefined : own(direction.state, before);
  const [stateGradient, hiddenGradient] = [own(direction.stateGradient, sentence), own(direction.hiddenGradient, sentence)];
  for (let j = 0; j < units; j++) {
    const [iValue, fValue, gValue, oValue] = [i[j]!, f[j]!, g[j]!, o[j]!];
    const dh = dOut[j]! + (after < 0 ? 0 : hiddenGradient[j]!);
    const dc = dh * oValue * (1 - squashed[j]! ** 2) + (after < 0 ? 0 : stateGradient[j]!);
    i[j] = dc * gValue * iValue * (1 - iValue);
    f[j] = dc * (stateBefore?.[j] ?? 0) * fValue * (1 - fValue);
    g[j] = dc * iValue * (1 - gValue ** 2);
    o[j] = dh * squashed[j]! * oValue * (1 - oValue);
    stateGradient[j] = dc * fValue;
  }
  const dz = rowAt(floats, direction.gates, 4 * units, row, 4 * units);
  const back = (j: number) => productAt(floats, dz, direction.recurrentTransposed, units, j);
  hiddenGradient.forEach((_, j) => (hiddenGradient[j] = back(j) * factorAt(floats, direction, units, sentence, j)));
}

export function lstmBackward(memory: Memory, given: Arguments<"lstmBackward">): void {
  const { steps, counts, units, dOut, dOutStride } = given;
  const { floats } = memory;
  for (const backward of [false, true]) {
    const direction = directionAt(memory, backward ? given.backward : given.forward);
    for (const place of readingOrder(memory, steps, counts, backward).reverse()) {
      stepBackward(floats, direction, place, rowAt(floats, dOut + (backward ? units : 0), dOutStride, place.row, units));
    }
  }
}
