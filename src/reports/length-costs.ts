import { planTraining, type Batching } from "../encoding";
import type { TrialConfig } from "../experiments/config";
import { trainingSentences } from "../experiments/dataset";
import type { TrialRecord } from "../experiments/record";
import type { Study } from "../experiments/study";
import type { Model2Config } from "../models/model2";
import { createGenerator, deriveSeed } from "../random/generator";
import { listed, mean } from "./percent";
import { lengthsOf } from "./preprocessing-report";

/** Positions that the first epoch of seed 0 computes, and those of its largest batch. */
export interface EpochPositions {
  /** Every position of every batch's rectangle. */
  readonly computed: number;
  /** Tokens alone: padding skipped. */
  readonly tokens: number;
  readonly largestComputed: number;
  readonly largestTokens: number;
}

interface BatchPositions {
  readonly computed: number;
  readonly tokens: number;
}

function positionsOf(own: readonly number[], batching: Batching): BatchPositions {
  const time = batching.kind === "padded" ? batching.length : Math.max(1, ...own);
  return { computed: own.length * time, tokens: own.reduce((sum, length) => sum + Math.min(length, time), 0) };
}

/** What an epoch over sentences of these lengths comes to, with its padding and without. */
export function epochPositions(lengths: readonly number[], batchSize: number, batching: Batching): EpochPositions {
  const plan = planTraining(lengths, batchSize, batching, createGenerator(deriveSeed(0, "shuffle")));
  const batches = plan.map((members) => positionsOf(members.map((i) => lengths[i]!), batching));
  const total = (key: keyof BatchPositions) => batches.reduce((sum, batch) => sum + batch[key], 0);
  const largest = (key: keyof BatchPositions) => batches.reduce((most, batch) => Math.max(most, batch[key]), 0);
  return { computed: total("computed"), tokens: total("tokens"), largestComputed: largest("computed"), largestTokens: largest("tokens") };
}

const BYTES = 4;

/**
 * Bytes that a training step of Model 2 holds for each position it computes, by formula: word id, tag id and weight; the
 * embedded word; gates, cell state, its tanh and the hidden state carried on, of both directions; their output; the logits;
 * and the gradients of logits, output and embedded word (those of the gates overwrite the gates). All are 32 bits wide. Weights
 * and the optimizer's moments come on top, and are the same for every length.
 */
export function bytesPerPosition({ embedding, units }: Pick<Model2Config, "embedding" | "units">, tags: number): number {
  const input = 3;
  const forward = embedding + 2 * 7 * units + 2 * units + tags;
  const backward = tags + 2 * units + embedding;
  return BYTES * (input + forward + backward);
}

/** Throws a RangeError for a record that is not Model 2's. */
function model2Config({ hash, config }: TrialRecord): TrialConfig<"model2"> {
  if (!("model" in config) || config.model !== "model2") throw new RangeError(`The record ${hash} is not one of Model 2.`);
  return config as TrialConfig<"model2">;
}

/** What training at one length takes. */
export interface LengthCost {
  readonly positions: EpochPositions;
  /** MiB that the largest batch takes by formula, its padding computed and skipped. */
  readonly computedMebibytes: number;
  readonly skippedMebibytes: number;
  /** Processor seconds of an epoch with its validation, mean over the seeds that have them; null where none has. */
  readonly cpuSecondsAnEpoch: number | null;
  /** As recorded: the largest that the process had been up to then. */
  readonly peakMebibytes: number;
}

function cpuSecondsAnEpoch(records: readonly TrialRecord[]): number | null {
  const known = records.flatMap(({ timings, metrics }) =>
    timings.trainingCpuSeconds === undefined ? [] : timings.trainingCpuSeconds / metrics.epochs,
  );
  return known.length > 0 ? mean(known) : null;
}

/** The cost of an arm's trainings on the study's training sentences. Throws a RangeError for records of another model. */
export function costOf(study: Study, records: readonly TrialRecord[]): LengthCost {
  const [first] = records as readonly [TrialRecord];
  const { hyperparameters, training } = model2Config(first);
  const sentences = trainingSentences(study.dataset, first.metrics.trainingSentences);
  const positions = epochPositions(lengthsOf(sentences), training.batchSize, training.batching);
  const mebibytes = (count: number) => (count * bytesPerPosition(hyperparameters, first.metrics.tags)) / 2 ** 20;
  return {
    positions,
    computedMebibytes: mebibytes(positions.largestComputed),
    skippedMebibytes: mebibytes(positions.largestTokens),
    cpuSecondsAnEpoch: cpuSecondsAnEpoch(records),
    peakMebibytes: Math.max(...records.map(({ timings }) => timings.peakMemoryMebibytes)),
  };
}

/** Which kernels made the records; all but TensorFlow's own skip padding. */
export function kernelsOf(records: readonly TrialRecord[]): string {
  return listed([...new Set(records.map(({ environment }) => environment.kernels))].sort());
}
