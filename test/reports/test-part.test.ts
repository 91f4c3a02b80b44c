import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { scoreFloors, studyOf, type Study } from "../../src/experiments/study";
import { workspaceAt } from "../../src/experiments/workspace";
import { countOtherAnswers, firstDistributions } from "../../src/reports/distributions";
import { studyWithSplit } from "../../src/reports/leakage-report";
import { goldOf, readTestPart, runsOf } from "../../src/reports/test-part";
import { tinyCorpus } from "../support/sentences";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-test-part-"));
test.after(() => fs.rmSync(folder, { recursive: true }));

const study: Study = { ...studyOf(tinyCorpus(60), { profile: "quick", seeds: 2 }), workspace: workspaceAt(folder) };

test("a part holds the test sentences and each system's tags for them", () => {
  const part = readTestPart(study, [{ system: "all-O", records: [scoreFloors(study)["all-O"]] }]);
  assert.equal(part.indices, study.dataset.split.test);
  assert.equal(runsOf(part, "all-O"), [goldOf(part).map((tags) => tags.map(() => "O"))]);
  assert.throws(() => runsOf(part, "model2"), /no system "model2" among all-O/);
});

test("records of another split are refused", () => {
  const records = [scoreFloors(studyWithSplit(study, "random"))["look-up"]];
  assert.throws(() => readTestPart(study, [{ system: "look-up", records }]), /not of this test part/);
});

test("a saved model's distributions give the tags of its record, and cover validation and test part", async () => {
  await startBackend();
  const { record, validation, test: held } = await firstDistributions(study, "model2");
  const [run] = runsOf(readTestPart(study, [{ system: "model2", records: [record] }]), "model2");
  assert.is(record.seed, 0);
  assert.is(countOtherAnswers(held, run!), 0);
  assert.equal([validation, held].map(({ sentences }) => sentences.length), [study.dataset.split.validation.length, study.dataset.split.test.length]);
});

test.run();
