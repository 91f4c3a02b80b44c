import * as tf from "@tensorflow/tfjs";
import { openChosenMachine } from "../backend/choose";
import type { Batch } from "../encoding/batches";
import { CompiledModel, type BatchTags } from "../programs/compiled-model";
import { UntranslatableModel } from "../programs/translate";
import { copyWeights, trainableVariables } from "./weights";

/** Answers batches with tags. It may hold memory and threads: close it. */
export interface Predictor {
  predict(batch: Batch): BatchTags;
  /** The logits of every position, `[rows × time, tags]`. */
  logits(batch: Batch): Float32Array;
  close(): void;
}

/** A model's layers one by one through tfjs, with the weights that it has when asked. */
export function layerPredictor(model: tf.LayersModel): Predictor {
  const predict = ({ words, rows, time }: Batch): BatchTags => {
    const [tags, confidences] = tf.tidy(() => {
      const probabilities = model.apply(tf.tensor2d(words, [rows, time], "int32"), { training: false }) as tf.Tensor3D;
      return [probabilities.argMax(2), probabilities.max(2)];
    }) as [tf.Tensor, tf.Tensor];
    const answer = { tags: Int32Array.from(tags.dataSync()), confidences: Float32Array.from(confidences.dataSync()) };
    tf.dispose([tags, confidences]);
    return answer;
  };
  const beforeSoftmax = tf.model({ inputs: model.inputs, outputs: model.getLayer("logits").output as tf.SymbolicTensor });
  const logits = ({ words, rows, time }: Batch): Float32Array =>
    tf.tidy(() => Float32Array.from((beforeSoftmax.predict(tf.tensor2d(words, [rows, time], "int32")) as tf.Tensor).dataSync()));
  return { predict, logits, close: () => {} };
}

const said = new Set<string>();

function sayOnce(line: string): void {
  if (!said.has(line)) process.stderr.write(`${line}\n`);
  said.add(line);
}

/** A model as programs of the chosen kernels, or undefined where they run none or the model has no translation. */
export function compileModel(model: tf.LayersModel, training: boolean): CompiledModel | undefined {
  const machine = openChosenMachine();
  if (!machine) return undefined;
  try {
    const compiled = new CompiledModel(model, machine, training);
    compiled.restart(copyWeights(trainableVariables(model)));
    return compiled;
  } catch (error) {
    machine.close();
    if (!(error instanceof UntranslatableModel)) throw error;
    sayOnce(`model ${model.name}: layer by layer, since ${error.message}`);
    return undefined;
  }
}

/** Predicts with the weights that the model has now, on the chosen kernels. Throws a DataError for a weight that is no number. */
export function openPredictor(model: tf.LayersModel): Predictor {
  return compileModel(model, false) ?? layerPredictor(model);
}

/** Opens a predictor, uses it and closes it. */
export function withPredictor<T>(model: tf.LayersModel, use: (predictor: Predictor) => T): T {
  const predictor = openPredictor(model);
  try {
    return use(predictor);
  } finally {
    predictor.close();
  }
}
