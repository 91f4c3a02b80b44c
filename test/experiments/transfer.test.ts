import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { generateCorpus } from "../../src/corpus";
import { mapTypes, renameEntities } from "../../src/evaluation/type-mapping";
import { scoreEntities } from "../../src/evaluation";
import { prepareDataset } from "../../src/experiments/dataset";
import { profileConfig } from "../../src/experiments/profiles";
import type { TrialRecord } from "../../src/experiments/record";
import { scoreFloors, studyOf, trainSeeds, type Study } from "../../src/experiments/study";
import { transferTo, type Transfer } from "../../src/experiments/transfer";
import { workspaceAt } from "../../src/experiments/workspace";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-transfer-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

const corpus = generateCorpus({ sentences: 700, seed: 3 });
const other = prepareDataset(generateCorpus({ sentences: 60, seed: 4 }), "sequential");
const study: Study = { ...studyOf(corpus, { profile: "quick" }), workspace: workspaceAt(folder), other };
const TYPES = ["per", "org", "geo", "gpe", "tim", "art", "eve", "nat"];
const mapping = mapTypes(TYPES, TYPES);

let record: TrialRecord;
let made: Transfer;

test("a saved model tags every sentence of another corpus, a tag a word", async () => {
  record = (await trainSeeds(study, profileConfig("baseline-per-token", study.profile)))[0]!;
  made = await transferTo(study, record, { other, mapping });
  assert.equal(made.tags.map((tags) => tags.length), other.corpus.sentences.map(({ words }) => words.length));
  assert.ok(made.tags.flat().some((tag) => tag !== "O"), "it finds something");
});

test("its record names training, corpus and mapping, and its score follows from the tags", () => {
  const { training, corpus: tagged, metrics, mapping: names } = made.record;
  assert.equal([training.hash, training.model, tagged.sha256], [record.hash, "baseline-per-token", other.corpus.sha256]);
  assert.equal(names.source, Object.fromEntries(mapping.source));
  const gold = other.split.test.map((i) => renameEntities(other.corpus.sentences[i]!.tags, mapping.target, "discard"));
  const predicted = other.split.test.map((i) => renameEntities(made.tags[i]!, mapping.source, "discard"));
  assert.equal(metrics.test.discard, scoreEntities(gold, predicted, { scheme: "IOB2", repair: "discard" }).micro);
});

test("what is kept are indices and tags, no word of the corpus", () => {
  const kept = fs.readFileSync(path.join(folder, "results", "transfers", `${made.record.hash}.json`), "utf8");
  assert.not.ok(other.corpus.sentences[0]!.words.some((word) => word.length > 4 && kept.includes(word)));
});

test("a transfer that has its record is read, without the model", async () => {
  fs.rmSync(path.join(folder, "models"), { recursive: true });
  const again = await transferTo(study, record, { other, mapping });
  assert.equal([again.record.taggedAt, again.tags], [made.record.taggedAt, made.tags]);
});

test("where record and model are gone, the model is trained again and says the same", async () => {
  fs.rmSync(path.join(folder, "results", "transfers"), { recursive: true });
  const again = await transferTo(study, record, { other, mapping });
  assert.equal(again.tags, made.tags);
  assert.is(again.record.hash, made.record.hash);
});

test("another mapping or another division of the corpus is another transfer", async () => {
  const otherNames = await transferTo(study, record, { other, mapping: mapTypes(["per"], ["per"]) });
  const otherParts = await transferTo(study, record, { other: prepareDataset(other.corpus, "random"), mapping });
  assert.is(new Set([made, otherNames, otherParts].map((each) => each.record.hash)).size, 3);
});

test("a floor has no saved model to ask", async () => {
  try {
    await transferTo(study, scoreFloors(study)["look-up"], { other, mapping });
    assert.unreachable();
  } catch (error) {
    assert.match((error as Error).message, /is of a floor, which has no saved model/);
  }
});

test.run();
