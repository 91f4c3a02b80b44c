import * as path from "node:path";
import type { SplitName } from "../corpus/types";
import { buildTagSet, countWords } from "../encoding";
import { allOutside, evaluateTagging, lookupTags, trainLookupTable } from "../evaluation";
import { trainingSentences, sentencesOf, type Dataset } from "./dataset";
import { describeEnvironment } from "./environment";
import { predictionsName, writePredictions } from "./predictions";
import type { TrialRecord } from "./record";
import { corpusReference, PROTOCOL_VERSION, trialHash, type FloorName, type Trial } from "./trial";
import { findRecord, saveRecord, type Workspace } from "./workspace";

const NO_TIMINGS = { trainingSeconds: 0, secondsPerEpoch: 0, inferenceTokensPerSecond: 0, latencyMilliseconds: 0, peakMemoryMebibytes: 0 };

function tagger(floor: FloorName, dataset: Dataset, limit: number | null): (indices: readonly number[]) => string[][] {
  if (floor === "all-O") return (indices) => allOutside(sentencesOf(dataset, indices));
  const table = trainLookupTable(trainingSentences(dataset, limit));
  return (indices) => sentencesOf(dataset, indices).map((sentence) => lookupTags(table, sentence.words));
}

/** Scores one of the floors that every model must be seen beside; a floor that has its record is not scored again. */
export function runFloor(dataset: Dataset, floor: FloorName, limit: number | null, workspace: Workspace, fresh = false): TrialRecord {
  const trial: Trial = {
    kind: "floor",
    config: { floor, trainingSentences: limit },
    corpus: corpusReference(dataset.corpus),
    split: dataset.split.name as SplitName,
    seed: 0,
  };
  const hash = trialHash(trial);
  const known = fresh ? undefined : findRecord(workspace, hash);
  if (known) return known;
  const tag = tagger(floor, dataset, limit);
  const evaluate = (indices: readonly number[]) =>
    evaluateTagging(
      sentencesOf(dataset, indices).map((sentence) => [...sentence.tags]),
      tag(indices),
    );
  const training = trainingSentences(dataset, limit);
  const file = predictionsName(hash, "test");
  const tags = tag(dataset.split.test);
  const digest = writePredictions(
    path.join(workspace.results, file),
    dataset.split.test.map((i, k) => ({ i, tags: tags[k]! })),
  );
  const record: TrialRecord = {
    ...trial,
    hash,
    protocolVersion: PROTOCOL_VERSION,
    metrics: {
      parameters: 0,
      vocabulary: countWords(training).size,
      tags: buildTagSet(training).size,
      trainingSentences: training.length,
      epochs: 0,
      bestEpoch: 0,
      validation: evaluate(dataset.split.validation),
      test: evaluate(dataset.split.test),
    },
    history: [],
    predictions: { file, sha256: digest },
    timings: NO_TIMINGS,
    environment: describeEnvironment("none"),
  };
  saveRecord(workspace, record);
  return record;
}
