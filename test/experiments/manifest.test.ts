import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { defaultTrialConfig, withOverrides } from "../../src/experiments/config";
import { prepareDataset } from "../../src/experiments/dataset";
import { EXPERIMENTS, experimentNamed } from "../../src/experiments/manifest/catalog";
import { armsOf, plannedTrials } from "../../src/experiments/planned";
import { profileNamed, type ProfileName } from "../../src/experiments/profiles";
import type { SearchRecord } from "../../src/experiments/record";
import { runSearch, runTrial } from "../../src/experiments/run-trial";
import type { Study } from "../../src/experiments/study";
import { distinctTrials, planExperiments } from "../../src/experiments/trial-list";
import { onDataset, trialHash } from "../../src/experiments/trial";
import { winnerOf } from "../../src/experiments/tuned";
import { workspaceAt } from "../../src/experiments/workspace";
import { tinyCorpus } from "../support/sentences";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-manifest-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

function studyOf(profile: ProfileName, seeds: number): Study {
  const corpus = tinyCorpus(200);
  return {
    dataset: prepareDataset(corpus, "reference"),
    profile: profileNamed(profile),
    seeds: Array.from({ length: seeds }, (_, seed) => seed),
    workspace: workspaceAt(path.join(folder, profile)),
    other: prepareDataset(tinyCorpus(100, 2), "sequential"),
  };
}

test("every experiment asks a question of its own, and its arms have names of their own", () => {
  assert.is(new Set(EXPERIMENTS.map(({ id }) => id)).size, EXPERIMENTS.length);
  for (const { id, question, arms } of EXPERIMENTS) {
    assert.match(question, /\?$/, id);
    assert.is(new Set(arms.map((arm) => arm.id)).size, arms.length, id);
  }
});

test("every arm of every experiment has a configuration that makes sense, in both profiles", () => {
  for (const profile of ["quick", "full"] as const) {
    const planned = planExperiments(studyOf(profile, 2));
    assert.ok(distinctTrials(planned).every(({ hash }) => /^[0-9a-f]{16}$/.test(hash)));
    assert.ok(planned.length >= (profile === "full" ? EXPERIMENTS.length : EXPERIMENTS.length - 2), `${planned.length}`);
  }
});

test("an experiment has at most its own number of seeds, and the study's where these are fewer", () => {
  const seeds = (count: number) => new Set(plannedTrials(studyOf("full", count), experimentNamed("units")).map(({ seed }) => seed)).size;
  assert.equal([seeds(1), seeds(2), seeds(5)], [1, 2, 3]);
});

test("asking for an experiment that does not exist is wrong usage, and the known ones are named", () => {
  const study = studyOf("full", 1);
  assert.throws(() => planExperiments(study, ["77"]), /No experiment is called "77".*there are .*units/);
  assert.equal(planExperiments(study, ["units", "13"]).map(({ experiment }) => experiment.id), ["units", "other-corpus"]);
});

test("grids share their base: it is one trial", () => {
  const study = studyOf("full", 1);
  const hashOf = (experiment: string, arm: string) => plannedTrials(study, experimentNamed(experiment)).find((trial) => trial.arm.id === arm)!.hash;
  const base = hashOf("sequence-length", "bucketed");
  for (const [experiment, arm] of [["embedding", "50"], ["units", "100"], ["input-dropout", "0"], ["output-dropout", "0"], ["recurrent-dropout", "0.1"], ["weight-decay", "0"]] as const) {
    assert.is(hashOf(experiment, arm), base, experiment);
  }
  assert.is(hashOf("learning-curve", "model2 1"), hashOf("headline", "model2"));
});

test("the quick profile has fewer arms and its own epochs", () => {
  const study = studyOf("quick", 1);
  const search = experimentNamed("search-advanced");
  assert.is(armsOf(search, study).length, 2);
  for (const { config } of plannedTrials(study, search)) assert.is(config.training.maximumEpochs, 4);
});

