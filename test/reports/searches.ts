import type { TunedModel } from "../../src/experiments/manifest/search-space";
import { experimentNamed } from "../../src/experiments/manifest/catalog";
import { searchId } from "../../src/experiments/manifest/search-space";
import type { SearchRecord } from "../../src/experiments/record";
import { profileConfig, profileNamed } from "../../src/experiments/profiles";
import { withOverrides } from "../../src/experiments/config";
import type { Search } from "../../src/reports/search-report";

function fakeSearchRecord(model: TunedModel, settings: Readonly<Record<string, unknown>>, f1: number): SearchRecord {
  const config = withOverrides(profileConfig(model, profileNamed("full")), settings);
  const loss = (epoch: number) => 1 / epoch;
  return {
    config,
    seed: 0,
    metrics: {
      parameters: 1000, trainingSentences: 250, epochs: 6, bestEpoch: 3, validation: { entities: { discard: { micro: { f1 } } } },
    },
    history: Array.from({ length: 6 }, (_, i) => ({ epoch: i + 1, loss: loss(i + 1), validationF1: f1, validationAccuracy: 0.9, learningRate: 1e-3 })),
    timings: { trainingSeconds: 10, secondsPerEpoch: 2, trainingCpuSeconds: 12, peakMemoryMebibytes: 100 },
  } as unknown as SearchRecord;
}

/** The manifest's search of a model, as many of its configurations as there are validation scores. */
export function fakeSearch(model: TunedModel, scores: readonly number[]): Search {
  const { arms } = experimentNamed(searchId(model));
  return { model, results: scores.map((f1, i) => ({ arm: arms[i]!, records: [fakeSearchRecord(model, arms[i]!.settings, f1)] })) };
}
