import { trainingSentences } from "../experiments/dataset";
import type { TrialRecord } from "../experiments/record";
import type { Study } from "../experiments/study";
import {
  activationBytesWritten, BYTES_A_FLOAT, forwardFlops, layerParameters, multipliedWeights, trainingFlops, weightBytesRead,
} from "../models/arithmetic";
import { DEFAULT_MODEL_CONFIGS } from "../models/build";
import { MODEL_TITLES, type ModelName } from "../models/options";
import { summarizeModels } from "../models/summary";
import { strictScores } from "./model-report";
import { count, listed, mean, meanAndDeviation, percentText } from "./percent";
import { setupOf, type BatchCost, type ModelRecords, type ProgramCost, type Sizes } from "./program-costs";

type Row = { readonly [column: string]: string | number | null };

/** The original's: its one-token corpus had so many words and tags. */
export const ORIGINAL_SIZES: Sizes = { vocabulary: 3799, tags: 9 };
const PUBLISHED: { readonly [name in ModelName]: number } = {
  baseline: 401669, "baseline-per-token": 401669, model2: 312559, advanced: 1278721,
};

/** One row a layer with weights: its parameters by formula, and as the built layer counts them. */
export function parameterRows(sizes: Sizes): Row[] {
  return summarizeModels(sizes).flatMap(({ name, layers }) =>
    layerParameters(name, DEFAULT_MODEL_CONFIGS[name], sizes).map(({ layer, formula, parameters }) => ({
      model: MODEL_TITLES[name],
      layer,
      formula,
      "by formula": parameters,
      "by the layer": layers.find((each) => each.name === layer)?.parameters ?? null,
    })),
  );
}

function totalByFormula(model: ModelName, sizes: Sizes): number {
  return layerParameters(model, DEFAULT_MODEL_CONFIGS[model], sizes).reduce((sum, { parameters }) => sum + parameters, 0);
}

/** One row a model: the sum at the original's sizes, beside what was published, and at those of this corpus. */
export function totalRows(sizes: Sizes): Row[] {
  const here = summarizeModels(sizes);
  return summarizeModels(ORIGINAL_SIZES).map(({ name, parameters }, i) => ({
    model: MODEL_TITLES[name],
    "original's sizes, by formula": totalByFormula(name, ORIGINAL_SIZES),
    "original's sizes, by the model": parameters,
    published: PUBLISHED[name],
    "this corpus, by formula": totalByFormula(name, sizes),
    "this corpus, by the model": here[i]!.parameters,
  }));
}

/** One row a model: operations a token, by formula and as counted. */
export function flopsRows(costs: readonly ProgramCost[]): Row[] {
  return costs.map(({ model, hyperparameters, sizes, parameters, batch, trainingFlops: counted }) => ({
    model: MODEL_TITLES[model],
    parameters,
    "of them multiplied": multipliedWeights(model, hyperparameters, sizes.tags),
    "FLOPs a token, formula": forwardFlops(model, hyperparameters, sizes.tags),
    "program": Math.round(batch.flops),
    "in training, formula": trainingFlops(model, hyperparameters, sizes.tags),
    "program, training": Math.round(counted),
  }));
}

function batchText({ sentences, shape }: BatchCost): string {
  return sentences === 1 ? `one sentence, ${shape.tokens} tokens` : `${sentences} sentences, ${shape.tokens} tokens`;
}

/** One row a model and batch: bytes of its operands a token, by formula and as counted, and the operations for each byte. */
export function bytesRows(costs: readonly ProgramCost[]): Row[] {
  return costs.flatMap(({ model, hyperparameters, sizes, alone, batch }) => [alone, batch].map((cost) => ({
    model: MODEL_TITLES[model],
    batch: batchText(cost),
    "weights read, formula": Math.round(weightBytesRead(model, hyperparameters, sizes.tags, cost.shape)),
    "weights read, program": Math.round(cost.weightBytes),
    "activations written, formula": activationBytesWritten(model, hyperparameters, sizes.tags),
    "activations written, program": Math.round(cost.activationBytes),
    "FLOPs a byte": Number((cost.flops / (cost.weightBytes + cost.activationBytes)).toFixed(1)),
  })));
}

const MEBIBYTE = 2 ** 20;

function meanOf(records: readonly TrialRecord[], value: (record: TrialRecord) => number | undefined): number | null {
  const values = records.flatMap((record) => value(record) ?? []);
  return values.length > 0 ? mean(values) : null;
}

function digits(value: number | null, significant: number): number | null {
  return value === null ? null : Number(value.toPrecision(significant));
}

