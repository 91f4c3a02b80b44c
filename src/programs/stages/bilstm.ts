import { LSTM_DIRECTION, MULTIPLY_MODES, type LstmDirection } from "../../kernels/instructions";
import type { MaskSource } from "../../layers/stochastic";
import { dropoutRate } from "../../random/dropout";
import type { Parameter } from "../parameters";
import { newValue, type Pass, type Stage, type Step, type Value } from "./stage";
import { multiplyBack, packMatrix, weightGradients, type PackedMatrix } from "./weights";

export interface DirectionParameters {
  readonly kernel: PackedMatrix;
  readonly recurrent: PackedMatrix;
  readonly bias: Parameter;
}

/** What draws the layer's masks. */
export type Masks = Pick<MaskSource, "keys">;

export interface BilstmParameters {
  readonly units: number;
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly masks: Masks;
  readonly forward: DirectionParameters;
  readonly backward: DirectionParameters;
}

const DIRECTIONS = ["forward", "backward"] as const;
type Name = (typeof DIRECTIONS)[number];

/** One factor a sentence and value, for all of the sentence's tokens: `[sentences, width]`, or 0 where nothing is dropped. */
function sentenceFactors(pass: Pass, rate: number, width: number, masks: Masks, use: string): number {
  if (!pass.training || rate === 0) return 0;
  const { emission, batch } = pass;
  const target = emission.allocate(batch.sentenceCount * width);
  const keys = masks.keys(use, pass.step);
  emission.emit("dropoutFactors", { ids: batch.sentences, rows: batch.sentenceCount, width, ...keys, ...dropoutRate(rate), target });
  return target;
}

function scaled(pass: Pass, value: Value, factors: number, target: Value): Value {
  if (factors === 0) return value;
  const { emission, batch } = pass;
  const place = { source: value.word, sourceStride: value.stride, target: target.word, targetStride: target.stride };
  emission.emit("scaleRows", { ...place, factors, slots: batch.slots, rows: batch.rows, width: value.width });
  return target;
}

function placeDirection(pass: Pass, p: BilstmParameters, name: Name): LstmDirection {
  const { emission, batch } = pass;
  const { units } = p;
  const perRow = (width: number) => emission.allocate(batch.rows * width);
  const perSentence = () => (pass.training ? emission.allocate(batch.sentenceCount * units) : 0);
  return {
    kernel: p[name].kernel.packed,
    recurrent: p[name].recurrent.packed,
    recurrentTransposed: p[name].recurrent.transposed,
    bias: p[name].bias.word,
    recurrentFactors: sentenceFactors(pass, p.recurrentDropout, units, p.masks, `recurrent ${name}`),
    gates: perRow(4 * units),
    state: perRow(units),
    squashed: perRow(units),
    carried: perRow(units),
    stateGradient: perSentence(),
    hiddenGradient: perSentence(),
  };
}

function describe(direction: LstmDirection): Int32Array {
  return Int32Array.from(LSTM_DIRECTION, (field) => direction[field]);
}

/** Both directions of an LSTM over the sentences of a batch: `[rows, inputs]` → `[rows, 2 × units]`, forward half first. */
export function bilstmStage(name: string, parameters: BilstmParameters): Stage {
  const forward = (pass: Pass, given: Value): Step => {
    const { emission, batch } = pass;
    const { units } = parameters;
    const factors = sentenceFactors(pass, parameters.dropout, given.width, parameters.masks, "input");
    const input = factors === 0 ? given : scaled(pass, given, factors, newValue(pass, given.width, "token"));
    const directions = { forward: placeDirection(pass, parameters, "forward"), backward: placeDirection(pass, parameters, "backward") };
    const blocks = { forward: emission.place(describe(directions.forward)), backward: emission.place(describe(directions.backward)) };
    const output = newValue(pass, 2 * units, "token");
    const shape = { steps: batch.steps, counts: batch.counts, rows: batch.rows, units };
    emission.emit("lstmForward", {
      ...shape, ...blocks, inputs: input.width, x: input.word, xStride: input.stride, out: output.word, outStride: output.stride,
    });
    const backward = (gradient: Value): Value => {
      emission.emit("lstmBackward", { ...shape, ...blocks, dOut: gradient.word, dOutStride: gradient.stride });
      const target = newValue(pass, input.width, "token");
      DIRECTIONS.forEach((name, i) => directionGradients(pass, parameters[name], directions[name], input, target, i === 0));
      return scaled(pass, target, factors, target);
    };
    return { output, backward };
  };
  return { name, pack: (emission, training) => packDirections(emission, parameters, training), forward };
}

function packDirections(...[emission, parameters, training]: [Parameters<Stage["pack"]>[0], BilstmParameters, boolean]): void {
  for (const name of DIRECTIONS) {
    packMatrix(emission, parameters[name].kernel, training);
    packMatrix(emission, parameters[name].recurrent, training);
  }
}

/** Weight gradients of one direction, and its part of the input's gradient. */
function directionGradients(
  pass: Pass, parameters: DirectionParameters, direction: LstmDirection, input: Value, target: Value, first: boolean,
): void {
  const width = parameters.bias.size;
  const units = width / 4;
  const gates: Value = { word: direction.gates, stride: width, width, per: "token" };
  const carried: Value = { word: direction.carried, stride: units, width: units, per: "token" };
  weightGradients(pass, input, gates, parameters.kernel.parameter, parameters.bias);
  const recurrent = parameters.recurrent.parameter;
  pass.emission.emit("multiplyTransposed", {
    a: carried.word, aStride: units, b: gates.word, bStride: width, c: recurrent.gradient, cStride: width,
    rows: units, columns: width, depth: pass.batch.rows,
  });
  multiplyBack(pass, gates, parameters.kernel, target, first ? MULTIPLY_MODES.set : MULTIPLY_MODES.add);
}