test("a trial on another drawing of the split is another trial", () => {
  const corpus = tinyCorpus(200);
  const hashOf = (options: Parameters<typeof prepareDataset>[2]) =>
    trialHash({ kind: "training", config: defaultTrialConfig("model2"), ...onDataset(prepareDataset(corpus, "random", options)), seed: 0 });
  const hashes = [{}, { seed: 1 }, { percents: [60, 80] as const }, { keepDuplicatesTogether: true }].map(hashOf);
  assert.is(new Set(hashes).size, 4);
  assert.is(hashOf({ seed: 0, percents: [70, 85] }), hashes[0]);
});

test("a setting that came later makes no older record invalid: at its neutral value it is not hashed", () => {
  const config = defaultTrialConfig("model2");
  const { outputDropout: _output, ...hyperparameters } = config.hyperparameters;
  const { weightDecay: _decay, ...training } = config.training;
  const { over: _over, ...vocabulary } = config.vocabulary;
  const older = { ...config, hyperparameters, training, vocabulary } as unknown as typeof config;
  const hashOf = (given: typeof config) => trialHash({ kind: "training", config: given, corpus: { name: "a", sha256: "1" }, split: "reference", seed: 0 });
  assert.is(hashOf(older), hashOf(config));
  for (const settings of [{ hyperparameters: { outputDropout: 0.1 } }, { training: { weightDecay: 0.1 } }, { vocabulary: { over: "all parts" } }]) {
    assert.is.not(hashOf(withOverrides(config, settings)), hashOf(config));
  }
});

const TINY = withOverrides(defaultTrialConfig("model2"), {
  vocabulary: { minimumCount: 1 },
  hyperparameters: { embedding: 4, units: 4 },
  training: { maximumEpochs: 2, batchSize: 16, learningRate: 0.02 },
});

test("a search sees the validation part alone: its record holds no test score, no predictions and no model", async () => {
  const workspace = workspaceAt(path.join(folder, "search"));
  const dataset = prepareDataset(tinyCorpus(200), "reference");
  const record = await runSearch(dataset, TINY, 0, { workspace });
  assert.is(record.kind, "search");
  assert.ok(record.metrics.validation.tokens > 0);
  assert.not.ok("test" in record.metrics || "predictions" in record);
  assert.equal(fs.readdirSync(workspace.models), []);
  assert.equal(JSON.parse(JSON.stringify(await runSearch(dataset, TINY, 0, { workspace }))), JSON.parse(JSON.stringify(record)));
});

test("a training says when it scored the test part", async () => {
  const record = await runTrial(prepareDataset(tinyCorpus(200), "reference"), TINY, 0, { workspace: workspaceAt(path.join(folder, "when")) });
  assert.ok(Math.abs(Date.now() - Date.parse(record.testScoredAt!)) < 60_000);
});

test("where padding counts, the record holds what such a protocol reports, the padding's own errors among it", async () => {
  const padded = withOverrides(TINY, { hyperparameters: { masked: false }, training: { batching: { kind: "padded", length: 20, countPadding: true } } });
  const dataset = prepareDataset(tinyCorpus(200), "reference");
  const { metrics } = await runTrial(dataset, padded, 0, { workspace: workspaceAt(path.join(folder, "padded")) });
  const { positions, wrong, wrongPadding, accuracy } = metrics.padded!;
  assert.is(positions, 20 * dataset.split.test.length);
  assert.is(wrong - wrongPadding, Math.round((1 - metrics.test.token.accuracy) * metrics.test.tokens));
  assert.ok(Math.abs(accuracy - (1 - wrong / positions)) < 1e-12);
  assert.ok(accuracy > metrics.test.token.accuracy);
});

test("a search's winner has the best validation score, the first of equals", () => {
  const { arms } = experimentNamed("search-model2");
  const scored = (scores: readonly number[]) =>
    scores.map((f1, i) => ({ arm: arms[i]!, records: [{ metrics: { validation: { entities: { discard: { micro: { f1 } } } } } } as unknown as SearchRecord] }));
  assert.is(winnerOf(scored([0.5, 0.7, 0.7])), arms[1]);
  assert.throws(() => winnerOf([]), /no winner/);
});

test.run();