/** One row a model: size, work, time and quality side by side, means over seeds. */
export function costRows(models: readonly ModelRecords[], costs: readonly ProgramCost[]): Row[] {
  return models.map(({ model, records }, i) => {
    const { parameters, batch, savedBytes: bytes } = costs[i]!;
    return {
      model: MODEL_TITLES[model],
      seeds: records.length,
      parameters,
      "saved weights, MiB": digits(bytes / MEBIBYTE, 4),
      "kFLOPs a token": digits(batch.flops / 1000, 4),
      epochs: digits(meanOf(records, ({ metrics }) => metrics.epochs), 3),
      "training, CPU s": digits(meanOf(records, ({ timings }) => timings.trainingCpuSeconds), 4),
      "latency, ms a sentence": digits(meanOf(records, ({ timings }) => timings.latencyMilliseconds), 3),
      "tokens/s, in batches": Math.round(mean(records.map(({ timings }) => timings.inferenceTokensPerSecond))),
      "strict F1 %": meanAndDeviation(strictScores(records)),
    };
  });
}

function trainingTokens(study: Study, { config }: TrialRecord): number {
  return trainingSentences(study.dataset, config.trainingSentences).reduce((sum, { words }) => sum + words.length, 0);
}

/** One row a model: how fast its products were computed, from the operations by formula and the records' times. */
export function rateRows(study: Study, models: readonly ModelRecords[]): Row[] {
  return models.map(({ model, records }) => {
    const { hyperparameters, sizes } = setupOf(records[0]!);
    const tokens = trainingTokens(study, records[0]!);
    const step = trainingFlops(model, hyperparameters, sizes.tags);
    const perSecond = ({ metrics, timings }: TrialRecord) =>
      timings.trainingCpuSeconds === undefined ? undefined : (step * tokens * metrics.epochs) / timings.trainingCpuSeconds / 1e9;
    const speed = mean(records.map(({ timings }) => timings.inferenceTokensPerSecond));
    return {
      model: MODEL_TITLES[model],
      "GFLOPs of an epoch": digits((step * tokens) / 1e9, 4),
      "GFLOPs a CPU second, training": digits(meanOf(records, perSecond), 3),
      "GFLOPs a second, tagging in batches": digits((forwardFlops(model, hyperparameters, sizes.tags) * speed) / 1e9, 3),
    };
  });
}

/** Whether every count of the programs is what its formula gives. */
export function formulasHold(costs: readonly ProgramCost[]): boolean {
  return costs.every(({ model, hyperparameters: config, sizes: { vocabulary, tags }, ...cost }) => {
    const agree = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.abs(b);
    const total = layerParameters(model, config, { vocabulary, tags }).reduce((sum, { parameters }) => sum + parameters, 0);
    const batches = [cost.alone, cost.batch].every(({ flops, weightBytes, activationBytes, shape }) =>
      agree(flops, forwardFlops(model, config, tags)) && agree(weightBytes, weightBytesRead(model, config, tags, shape)) &&
      agree(activationBytes, activationBytesWritten(model, config, tags)));
    return batches && total === cost.parameters && cost.savedBytes === BYTES_A_FLOAT * total && agree(cost.trainingFlops, trainingFlops(model, config, tags));
  });
}

function times(more: number, less: number): string {
  return less > 0 ? `${(more / less).toFixed(1)} times` : "many times";
}

function embeddingSentence(costs: readonly ProgramCost[]): string {
  const shares = costs.map(({ model, hyperparameters, sizes, parameters }) =>
    `${percentText((sizes.vocabulary * hyperparameters.embedding) / parameters)} of ${MODEL_TITLES[model]}`);
  return `The embedding holds ${listed(shares)}: parameters that are looked up and never multiplied, so that a count of parameters says little of the work.`;
}

function loadSentence(costs: readonly ProgramCost[]): string[] {
  const ordered = [...costs].sort((a, b) => a.batch.flops - b.batch.flops);
  const [least, most] = [ordered[0], ordered[ordered.length - 1]];
  if (!least || !most || least === most) return [];
  const sizes = `${times(most.parameters, least.parameters)} the parameters`;
  return [`A token costs ${count(least.batch.flops)} operations in ${MODEL_TITLES[least.model]} and ${count(most.batch.flops)} in ` +
    `${MODEL_TITLES[most.model]}: ${times(most.batch.flops, least.batch.flops)} the work for ${sizes}.`];
}

/** What the counts say, computed. */
export function complexityFindings(costs: readonly ProgramCost[]): string[] {
  const models = listed(costs.map(({ model }) => MODEL_TITLES[model]));
  const outcome = formulasHold(costs)
    ? "are what the programs did, to the last operation and byte"
    : "differ from what the programs did; the tables show where";
  return [`Parameters, operations and bytes by formula ${outcome} (${models}).`, embeddingSentence(costs), ...loadSentence(costs)];
}
