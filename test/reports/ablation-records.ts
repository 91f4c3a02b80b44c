import { arm, type Arm, type Experiment } from "../../src/experiments/manifest/experiment";
import { defaultTrialConfig } from "../../src/experiments/config";
import type { TrialRecord } from "../../src/experiments/record";
import type { ArmResult } from "../../src/experiments/run-experiment";
import type { Study } from "../../src/experiments/study";
import type { ModelName } from "../../src/models/options";
import { fakeRecord } from "./comparisons";

/** What one made-up training came to. */
export interface FakeTraining {
  /** Chance of missing a sentence, one a seed. */
  readonly missed: readonly number[];
  /** Strict F1 on the validation part. */
  readonly validation?: number;
  readonly parameters?: number;
  readonly sentences?: number;
  /** Null leaves it out. */
  readonly cpuSeconds?: number | null;
}

const HISTORY = [[0.9, 0.3], [0.5, 0.6], [0.2, 0.5]].map(([loss, validationF1], i) => ({
  epoch: i + 1, loss: loss!, validationF1: validationF1!, validationAccuracy: 0.9, learningRate: 1e-3,
}));

/** A record with a history of three epochs, the second its best, of as many as the configuration allows. */
export function trainedRecord(study: Study, model: ModelName, seed: number, chance: number, training: Omit<FakeTraining, "missed"> = {}): TrialRecord {
  const { validation = 0.5, parameters = 1000, sentences = 100, cpuSeconds = 30 } = training;
  const record = fakeRecord(study, model, seed, chance, cpuSeconds === null ? {} : { trainingCpuSeconds: cpuSeconds });
  const discard = { ...record.metrics.validation.entities.discard, micro: { precision: validation, recall: validation, f1: validation } };
  const config = { ...defaultTrialConfig(model), trainingSentences: sentences };
  return {
    ...record,
    config: { ...config, training: { ...config.training, maximumEpochs: 3 } },
    history: HISTORY,
    metrics: {
      ...record.metrics,
      parameters, trainingSentences: sentences, epochs: 3, bestEpoch: 2,
      validation: { ...record.metrics.validation, entities: { ...record.metrics.validation.entities, discard } },
    },
  } as TrialRecord;
}

/** Results of a grid over one number; the value `base` changes nothing. */
export function gridResults(study: Study, base: string, trainings: Readonly<Record<string, FakeTraining>>): ArmResult[] {
  return Object.entries(trainings).map(([id, { missed, ...training }]) => ({
    arm: arm(id, "model2", { value: Number(id), settings: id === base ? {} : { hyperparameters: { units: Number(id) } } }),
    records: missed.map((chance, seed) => trainedRecord(study, "model2", seed, chance, training)),
  }));
}

export function experimentOf(id: string, results: readonly { readonly arm: Arm }[]): Experiment {
  return { id, notebook: "10", question: "How much is enough?", kind: "training", seeds: 3, arms: results.map(({ arm: each }) => each) };
}
