import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { startBackend } from "../../../src/backend/choose";
import type { Corpus } from "../../../src/corpus/types";
import { buildTagSet, buildVocabulary } from "../../../src/encoding";
import { evaluateTagging } from "../../../src/evaluation";
import { defaultTrialConfig } from "../../../src/experiments/config";
import { prepareDataset, sentencesOf } from "../../../src/experiments/dataset";
import { predictionsName, writePredictions } from "../../../src/experiments/predictions";
import { writeRecord, type TrialRecord } from "../../../src/experiments/record";
import { onDataset, PROTOCOL_VERSION, trialHash, type TrainingTrial } from "../../../src/experiments/trial";
import { buildModel } from "../../../src/models/build";
import { saveBundle } from "../../../src/models/bundle";
import { tinyCorpus } from "../../support/sentences";

export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-registry-"));
}

/** A model that was never trained, with a record and predictions as a run leaves them: a tag is wrong in every so many sentences. */
export interface TinyRun {
  readonly model: string;
  readonly record: string;
  readonly hash: string;
}

export interface TinyOptions {
  readonly corpus?: Corpus;
  readonly seed?: number;
  /** Every how many test sentences the prediction is all O; 0 for none. */
  readonly wrongEvery?: number;
  /** Leaves a drift reference beside the model: what gates ask of one, no more. */
  readonly reference?: boolean;
}

function predictionsOf(gold: readonly (readonly string[])[], wrongEvery: number): string[][] {
  return gold.map((tags, i) => (wrongEvery > 0 && i % wrongEvery === 0 ? tags.map(() => "O") : [...tags]));
}

function recordOf(trial: TrainingTrial, hash: string, corpus: Corpus, runFolder: string, wrongEvery: number): TrialRecord {
  const { split } = prepareDataset(corpus, trial.split);
  const goldOf = (part: readonly number[]) => part.map((i) => [...corpus.sentences[i]!.tags]);
  const predicted = predictionsOf(goldOf(split.test), wrongEvery);
  const file = predictionsName(hash, "test");
  const lines = split.test.map((i, k) => ({ i, tags: predicted[k]! }));
  const sha256 = writePredictions(path.join(runFolder, "results", file), lines);
  const validation = goldOf(split.validation);
  return {
    ...trial, hash, protocolVersion: PROTOCOL_VERSION, history: [],
    environment: { node: "v20", backend: "cpu", kernels: "typescript", threads: 1, cpu: "one", commit: "0123456789ab" },
    metrics: {
      parameters: 1, vocabulary: 1, tags: 1, trainingSentences: 1, epochs: 1, bestEpoch: 1,
      validation: evaluateTagging(validation, validation), test: evaluateTagging(goldOf(split.test), predicted),
    },
    predictions: { file, sha256 },
    timings: {
      trainingSeconds: 1, secondsPerEpoch: 1, inferenceTokensPerSecond: 1, latencyMilliseconds: 1, latency: { p50: 1, p95: 2, p99: 3 },
      peakMemoryMebibytes: 1,
    },
  };
}

function leaveReference(folder: string, sentences: number, vocabularySize: number, tags: readonly string[]): void {
  const empty = { counts: {}, thresholds: {}, quality: {}, interval: {} };
  const content = { format: 1, sentences, f1: 1, vocabularySize, layout: { tags, lengthEdges: [] }, ...empty };
  fs.writeFileSync(path.join(folder, "reference.json"), JSON.stringify(content));
}

/** Leaves what a training leaves: `models/HASH`, `results/HASH.json` and the predictions. */
export async function tinyRun(runFolder: string, options: TinyOptions = {}): Promise<TinyRun> {
  const { corpus = tinyCorpus(60), seed = 0, wrongEvery = 0, reference = false } = options;
  await startBackend();
  const dataset = prepareDataset(corpus, "reference");
  const trial: TrainingTrial = { kind: "training", config: defaultTrialConfig("baseline-per-token"), ...onDataset(dataset), seed };
  const hash = trialHash(trial);
  const training = sentencesOf(dataset, dataset.split.train);
  const vocabulary = buildVocabulary(training, { minimumCount: 1, maximumSize: null });
  const tagSet = buildTagSet(training);
  const model = buildModel("baseline-per-token", { vocabulary: vocabulary.size, tags: tagSet.size, seed });
  const folder = path.join(runFolder, "models", hash);
  await saveBundle(folder, { model, vocabulary, tagSet, description: { ...trial, hash } });
  model.dispose();
  if (reference) leaveReference(folder, dataset.split.validation.length, vocabulary.size, tagSet.tags);
  const record = path.join(runFolder, "results", `${hash}.json`);
  writeRecord(record, recordOf(trial, hash, corpus, runFolder, wrongEvery));
  return { model: folder, record, hash };
}
