import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { buildTagSet, vocabularyFromWords } from "../../src/encoding";
import { buildModel } from "../../src/models/build";
import { loadBundle, saveBundle } from "../../src/models/bundle";
import { MODEL_NAMES, type ModelName } from "../../src/models/options";
import { predictSentences } from "../../src/models/predict";
import { withPredictor } from "../../src/models/predictor";
import { summarizeModels } from "../../src/models/summary";
import { openTagger } from "../../src/models/tagger";
import { splitTokens, tokenize } from "../../src/models/tokenize";

test.before(async () => {
  await startBackend();
});

test("with vocabulary 3,799 and 9 tags the models have the original's parameter counts", () => {
  const counts = Object.fromEntries(summarizeModels({ vocabulary: 3799, tags: 9 }).map((model) => [model.name, model.parameters]));
  assert.equal(counts, { baseline: 401669, "baseline-per-token": 401669, model2: 312559, advanced: 1278721 });
});

test("a model's layers add up to its parameters", () => {
  for (const model of summarizeModels({ vocabulary: 50, tags: 5 })) {
    assert.is(
      model.layers.reduce((sum, layer) => sum + layer.parameters, 0),
      model.parameters,
      model.name,
    );
  }
});

test("an unknown model is named, and so are the known ones", () => {
  assert.throws(
    () => buildModel("model3" as ModelName, { vocabulary: 5, tags: 3 }),
    /no model "model3"; the models are baseline, .*advanced/,
  );
});

function predictedTags(model: tf.LayersModel, sentences: number[][]): number[][] {
  const encoded = sentences.map((ids) => ({ words: Int32Array.from(ids) }));
  return withPredictor(model, (predictor) => predictSentences(predictor, encoded, { kind: "bucketed" })).map(({ tags }) => [...tags]);
}

test("every model gives a distribution over tags to every token", () => {
  for (const name of MODEL_NAMES) {
    const model = buildModel(name, { vocabulary: 20, tags: 5, seed: 1 });
    const output = model.predict(
      tf.tensor2d(
        [
          [3, 4, 5],
          [6, 0, 0],
        ],
        [2, 3],
        "int32",
      ),
    ) as tf.Tensor3D;
    assert.equal(output.shape, [2, 3, 5], name);
    assert.ok(Math.abs(output.sum(2).min().dataSync()[0]! - 1) < 1e-5, name);
    model.dispose();
  }
});

test("a sentence's tags do not depend on the batch it is in", () => {
  const long = [3, 4, 5, 6, 7, 8, 9, 10, 11];
  for (const name of MODEL_NAMES) {
    const model = buildModel(name, { vocabulary: 20, tags: 5, seed: 3 });
    assert.equal(predictedTags(model, [[7, 8], long])[0], predictedTags(model, [[7, 8]])[0], name);
    model.dispose();
  }
});

test("the Baseline as built gives every token of a sentence the same tag; per token it does not", () => {
  const sentence = [Array.from({ length: 15 }, (_, i) => i + 2)];
  const distinct = (name: ModelName) => {
    const model = buildModel(name, { vocabulary: 30, tags: 9, seed: 2 });
    return new Set(predictedTags(model, sentence)[0]).size;
  };
  assert.is(distinct("baseline"), 1);
  assert.ok(distinct("baseline-per-token") > 1);
});

test("one seed builds one model, another seed another", () => {
  const firstWeights = (seed: number) => [...buildModel("model2", { vocabulary: 10, tags: 3, seed }).getWeights()[1]!.dataSync()];
  assert.equal(firstWeights(4), firstWeights(4));
  assert.not.equal(firstWeights(4), firstWeights(5));
});

test("a saved model is loaded with the same answers, vocabulary and tags", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-model-"));
  const vocabulary = vocabularyFromWords(["<PAD>", "<UNK>", "Ada", "met", "Bob"]);
  const tagSet = buildTagSet([{ tags: ["B-per", "O"] }]);
  for (const name of MODEL_NAMES) {
    const model = buildModel(name, { vocabulary: vocabulary.size, tags: tagSet.size, seed: 1 });
    const ids = tf.tensor2d([[2, 3, 4]], [1, 3], "int32");
    const before = (model.predict(ids) as tf.Tensor).dataSync();
    await saveBundle(folder, { model, vocabulary, tagSet, description: { name } });
    const loaded = await loadBundle(folder);
    assert.equal((loaded.model.predict(ids) as tf.Tensor).dataSync(), before, name);
    assert.equal([loaded.vocabulary.words, loaded.tagSet.tags, loaded.description], [vocabulary.words, tagSet.tags, { name }]);
  }
  fs.rmSync(folder, { recursive: true });
});

test("a folder without a model says what is missing and how to get it", async () => {
  try {
    await loadBundle("no-such-folder");
    assert.unreachable();
  } catch (error) {
    assert.match((error as Error).message, /no-such-folder holds no saved model: model\.json .* nerbook train model2/);
  }
});

test("tokens keep their offsets, whatever stands between them", () => {
  const text = "Mr. Ōe’s  U.S. visit cost $1,200.50 (naïve 😀).";
  const tokens = tokenize(text);
  assert.equal(
    tokens.map((token) => token.text),
    ["Mr.", "Ōe", "’s", "U.S.", "visit", "cost", "$", "1,200.50", "(", "naïve", "😀", ")", "."],
  );
  for (const { text: token, start, end } of tokens) assert.is(text.slice(start, end), token);
});

test("contractions are split as the corpus splits them", () => {
  assert.equal(tokenize("They don't think we’re U.S. spies").map((token) => token.text), ["They", "do", "n't", "think", "we", "’re", "U.S.", "spies"]);
});

test("pretokenized text is split at spaces and tabs only", () => {
  assert.equal(
    splitTokens("a\u00a0b c\td").map((token) => token.text),
    ["a\u00a0b", "c", "d"],
  );
});

test("tagged text has entities with offsets into the text as it was given", () => {
  const vocabulary = vocabularyFromWords(["<PAD>", "<UNK>", "Ada"]);
  const tagSet = buildTagSet([{ tags: ["B-per"] }]);
  const model = buildModel("baseline", { vocabulary: vocabulary.size, tags: tagSet.size, seed: 1 });
  const logits = model.getLayer("logits");
  // A bias that makes B-per certain: every token becomes an entity of its own.
  logits.setWeights([tf.zeros([64, 2]), tf.tensor1d([0, 10])]);
  const tagger = openTagger({ model, vocabulary, tagSet, description: {} });
  const [tagged, empty] = tagger.tag(["  Ada  slept", ""].map((text) => ({ text, tokens: tokenize(text) })));
  tagger.close();
  assert.equal(
    tagged!.entities.map(({ text, type, start, end }) => ({ text, type, start, end })),
    [
      { text: "Ada", type: "per", start: 2, end: 5 },
      { text: "slept", type: "per", start: 7, end: 12 },
    ],
  );
  assert.ok(tagged!.entities.every((entity) => entity.confidence > 0.99));
  assert.equal(empty, { tokens: [], tags: [], entities: [] });
});

test.run();
