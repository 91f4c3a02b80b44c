import * as tf from "@tensorflow/tfjs";
import { RESERVED_WORDS, type Machine } from "../kernels/machine";
import { BILSTM_BACKWARD, BILSTM_FORWARD, BILSTM_INPUTS, type BilstmAttributes, type BilstmDropout, type BilstmInputs } from "../layers/bilstm-operation";
import { Arena } from "./arena";
import { Emission } from "./emission";
import { packRows, packSentences, unpackRows, type Packing } from "./packed-batch";
import { placeParameters, type Parameter } from "./parameters";
import { bilstmStage, type DirectionParameters, type Masks } from "./stages/bilstm";
import { newValue, type Pass, type PlacedBatch, type Stage, type Value } from "./stages/stage";
import { placeMatrix } from "./stages/weights";

/** The operation's inputs as plain numbers. */
interface Call {
  readonly shape: readonly [batch: number, time: number, inputs: number];
  readonly x: Float32Array;
  readonly weights: readonly Float32Array[];
  readonly weightShapes: readonly (readonly number[])[];
  readonly lengths: Int32Array;
  readonly dropout: BilstmDropout | undefined;
}

const WEIGHT_NAMES = BILSTM_INPUTS.slice(1, -1) as Exclude<(typeof BILSTM_INPUTS)[number], "x" | "lengths">[];

/** Where one run of the operation lies in the machine's memory. */
interface Placed {
  readonly pass: Pass;
  readonly packing: Packing;
  readonly parameters: readonly Parameter[];
  readonly stage: Stage;
  readonly x: Value;
}

function masksOf(dropout: BilstmDropout | undefined): Masks {
  const masks = new Map([["input", dropout?.input], ["recurrent forward", dropout?.forward], ["recurrent backward", dropout?.backward]]);
  return { keys: (use) => masks.get(use)! };
}

function placeBatch(emission: Emission, packing: Packing): PlacedBatch {
  const { counts, positions, sentences, slots } = packing;
  return {
    steps: counts.length,
    rows: positions.length,
    sentenceCount: sentences.length,
    counts: emission.place(counts),
    words: 0,
    positions: emission.place(positions),
    slots: emission.place(slots),
    sentences: emission.place(sentences),
  };
}

/** Weight parameters behind an unused table, which `placeParameters` expects first. */
function placeWeights({ weights, weightShapes }: Call, emission: Emission): Parameter[] {
  const { parameters } = placeParameters([[0, 1], ...weightShapes], emission.arena, true);
  const own = parameters.slice(1);
  own.forEach(({ word }, i) => emission.placeAt(word, weights[i]!));
  return own;
}

function stageOf(call: Call, parameters: readonly Parameter[], arena: Arena): Stage {
  const direction = ([kernel, recurrent, bias]: readonly Parameter[]): DirectionParameters => ({
    kernel: placeMatrix(kernel!, arena, true),
    recurrent: placeMatrix(recurrent!, arena, true),
    bias: bias!,
  });
  return bilstmStage("bilstm", {
    units: call.weightShapes[1]![0]!,
    dropout: call.dropout?.input.rate ?? 0,
    recurrentDropout: call.dropout?.forward.rate ?? 0,
    masks: masksOf(call.dropout),
    forward: direction(parameters.slice(0, 3)),
    backward: direction(parameters.slice(3)),
  });
}

function place(call: Call): Placed {
  const emission = new Emission(new Arena(RESERVED_WORDS));
  const [, time, inputs] = call.shape;
  const packing = packSentences(call.lengths, time);
  const parameters = placeWeights(call, emission);
  const stage = stageOf(call, parameters, emission.arena);
  // Gradients need what a pass keeps while training; without dropout the pass is the same otherwise.
  const pass: Pass = { emission, batch: placeBatch(emission, packing), training: true, step: 0 };
  const x = newValue(pass, inputs, "token");
  emission.placeAt(x.word, packRows(call.x, packing, inputs));
  stage.pack(emission, true);
  return { pass, packing, parameters, stage, x };
}

function valueOf(machine: Machine, { word, width }: Value, rows: number): Float32Array | Float64Array {
  return machine.floats.subarray(word, word + rows * width);
}

function runForward(machine: Machine, call: Call): Float32Array {
  const { pass, packing, stage, x } = place(call);
  const { output } = stage.forward(pass, x);
  pass.emission.run(machine);
  const [batch, time] = call.shape;
  return unpackRows(valueOf(machine, output, pass.batch.rows), packing, output.width, batch * time * output.width);
}

/** Runs forward once more, so that nothing is kept between the two operations, and then back. */
function runBackward(machine: Machine, call: Call, dy: Float32Array): Float32Array[] {
  const { pass, packing, stage, x, parameters } = place(call);
  const { output, backward } = stage.forward(pass, x);
  const gradient = newValue(pass, output.width, "token");
  pass.emission.placeAt(gradient.word, packRows(dy, packing, output.width));
  const dx = backward(gradient)!;
  pass.emission.run(machine);
  const weights = parameters.map((p) => Float32Array.from(machine.floats.subarray(p.gradient, p.gradient + p.size)));
  return [unpackRows(valueOf(machine, dx, pass.batch.rows), packing, dx.width, call.x.length), ...weights];
}

type AnyBackend = tf.KernelBackend & { readSync(dataId: object): tf.TypedArray; write(values: tf.TypedArray, shape: number[], dtype: string): object };

function callOf(backend: AnyBackend, inputs: BilstmInputs<tf.TensorInfo>, { dropout }: BilstmAttributes): Call {
  const floats = (info: tf.TensorInfo) => backend.readSync(info.dataId) as Float32Array;
  return {
    shape: inputs.x.shape as [number, number, number],
    x: floats(inputs.x),
    weights: WEIGHT_NAMES.map((name) => floats(inputs[name])),
    weightShapes: WEIGHT_NAMES.map((name) => inputs[name].shape),
    lengths: Int32Array.from(backend.readSync(inputs.lengths.dataId) as Int32Array),
    dropout,
  };
}

function written(backend: AnyBackend, values: Float32Array, shape: number[]): tf.TensorInfo {
  return { dataId: backend.write(values, shape, "float32"), shape, dtype: "float32" };
}

/** Registers the BiLSTM's operations on a tfjs backend; `open` gives the machine that runs them, once one is needed. */
export function registerBilstmKernels(backendName: string, open: () => Machine): void {
  if (tf.getKernel(BILSTM_FORWARD, backendName)) return;
  tf.registerKernel({
    kernelName: BILSTM_FORWARD,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const call = callOf(backend as AnyBackend, inputs as unknown as BilstmInputs<tf.TensorInfo>, attrs as unknown as BilstmAttributes);
      const [batch, time] = call.shape;
      return written(backend as AnyBackend, runForward(open(), call), [batch, time, 2 * call.weightShapes[1]![0]!]);
    },
  });
  tf.registerKernel({
    kernelName: BILSTM_BACKWARD,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const call = callOf(backend as AnyBackend, inputs as unknown as BilstmInputs<tf.TensorInfo>, attrs as unknown as BilstmAttributes);
      const dy = (backend as AnyBackend).readSync((inputs as { dy: tf.TensorInfo }).dy.dataId) as Float32Array;
      const shapes = [call.shape, ...call.weightShapes];
      return runBackward(open(), call, dy).map((values, i) => written(backend as AnyBackend, values, [...shapes[i]!]));
    },
  });
}
