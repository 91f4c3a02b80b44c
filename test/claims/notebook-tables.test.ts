import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { attentionRows, attentionText } from "../../src/claims/attention-report";
import { evidenceOfStudy, type Evidence } from "../../src/claims/evidence";
import { groupingRows, readingRows, scoreLegacyFloors } from "../../src/claims/legacy-report";
import { publishedEvidence } from "../../src/claims/published";
import { generateCorpus } from "../../src/corpus";
import { plannedTrials } from "../../src/experiments/planned";
import { experimentNamed } from "../../src/experiments/manifest/catalog";
import { saveRecord } from "../../src/experiments/workspace";
import type { TrialRecord } from "../../src/experiments/record";
import { fakeRecord, studyIn } from "../reports/comparisons";
import { tagged } from "../reports/hand-made";
import { madeRecord } from "./records";

const test = suite("tables of the audit");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-claims-"));
test.after(() => fs.rmSync(folder, { recursive: true, force: true }));

const corpus = generateCorpus({ sentences: 120, seed: 3 });
const study = studyIn(folder, corpus);

function withAttention(without: number, withIt: number): Evidence {
  const arms = (["without", "with"] as const).map((arm) => ({
    arm, title: arm, records: [fakeRecord(study, "advanced", 0, arm === "with" ? withIt : without)],
  }));
  const records = (_: string, arm: string) => arms.find((each) => each.arm === arm)!.records;
  return { ...evidenceOfStudy(study), arms: () => arms, records };
}

test("a reading as then keeps one word of each sentence, adds an empty one, and leaves the corpus as it is", () => {
  const small = { ...corpus, sentences: [tagged("None/O left/O Paris/B-geo"), tagged("Ada/B-per Boole/I-per fell/O"), tagged("Ada/B-per slept/O")] };
  const rows = Object.fromEntries(readingRows(small).map((row) => [row["fact"], row]));
  const [then, whole] = [(fact: string) => rows[fact]!["read as then"], (fact: string) => rows[fact]!["the corpus"]];
  assert.equal([then("sentences"), then("of one word"), then("without a word"), then("longest sentence")], [4, 3, 1, 1]);
  assert.equal([whole("sentences"), whole("of one word"), whole("without a word"), whole("longest sentence")], [3, 0, 0, 3]);
  // PAD, UNK and Ada: None counts as missing.
  assert.is(then("vocabulary (PAD and UNK among it)"), 3);
  assert.equal([then("tags (O among them)"), whole("tags (O among them)")], [2, 4]);
  assert.is(rows["vocabulary (PAD and UNK among it)"]!["its record"], 3799);
});

test("grouping rows by a name that stands once keeps the first of them", () => {
  assert.equal(groupingRows().map((row) => row["grouped as then"]), ["kept", "lost", "lost", "lost"]);
});

test("a floor is found on the data of the training that it stands beside, and on no other", () => {
  scoreLegacyFloors(study);
  const [planned] = plannedTrials(study, experimentNamed("legacy")).filter(({ arm }) => arm.id === "model2");
  const { corpus: data, split } = planned!.dataset;
  const record = {
    ...madeRecord("model2", { seed: 0, right: 900, length: 75 }), hash: planned!.hash, config: planned!.config,
    corpus: { name: data.name, sha256: data.sha256 }, split: split.name, ...(planned!.dataset.drawing && { drawing: planned!.dataset.drawing }),
  } as TrialRecord;
  saveRecord(study.workspace, record);
  const evidence = evidenceOfStudy(study);
  assert.equal(evidence.records("legacy", "model2").map(({ hash }) => hash), [record.hash]);
  const floor = evidence.floor("all-O", record)!;
  assert.is(floor.metrics.test.sentences, split.test.length);
  assert.is(floor.metrics.test.entities.discard.micro.f1, 0);
  assert.is(evidence.floor("all-O", { ...record, split: "sequential" } as TrialRecord), undefined);
  assert.is(evidence.floor("look-up", floor), undefined);
});

test("attention is told apart from nothing where it finds far more, and is not where both are the same", () => {
  assert.match(attentionText(study, withAttention(1, 0)), /^The Advanced model with attention is better than the one without/);
  assert.match(attentionText(study, withAttention(0.2, 0.2)), /are not distinguishable/);
  assert.equal(attentionRows(withAttention(1, 0)).map((row) => row["strict F1 %"]), ["0.00", "100.00"]);
});

test("without a record of attention nothing is compared", () => {
  assert.match(attentionText(study, { ...evidenceOfStudy(study), records: () => [] }), /no record yet/);
});

test("without a list of trials the published evidence says what to run", () => {
  assert.throws(() => publishedEvidence(path.join(folder, "nowhere")), /manifest\.json.*--dry-run/);
});

test.run();
