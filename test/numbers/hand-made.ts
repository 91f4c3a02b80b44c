import type { TrialRecord } from "../../src/experiments/record";
import type { RecordBook } from "../../src/reports/record-book";

/** A record of Model 2 with as much in it as the numbers ask for. */
export function scoredRecord(hash: string, seed: number, f1: number): TrialRecord {
  const scores = { f1, precision: f1, recall: f1 };
  const reading = { micro: scores, macro: scores, weighted: scores, perType: { geo: { ...scores, support: 7, predicted: 7, correct: 5 } }, repairs: { gold: 0, predicted: 3 } };
  const evaluation = {
    sentences: 4, tokens: 40, sequenceAccuracy: f1, padded75: f1, entities: { discard: reading, begin: reading },
    token: { accuracy: f1, withOutside: { micro: scores, macro: scores, weighted: scores }, withoutOutside: { micro: scores, macro: scores, weighted: scores } },
  };
  return {
    hash, kind: "training", seed, split: "reference", corpus: { name: "gmb", sha256: "1" }, environment: {},
    config: { model: "model2", hyperparameters: { embedding: 5 }, training: { maximumEpochs: 9 }, trainingSentences: null, vocabulary: {} },
    metrics: { parameters: 1000, vocabulary: 100, tags: 17, trainingSentences: 9, epochs: 6, bestEpoch: 3 + seed, validation: evaluation, test: evaluation },
    timings: { trainingSeconds: 10, secondsPerEpoch: 2, inferenceTokensPerSecond: 1234, latencyMilliseconds: 0.5, peakMemoryMebibytes: 100 },
  } as unknown as TrialRecord;
}

type Arms = { readonly [experiment: string]: { readonly [arm: string]: readonly TrialRecord[] } };

/** A book of such records; every arm was planned with `planned` seeds. */
export function bookOf(arms: Arms, planned = 2): RecordBook {
  const experiments = Object.entries(arms).map(([id, own]) => ({
    id, notebook: "06", question: "", kind: "training",
    arms: Object.entries(own).map(([arm, records]) => ({ id: arm, title: `arm ${arm}`, trials: records.map(({ seed, hash }) => ({ seed, hash })) })),
  }));
  const all = Object.values(arms).flatMap((own) => Object.values(own).flat());
  return {
    manifest: { corpus: { name: "gmb", sha256: "1" }, split: "reference", profile: "full", seeds: planned, trials: 1, experiments } as unknown as RecordBook["manifest"],
    records: (experiment, arm) => arms[experiment]?.[arm] ?? [],
    planned: () => planned,
    find: (hash) => all.find((record) => record.hash === hash),
    all: () => all,
  };
}
