import * as path from "node:path";
import { evaluateTagging } from "../../src/evaluation";
import type { Corpus } from "../../src/corpus/types";
import { sentencesOf } from "../../src/experiments/dataset";
import { predictionsName, writePredictions } from "../../src/experiments/predictions";
import type { TrialRecord } from "../../src/experiments/record";
import { scoreFloors, studyOf, type Study } from "../../src/experiments/study";
import { workspaceAt } from "../../src/experiments/workspace";
import type { ModelName } from "../../src/models/options";
import { createGenerator } from "../../src/random/generator";
import type { Comparison } from "../../src/reports/comparison";

export function studyIn(folder: string, corpus: Corpus): Study {
  return { ...studyOf(corpus, { profile: "quick" }), workspace: workspaceAt(folder) };
}

/** A record as if `model` had tagged the test part, with its predictions: each sentence is all O with the chance given, else right. */
export function fakeRecord(
  study: Study, model: ModelName, seed: number, missed: number, timings: Partial<TrialRecord["timings"]> = {},
): TrialRecord {
  const { test } = study.dataset.split;
  const generator = createGenerator(1000 * missed + seed);
  const gold = sentencesOf(study.dataset, test).map(({ tags }) => [...tags]);
  const tags = gold.map((sentence) => (generator.uniform() < missed ? sentence.map(() => "O") : sentence));
  const hash = `${model}-${seed}-${missed}`;
  const file = predictionsName(hash, "test");
  const sha256 = writePredictions(path.join(study.workspace.results, file), test.map((i, k) => ({ i, tags: tags[k]! })));
  const floor = scoreFloors(study)["all-O"];
  return {
    ...floor,
    kind: "training",
    config: { model },
    seed,
    hash,
    metrics: { ...floor.metrics, parameters: 1000, epochs: 2, test: evaluateTagging(gold, tags) },
    predictions: { file, sha256 },
    timings: { ...floor.timings, trainingSeconds: 60, latencyMilliseconds: 2, inferenceTokensPerSecond: 100, ...timings },
  } as unknown as TrialRecord;
}

/** Model 2 and the Advanced model with as many seeds as chances of missing a sentence are given. */
export function fakeComparison(study: Study, model2: readonly number[], advanced: readonly number[]): Comparison {
  const records = (model: ModelName, missed: readonly number[]) => missed.map((chance, seed) => fakeRecord(study, model, seed, chance));
  return {
    models: [{ model: "model2", records: records("model2", model2) }, { model: "advanced", records: records("advanced", advanced) }],
    floors: scoreFloors(study),
  };
}
