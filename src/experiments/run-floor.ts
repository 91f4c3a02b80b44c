import * as path from "node:path";
import { buildTagSet, countWords } from "../encoding";
import { allOutside, evaluateTagging, lookupTags, trainLookupTable } from "../evaluation";
import { trainingSentences, sentencesOf, type Dataset } from "./dataset";
import { describeEnvironment } from "./environment";
import { predictionsName, writePredictions } from "./predictions";
import type { TrialMetrics, TrialRecord } from "./record";
import { onDataset, PROTOCOL_VERSION, trialHash, type FloorName, type FloorTrial } from "./trial";
import { findRecord, saveRecord, type Workspace } from "./workspace";

const NO_TIMINGS = { trainingSeconds: 0, secondsPerEpoch: 0, inferenceTokensPerSecond: 0, latencyMilliseconds: 0, peakMemoryMebibytes: 0 };

function tagger(floor: FloorName, dataset: Dataset, limit: number | null): (indices: readonly number[]) => string[][] {
  if (floor === "all-O") return (indices) => allOutside(sentencesOf(dataset, indices));
  const table = trainLookupTable(trainingSentences(dataset, limit));
  return (indices) => sentencesOf(dataset, indices).map((sentence) => lookupTags(table, sentence.words));
}

function metricsOf(dataset: Dataset, limit: number | null, tag: ReturnType<typeof tagger>): TrialMetrics {
  const training = trainingSentences(dataset, limit);
  const evaluate = (indices: readonly number[]) =>
    evaluateTagging(
      sentencesOf(dataset, indices).map((sentence) => [...sentence.tags]),
      tag(indices),
    );
  return {
    parameters: 0,
    vocabulary: countWords(training).size,
    tags: buildTagSet(training).size,
    trainingSentences: training.length,
    epochs: 0,
    bestEpoch: 0,
    validation: evaluate(dataset.split.validation),
    test: evaluate(dataset.split.test),
  };
}

function scoreFloor(dataset: Dataset, trial: FloorTrial, hash: string, workspace: Workspace): TrialRecord {
  const { floor, trainingSentences: limit } = trial.config;
  const tag = tagger(floor, dataset, limit);
  const { test } = dataset.split;
  const tags = tag(test);
  const file = predictionsName(hash, "test");
  const sha256 = writePredictions(path.join(workspace.results, file), test.map((i, k) => ({ i, tags: tags[k]! })));
  const metrics = metricsOf(dataset, limit, tag);
  const environment = describeEnvironment();
  return { ...trial, hash, protocolVersion: PROTOCOL_VERSION, metrics, history: [], predictions: { file, sha256 }, timings: NO_TIMINGS, environment };
}

/** Scores one of the floors that every model must be seen beside; a floor that has its record is not scored again. */
export function runFloor(dataset: Dataset, floor: FloorName, limit: number | null, workspace: Workspace): TrialRecord {
  const trial: FloorTrial = { kind: "floor", config: { floor, trainingSentences: limit }, ...onDataset(dataset), seed: 0 };
  const hash = trialHash(trial);
  const known = findRecord(workspace, hash);
  if (known) return known;
  const record = scoreFloor(dataset, trial, hash, workspace);
  saveRecord(workspace, record);
  return record;
}
