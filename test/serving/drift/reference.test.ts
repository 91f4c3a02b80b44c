import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { createGenerator } from "../../../src/random/generator";
import { DriftWindow } from "../../../src/serving/drift/drift-window";
import { REFERENCE_FILE, readReference, writeReference } from "../../../src/serving/drift/reference-file";
import { buildReference } from "../../../src/serving/drift/reference";
import { inventedSentences, TAGS, USUAL, VOCABULARY_SIZE } from "./invented-stream";

const SENTENCES = inventedSentences(300, USUAL, createGenerator(11));
const OPTIONS = { tags: TAGS, vocabularySize: VOCABULARY_SIZE, window: 50 };
const REFERENCE = buildReference(SENTENCES, OPTIONS);
const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), "reference-"));
const OWN = { folder: FOLDER, tagSet: { tags: TAGS }, vocabulary: { size: VOCABULARY_SIZE } };

test("the same sentences and seed give the same reference, another seed other thresholds", () => {
  assert.equal(buildReference(SENTENCES, OPTIONS), REFERENCE);
  assert.not.equal(buildReference(SENTENCES, { ...OPTIONS, seed: 1 }).thresholds, REFERENCE.thresholds);
});

test("a smaller rate of false alarms has higher thresholds, a smaller window as well", () => {
  const strict = buildReference(SENTENCES, { ...OPTIONS, falseAlarmRate: 0.001 });
  const small = buildReference(SENTENCES, { ...OPTIONS, window: 20 });
  for (const feature of ["words", "lengths", "tags", "confidence"] as const) {
    assert.ok(strict.thresholds[feature].psi > REFERENCE.thresholds[feature].psi, feature);
    assert.ok(small.thresholds[feature].psi > REFERENCE.thresholds[feature].psi, feature);
  }
});

test("where neighbors are alike, runs raise the thresholds, and windows of neighbors alarm no more than they should", () => {
  const generator = createGenerator(13);
  const topics = Array.from({ length: 30 }, (_, i) => inventedSentences(50, { ...USUAL, unknown: i % 2 === 0 ? 0 : 0.15 }, generator)).flat();
  const [drawn, runs] = [1, 50].map((run) => buildReference(topics, { ...OPTIONS, run }));
  assert.ok(runs!.thresholds.words.psi > 1.2 * drawn!.thresholds.words.psi);
  const alarms = (reference: typeof REFERENCE) => {
    const stream = new DriftWindow(reference);
    return topics.map((sentence) => stream.add(sentence)).filter((report) => report?.alarm).length;
  };
  assert.ok(alarms(drawn!) >= 5, String(alarms(drawn!)));
  assert.ok(alarms(runs!) <= 2, String(alarms(runs!)));
});

test("a run as long as everything would make every window the reference itself: it is cut to a tenth", () => {
  const { thresholds } = buildReference(SENTENCES, { ...OPTIONS, window: 300, run: 300 });
  assert.ok(Object.values(thresholds).every(({ psi }) => psi > 0));
});

test("it survives its file, and a stream sees the same through it", () => {
  writeReference(FOLDER, REFERENCE);
  const read = readReference(OWN)!;
  const [before, after] = [REFERENCE, read].map((reference) => {
    const stream = new DriftWindow(reference);
    return SENTENCES.slice(0, 50).map((sentence) => stream.add(sentence)).pop()!;
  });
  assert.equal(after!.features.words.psi, before!.features.words.psi);
  assert.ok(Math.abs(after!.f1!.low - before!.f1!.low) < 1e-4);
});

test("it holds no number a word or a sentence: its size does not depend on how many there were", () => {
  const size = (count: number) => JSON.stringify(buildReference(inventedSentences(count, USUAL, createGenerator(12)), OPTIONS)).length;
  assert.ok(size(900) < 1.5 * size(300));
});

test("a missing reference is none; a damaged one and that of another model say so", () => {
  assert.is(readReference({ ...OWN, folder: path.join(FOLDER, "absent") }), undefined);
  writeReference(FOLDER, REFERENCE);
  assert.throws(() => readReference({ ...OWN, vocabulary: { size: 7 } }), /belongs to another model/);
  assert.throws(() => readReference({ ...OWN, tagSet: { tags: ["O"] } }), /belongs to another model/);
  fs.writeFileSync(path.join(FOLDER, REFERENCE_FILE), "{\"format\":1}");
  assert.throws(() => readReference(OWN), /no drift reference/);
  fs.writeFileSync(path.join(FOLDER, REFERENCE_FILE), "{");
  assert.throws(() => readReference(OWN), /no drift reference/);
});

test("too few sentences for a window, and columns of unequal lengths, are refused", () => {
  assert.throws(() => buildReference(SENTENCES.slice(0, 49), OPTIONS), /windows of 50 sentences needs as many at least, not 49/);
  const [first, ...rest] = SENTENCES;
  assert.throws(() => buildReference([{ ...first!, gold: ["O"] }, ...rest], OPTIONS), /Sentence 1 has \d+ words.* 1 gold tags/);
});

test.after(() => fs.rmSync(FOLDER, { recursive: true, force: true }));

test.run();
