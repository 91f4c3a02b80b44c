import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { startedKernels } from "../backend/choose";
import type { Sentence } from "../corpus/types";
import { encodeWords } from "../encoding";
import { profileConfig } from "../experiments/profiles";
import { trainSeeds, type Study } from "../experiments/study";
import { openTypescriptMachine } from "../kernels/typescript/machine";
import { loadBundle, type ModelBundle } from "../models/bundle";
import { copyWeights, trainableVariables } from "../models/weights";
import { CompiledModel } from "../programs/compiled-model";
import { observeBilstms, type ObservedBilstm } from "../programs/observed-bilstm";
import { gatesOf, largestDifference, outputOf, runBilstm, type BilstmSteps, type BilstmWeights } from "./lstm-anatomy";

type Row = { readonly [column: string]: string | number | null };
/** A trained tagger whose one BiLSTM is called "bilstm", as Model 2's is. */
export type LstmBundle = Pick<ModelBundle, "model" | "vocabulary">;

/** A Model 2 of the study's profile and first seed, with its weights; trained where it is not at hand. */
export async function trainedModel2(study: Study): Promise<ModelBundle> {
  const [record] = await trainSeeds({ ...study, seeds: study.seeds.slice(0, 1) }, profileConfig("model2", study.profile), true);
  return loadBundle(path.join(study.workspace.models, record!.hash));
}

/** The weights of the layer's two directions, as it holds them. */
export function bilstmWeights({ model }: LstmBundle): BilstmWeights {
  const weights = model.getLayer("bilstm").getWeights().map((tensor) => tensor.dataSync());
  const direction = (first: number) => ({
    kernel: weights[first]!, recurrent: weights[first + 1]!, bias: weights[first + 2]!, units: weights[first + 2]!.length / 4,
  });
  return { forward: direction(0), backward: direction(3) };
}

/** The embedding's row of every word. */
export function wordVectors({ model, vocabulary }: LstmBundle, words: readonly string[]): Float32Array[] {
  const [table] = model.getLayer("embedding").getWeights() as [tf.Tensor];
  const width = table.shape[1]!;
  const values = table.dataSync() as Float32Array;
  return [...encodeWords(words, vocabulary)].map((id) => values.slice(id * width, (id + 1) * width));
}

/** The equations on a sentence, with the trained weights. */
export function stepsOf(bundle: LstmBundle, { words }: Pick<Sentence, "words">): BilstmSteps {
  return runBilstm(bilstmWeights(bundle), wordVectors(bundle, words));
}

/** What the layer hands on for a sentence alone, `[tokens, 2 × units]`, through the model cut off behind it. */
export function layerOutput({ model, vocabulary }: LstmBundle, { words }: Pick<Sentence, "words">): Float32Array {
  const cutOff = tf.model({ inputs: model.inputs, outputs: model.getLayer("bilstm").output as tf.SymbolicTensor });
  return tf.tidy(() => {
    const ids = tf.tensor2d(encodeWords(words, vocabulary), [1, words.length], "int32");
    return (cutOff.predict(ids) as tf.Tensor).dataSync().slice() as Float32Array;
  });
}

/** The kernels' own definition of the operation, run in double precision; gates and outputs of a sentence. */
function inDoublePrecision({ model, vocabulary }: LstmBundle, sentences: readonly Pick<Sentence, "words">[]): ObservedBilstm[] {
  const compiled = new CompiledModel(model, openTypescriptMachine({ precision: "double" }), false);
  try {
    compiled.restart(copyWeights(trainableVariables(model)));
    return sentences.map(({ words }) => observeBilstms(compiled, encodeWords(words, vocabulary))[0]!);
  } finally {
    compiled.close();
  }
}

/** How far the equations and an implementation are apart. */
export interface Agreement {
  readonly implementation: string;
  readonly precision: "single" | "double";
  readonly compared: "outputs" | "outputs and gates";
  /** Numbers compared. */
  readonly values: number;
  readonly largest: number;
}

/** What the tolerance is: the largest difference that still counts as none. */
export const TOLERANCE = 1e-6;

type Compared = Pick<Agreement, "implementation" | "precision" | "compared">;

function agreement(base: Compared, pairs: readonly (readonly [ArrayLike<number>, ArrayLike<number>])[]): Agreement {
  return {
    ...base,
    values: pairs.reduce((sum, [expected]) => sum + expected.length, 0),
    largest: pairs.reduce((most, [expected, found]) => Math.max(most, largestDifference(expected, found)), 0),
  };
}

/** The equations against the layer as it tags, in single precision, and against the kernels' oracle in double precision. */
export function agreements(bundle: LstmBundle, sentences: readonly Pick<Sentence, "words">[]): Agreement[] {
  const steps = sentences.map((sentence) => stepsOf(bundle, sentence));
  const oracle = inDoublePrecision(bundle, sentences);
  const layer = { implementation: `the layer, ${startedKernels().variant}`, precision: "single", compared: "outputs" } as const;
  const machine = { implementation: "the kernels' oracle, TypeScript", precision: "double", compared: "outputs and gates" } as const;
  return [
    agreement(layer, sentences.map((sentence, i) => [outputOf(steps[i]!), layerOutput(bundle, sentence)] as const)),
    agreement(machine, oracle.flatMap(({ output, gates }, i) => [
      [outputOf(steps[i]!), output] as const,
      [gatesOf(steps[i]!.forward), gates.forward] as const,
      [gatesOf(steps[i]!.backward), gates.backward] as const,
    ])),
  ];
}

export function agreementRows(found: readonly Agreement[]): Row[] {
  return found.map(({ implementation, precision, compared, values, largest }) => ({
    "the equations against": implementation,
    precision,
    compared,
    "numbers compared": values,
    "largest difference": largest.toExponential(2),
    "at most 1e-6": largest <= TOLERANCE ? "yes" : "no",
  }));
}

export function agreementFindings(found: readonly Agreement[]): string[] {
  return found.map(({ implementation, precision, largest }) =>
    `The LSTM's equations, computed in double precision, and ${implementation} in ${precision} precision differ by at most ` +
      `${largest.toExponential(1)}${largest <= TOLERANCE ? ", less than 1e-6" : ": more than 1e-6"}.`);
}
