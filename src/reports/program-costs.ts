import * as tf from "@tensorflow/tfjs";
import { openChosenMachine } from "../backend/choose";
import { assembleBatch, UNK_ID, type Batch } from "../encoding";
import { median } from "../experiments/measure";
import type { TrialRecord } from "../experiments/record";
import type { Study } from "../experiments/study";
import { openTypescriptMachine } from "../kernels/typescript/machine";
import { BYTES_A_FLOAT, type BatchShape } from "../models/arithmetic";
import { buildModel, type ModelConfigs } from "../models/build";
import type { ModelName } from "../models/options";
import { copyWeights, trainableVariables } from "../models/weights";
import { CompiledModel } from "../programs/compiled-model";
import { observedOperations, type OperationCounts } from "../programs/count-operations";

export interface ModelRecords {
  readonly model: ModelName;
  /** One a seed. */
  readonly records: readonly TrialRecord[];
}

export interface Sizes {
  readonly vocabulary: number;
  readonly tags: number;
}

/** What one batch costs, in operations and bytes a token. */
export interface BatchCost {
  readonly sentences: number;
  readonly shape: BatchShape;
  readonly flops: number;
  readonly weightBytes: number;
  readonly activationBytes: number;
}

/** What the programs of one model cost, counted while they ran. */
export interface ProgramCost {
  readonly model: ModelName;
  readonly hyperparameters: ModelConfigs[ModelName];
  readonly sizes: Sizes;
  readonly parameters: number;
  /** Of the file that holds the saved weights. */
  readonly savedBytes: number;
  /** One sentence of the test part's median length, alone. */
  readonly alone: BatchCost;
  readonly batch: BatchCost;
  /** Floating-point operations a token of one step of training on that batch. */
  readonly trainingFlops: number;
}

const BATCH_SENTENCES = 32;

function batchOf(lengths: readonly number[]): Batch {
  return assembleBatch(lengths.map((length) => ({ words: new Int32Array(length).fill(UNK_ID) })), { kind: "bucketed" });
}

function tokensIn(batch: Batch): number {
  return batch.weights.reduce((sum, weight) => sum + weight, 0);
}

/** Runs a model's programs on a machine of its own. */
function withCompiled<T>(model: tf.LayersModel, training: boolean, use: (compiled: CompiledModel) => T): T {
  const compiled = new CompiledModel(model, openChosenMachine() ?? openTypescriptMachine(), training);
  try {
    compiled.restart(copyWeights(trainableVariables(model)));
    return use(compiled);
  } finally {
    compiled.close();
  }
}

function costOf(counts: OperationCounts, batch: Batch): BatchCost {
  const tokens = tokensIn(batch);
  return {
    sentences: batch.rows,
    shape: { tokens, steps: batch.time },
    flops: counts.flops / tokens,
    weightBytes: (BYTES_A_FLOAT * counts.weightWords) / tokens,
    activationBytes: (BYTES_A_FLOAT * counts.activationWords) / tokens,
  };
}

/** Weights are packed on the first prediction; what is counted is every one after it. */
function countPrediction(compiled: CompiledModel, batch: Batch): BatchCost {
  compiled.predict(batch);
  return costOf(observedOperations(compiled, (observed) => observed.predict(batch)), batch);
}

async function savedBytes(model: tf.LayersModel): Promise<number> {
  let bytes = 0;
  await model.save(tf.io.withSaveHandler(async (artifacts) => {
    bytes = [artifacts.weightData!].flat().reduce((sum, part) => sum + part.byteLength, 0);
    return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
  }));
  return bytes;
}

/** Counts what a model of these sizes does for a token: untrained, as no count depends on the weights. Throws an UntranslatableModel for one with attention. */
export async function measureProgram(
  model: ModelName, hyperparameters: ModelConfigs[ModelName], sizes: Sizes, lengths: { readonly alone: number; readonly batch: readonly number[] },
): Promise<ProgramCost> {
  const built = buildModel(model, sizes, hyperparameters);
  const [single, many] = [batchOf([lengths.alone]), batchOf(lengths.batch)];
  try {
    const [alone, batch] = withCompiled(built, false, (compiled) => [countPrediction(compiled, single), countPrediction(compiled, many)] as const);
    const step = withCompiled(built, true, (compiled) => observedOperations(compiled, (observed) => observed.gradients(many, 0)));
    return {
      model, hyperparameters, sizes, alone, batch, parameters: built.countParams(), savedBytes: await savedBytes(built),
      trainingFlops: step.flops / tokensIn(many),
    };
  } finally {
    built.dispose();
  }
}

/** Hyperparameters and sizes of a trained model. Throws a RangeError for a floor, which has none. */
export function setupOf({ config, metrics }: TrialRecord): { readonly hyperparameters: ModelConfigs[ModelName]; readonly sizes: Sizes } {
  if (!("model" in config)) throw new RangeError("A floor has no program.");
  return { hyperparameters: config.hyperparameters, sizes: { vocabulary: metrics.vocabulary, tags: metrics.tags } };
}

/** The same for models as their records have them, on lengths of the study's test part. */
export async function measurePrograms(study: Study, models: readonly ModelRecords[]): Promise<ProgramCost[]> {
  const { corpus, split } = study.dataset;
  const lengths = split.test.map((i) => corpus.sentences[i]!.words.length);
  const given = { alone: Math.round(median(lengths)), batch: lengths.slice(0, BATCH_SENTENCES) };
  const costs: ProgramCost[] = [];
  for (const { model, records } of models) {
    const { hyperparameters, sizes } = setupOf(records[0]!);
    costs.push(await measureProgram(model, hyperparameters, sizes, given));
  }
  return costs;
}
