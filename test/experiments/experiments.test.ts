import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { evaluateTagging } from "../../src/evaluation";
import { defaultTrialConfig, parseSetting, withOverrides, type TrialConfig } from "../../src/experiments/config";
import { prepareDataset, sentencesOf, trainingSentences } from "../../src/experiments/dataset";
import { readPredictions, writePredictions } from "../../src/experiments/predictions";
import { PROFILE_NAMES, profileConfig, profileNamed } from "../../src/experiments/profiles";
import { readRecord } from "../../src/experiments/record";
import { runFloor } from "../../src/experiments/run-floor";
import { runTrial } from "../../src/experiments/run-trial";
import { trialHash, type Trial } from "../../src/experiments/trial";
import { workspaceAt } from "../../src/experiments/workspace";
import { MODEL_NAMES } from "../../src/models/options";
import { tinyCorpus } from "../support/sentences";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-experiments-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

const TINY: TrialConfig = withOverrides(defaultTrialConfig("model2"), {
  vocabulary: { minimumCount: 1 },
  hyperparameters: { embedding: 8, units: 8 },
  training: { maximumEpochs: 12, batchSize: 8, learningRate: 0.02 },
});

function trial(config: TrialConfig, overrides: Partial<Trial> = {}): Trial {
  return { kind: "training", config, corpus: { name: "a", sha256: "1" }, split: "reference", seed: 0, ...overrides } as Trial;
}

test("an unknown setting is an error that lists the known ones, at any depth", () => {
  assert.throws(() => withOverrides(TINY, { traning: {} }), /no setting "traning"; here the settings are model, hyperparameters/);
  assert.throws(() => withOverrides(TINY, { training: { batchsize: 3 } }), /no setting "training\.batchsize"/);
});

test("a value of another kind is an error", () => {
  assert.throws(
    () => withOverrides(TINY, { training: { batchSize: "many" } }),
    /"training\.batchSize" takes a number such as 8, not "many"/,
  );
});

test("overriding leaves the given configuration as it was", () => {
  const before = JSON.stringify(TINY);
  withOverrides(TINY, { training: { batchSize: 99 } });
  assert.is(JSON.stringify(TINY), before);
});

test("settings are read from key=value text", () => {
  assert.equal(parseSetting("training.batchSize=16"), { training: { batchSize: 16 } });
  assert.equal(parseSetting("training.labelEncoding=categorical"), { training: { labelEncoding: "categorical" } });
  assert.throws(() => parseSetting("batch"), /"batch" is no setting/);
});

test("every profile configures every model", () => {
  for (const name of PROFILE_NAMES) for (const model of MODEL_NAMES) assert.is(profileConfig(model, profileNamed(name)).model, model);
});

test("a trial's hash covers config, corpus bytes, split and seed, and nothing of the corpus' name", () => {
  const hash = trialHash(trial(TINY));
  assert.match(hash, /^[0-9a-f]{16}$/);
  assert.is(trialHash(trial(TINY, { corpus: { name: "renamed", sha256: "1" } })), hash);
  const others = [
    trial(withOverrides(TINY, { training: { batchSize: 9 } })),
    trial(TINY, { seed: 1 }),
    trial(TINY, { split: "random" }),
    trial(TINY, { corpus: { name: "a", sha256: "2" } }),
  ];
  assert.is(new Set([hash, ...others.map(trialHash)]).size, 5);
});

test("a sample of the training part is the same every time, in file order, and only of that part", () => {
  const dataset = prepareDataset(tinyCorpus(100), "reference");
  const sample = trainingSentences(dataset, 20);
  assert.is(sample.length, 20);
  assert.equal(trainingSentences(dataset, 20), sample);
  const training = sentencesOf(dataset, dataset.split.train);
  const places = sample.map((sentence) => training.indexOf(sentence));
  assert.ok(places.every((place, i) => place >= 0 && (i === 0 || place > places[i - 1]!)));
});

test("predictions are read back as they were written, and hold no words", () => {
  const file = path.join(folder, "p.jsonl.gz");
  const predictions = [
    { i: 3, tags: ["O", "B-geo"] },
    { i: 5, tags: [] },
  ];
  writePredictions(file, predictions);
  assert.equal(readPredictions(file), predictions);
});

test("a trained trial leaves a record whose metrics follow from its predictions, and is not trained again", async () => {
  const dataset = prepareDataset(tinyCorpus(200), "reference");
  const workspace = workspaceAt(path.join(folder, "trial"));
  let epochs = 0;
  const options = {
    workspace,
    onEpoch: () => {
      epochs += 1;
    },
  };
  const record = await runTrial(dataset, TINY, 0, options);
  assert.is(epochs, 12);
  assert.ok(record.metrics.test.entities.discard.micro.f1 > 0.8, JSON.stringify(record.metrics.test.entities.discard.micro));
  const predictions = readPredictions(path.join(workspace.results, record.predictions.file));
  assert.equal(
    predictions.map(({ i }) => i),
    [...dataset.split.test],
  );
  const gold = sentencesOf(dataset, dataset.split.test).map((sentence) => [...sentence.tags]);
  const rescored = evaluateTagging(
    gold,
    predictions.map(({ tags }) => [...tags]),
  );
  assert.equal(JSON.parse(JSON.stringify(rescored)), JSON.parse(JSON.stringify(record.metrics.test)));
  assert.equal(JSON.parse(JSON.stringify(await runTrial(dataset, TINY, 0, options))), JSON.parse(JSON.stringify(record)));
  assert.is(epochs, 12);
  await runTrial(dataset, TINY, 0, { ...options, fresh: true });
  assert.is(epochs, 24);
});

test("a model beats the look-up table where context decides, and all-O finds nothing", () => {
  const dataset = prepareDataset(tinyCorpus(200), "reference");
  const workspace = workspaceAt(path.join(folder, "floors"));
  assert.is(runFloor(dataset, "all-O", null, workspace).metrics.test.entities.discard.micro.f1, 0);
  const lookUp = runFloor(dataset, "look-up", null, workspace).metrics.test.entities.discard.micro.f1;
  assert.ok(lookUp > 0.3 && lookUp < 0.95, `${lookUp}`);
});

test("truncated tokens count as missed", async () => {
  const dataset = prepareDataset(tinyCorpus(200), "reference");
  const cut = withOverrides(TINY, { training: { batching: { kind: "padded", length: 3, countPadding: false }, maximumEpochs: 6 } });
  const record = await runTrial(dataset, cut, 0, { workspace: workspaceAt(path.join(folder, "cut")) });
  // The place at the end of every sentence lies beyond three tokens.
  assert.is(record.metrics.test.entities.discard.perType["geo"]!.recall, 0);
  assert.is(
    record.metrics.test.tokens,
    sentencesOf(dataset, dataset.split.test).reduce((sum, sentence) => sum + sentence.words.length, 0),
  );
});

test("a file that is no record says so", () => {
  const file = path.join(folder, "broken.json");
  fs.writeFileSync(file, "{}");
  assert.throws(() => readRecord(file), /broken\.json is no result record: .*delete it/);
});

test.run();
