import * as tf from "@tensorflow/tfjs";
import { countWords } from "../encoding";
import type { TrialConfig } from "../experiments/config";
import { trainingSentences } from "../experiments/dataset";
import type { TrialRecord } from "../experiments/record";
import type { Study } from "../experiments/study";
import { Adam, keptShare } from "../training/adam";
import { percent } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** How often the words of the demonstration stand in a batch: in every one, every so many, once, never. */
const WORDS = [
  { word: "in every batch", every: 1 },
  { word: "in every 10th", every: 10 },
  { word: "in every 100th", every: 100 },
  { word: "in the first alone", every: Infinity },
  { word: "in none", every: 0 },
] as const;

const STEPS = 400;
const LEARNING_RATE = 1e-3;
/** A single weight a word, from where embeddings begin; its loss pulls it to 1. */
const START = 0.05;

function occurs(every: number, step: number): boolean {
  return every > 0 && (every === Infinity ? step === 0 : step % every === 0);
}

/** Where Adam with this decay has brought each word's weight after the steps; it gets a gradient only where its word occurs. */
export function trainedWeights(weightDecay: number): number[] {
  return tf.tidy(() => {
    const row = tf.variable(tf.fill([WORDS.length], START));
    const adam = new Adam([row], weightDecay);
    for (let step = 0; step < STEPS; step++) {
      const present = tf.tensor1d(WORDS.map(({ every }) => (occurs(every, step) ? 1 : 0)));
      const gradient = present.mul(row.sub(1));
      adam.apply([gradient], LEARNING_RATE);
      tf.dispose([present, gradient]);
    }
    const weights = [...row.dataSync()];
    adam.dispose();
    row.dispose();
    return weights;
  });
}

/** One row a word: its weight after the same steps under each decay. */
export function decayDemonstrationRows(decays: readonly number[]): Row[] {
  const columns = decays.map((decay) => ({ title: `decay ${decay}`, weights: trainedWeights(decay) }));
  return WORDS.map(({ word }, i) => ({
    word,
    "at the start": START,
    ...Object.fromEntries(columns.map(({ title, weights }) => [title, Number(weights[i]!.toFixed(4))])),
  }));
}

export const DEMONSTRATION = { steps: STEPS, learningRate: LEARNING_RATE } as const;

interface TrainedRecord {
  readonly config: TrialConfig;
  readonly metrics: TrialRecord["metrics"];
}

function trainedOf({ config, metrics }: TrialRecord): TrainedRecord[] {
  return "training" in config ? [{ config, metrics }] : [];
}

/** One row a record: what decay alone leaves of a weight that gets no gradient, in a step, an epoch and the kept epochs. */
export function keptRows(records: readonly TrialRecord[]): Row[] {
  return records.flatMap(trainedOf).map(({ config, metrics }) => {
    const { learningRate, weightDecay, batchSize } = config.training;
    const steps = Math.ceil(metrics.trainingSentences / batchSize);
    const share = keptShare(learningRate, weightDecay);
    return {
      "weight decay": String(weightDecay),
      "learning rate": String(learningRate),
      "steps an epoch": steps,
      "kept a step %": Number((100 * share).toFixed(4)),
      "kept an epoch %": percent(share ** steps),
      epochs: metrics.bestEpoch,
      "kept to the best epoch %": percent(share ** (steps * metrics.bestEpoch)),
    };
  });
}

/** How many of the known words the sample holds how often, and in how few steps of an epoch they can get a gradient. */
export function rareWordRows(study: Study, record: TrialRecord): Row[] {
  const [trained] = trainedOf(record);
  if (!trained) return [];
  const { minimumCount } = trained.config.vocabulary;
  const counts = [...countWords(trainingSentences(study.dataset, trained.config.trainingSentences)).values()].filter((times) => times >= minimumCount);
  const all = [[1, 2], [3, 9], [10, 99], [100, Infinity]] as const;
  const groups = all.map(([from, to]) => [Math.max(from, minimumCount), to] as const).filter(([from, to]) => to >= from);
  const steps = Math.ceil(trained.metrics.trainingSentences / trained.config.training.batchSize);
  return groups.map(([from, to]) => {
    const words = counts.filter((times) => times >= from && times <= to);
    const touched = words.map((times) => Math.min(times, steps) / steps);
    return {
      "times in the sample": to === Infinity ? `${from} or more` : from === to ? String(from) : `${from} to ${to}`,
      words: words.length,
      "of all known words %": percent(words.length / Math.max(1, counts.length)),
      "steps of an epoch with a gradient, at most %": words.length === 0 ? null : percent(touched.reduce((sum, share) => sum + share, 0) / words.length),
    };
  });
}
