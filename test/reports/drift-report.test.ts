import { test } from "uvu";
import * as assert from "uvu/assert";
import { createGenerator } from "../../src/random/generator";
import { DOSES, measureDrift, type DriftMeasurement } from "../../src/reports/drift-measure";
import {
  detectionData, detectionRows, driftFindings, estimateData, estimateRows, falseAlarmRows, thresholdRows,
} from "../../src/reports/drift-report";
import type { DriftCase, StreamSentence } from "../../src/reports/drift-streams";
import { buildReference } from "../../src/serving/drift/reference";
import { trueQuality, type JudgedSentence } from "../../src/serving/drift/quality";
import { inventedSentences, TAGS, USUAL, VOCABULARY_SIZE, type World } from "../serving/drift/invented-stream";

const OPTIONS = { tags: TAGS, vocabularySize: VOCABULARY_SIZE, window: 40 };

function streamOf(judged: readonly JudgedSentence[]): StreamSentence[] {
  return judged.map((sentence) => ({ observed: sentence, actual: trueQuality(sentence) }));
}

function invented(world: World, seed: number, count = 400): StreamSentence[] {
  return streamOf(inventedSentences(count, world, createGenerator(seed)));
}

const VALIDATION = inventedSentences(600, USUAL, createGenerator(21));
const REFERENCE = buildReference(VALIDATION, OPTIONS);
const CASE: DriftCase = {
  model: "model2", trial: "t", reference: REFERENCE, mixedThresholds: REFERENCE.thresholds,
  calm: { title: "test part", sentences: invented(USUAL, 22) },
  drifted: [
    { title: "unknown words", sentences: invented({ ...USUAL, unknown: 0.4 }, 23) },
    { title: "worse than it thinks", sentences: invented({ ...USUAL, right: () => 0.3 }, 24) },
  ],
};
const MEASURED = measureDrift(CASE);

test("measuring again gives the same numbers", () => {
  assert.equal(measureDrift(CASE), MEASURED);
});

test("a row for every feature, kind of traffic and dose", () => {
  assert.is(thresholdRows(MEASURED).length, 4);
  assert.equal(falseAlarmRows(MEASURED).map(({ windows }) => windows), [1000, 10]);
  assert.equal(detectionRows(MEASURED).map((row) => row["of the traffic %"]), [...DOSES, ...DOSES].map((dose) => 100 * dose));
  assert.equal(estimateRows(MEASURED).map(({ traffic }) => traffic), ["no drift, windows drawn", "no drift, in order", "unknown words", "worse than it thinks"]);
});

test("drift that shows is seen in every window and in its feature, more of it no less often", () => {
  const rows = detectionRows(MEASURED).filter(({ drift }) => drift === "unknown words");
  const shares = rows.map((row) => row["with an alarm %"] as number);
  assert.is(shares[shares.length - 1], 100);
  assert.ok(shares.every((share, i) => i === 0 || share >= shares[i - 1]!));
  assert.is(rows[rows.length - 1]!["most alarms by"], "words (100.00 %)");
});

test("an estimate that cannot know is told to be off, with its sign", () => {
  const row = estimateRows(MEASURED).find(({ traffic }) => traffic === "worse than it thinks")!;
  assert.ok((row["bias (points)"] as number) > 10);
  const finding = driftFindings(MEASURED).find((sentence) => sentence.startsWith("Under drift"))!;
  assert.match(finding, /worse than it thinks [\d.]+ % for a true [\d.]+ % \(\+[\d.]+ points, interval right in/);
});

test("findings say what was measured, and read right where nothing was detected", () => {
  const [alarms, order, usual, coverage, first] = driftFindings(MEASURED);
  assert.match(alarms!, /so that 1\.00 % of the windows of 40 sentences without drift raise an alarm\. Of 1,000 windows drawn from the test part, [\d.]+ % do \(95 % interval/);
  assert.match(order!, /^In the corpus's own order, [\d.]+ % of 10 windows raise one \(95 % interval .*\)\. Thresholds .* at random\.$/);
  assert.match(usual!, /^The usual limit of 0\.1 would raise an alarm in [\d.]+ %/);
  assert.match(coverage!, /holds a window's true F1 in [\d.]+ % of the windows drawn at random, and in [\d.]+ % of those in the corpus's order \(95\.00 % intended\)/);
  assert.match(first!, /^Unknown words: when all traffic is of this kind, the first alarm comes after 1 window on average, that is 40 sentences; from/);
  const silent: DriftMeasurement = { ...MEASURED, doses: MEASURED.doses.map((dose) => ({ ...dose, alarmShare: 0, estimate: null })) };
  const quiet = driftFindings(silent);
  assert.ok(quiet.some((sentence) => sentence.includes("the first alarm comes not once in 100 windows; no share tried raises one in nine windows of ten")));
  assert.not.ok(quiet.some((sentence) => sentence.startsWith("Under drift")));
});

test("a test part smaller than a window, and one without an entity, leave out what they cannot show", () => {
  const { inOrder, calm } = MEASURED;
  const bare: DriftMeasurement = { ...MEASURED, inOrder: { ...inOrder, windows: 0, estimate: null }, calm: { ...calm, estimate: null } };
  assert.is(falseAlarmRows(bare).length, 1);
  assert.ok(driftFindings(bare).includes("No window holds an entity, so there is no F1 to estimate."));
  assert.equal(estimateRows(bare).length, 2);
});

test("figures begin at the dose 0 and hold every kind of drift", () => {
  const { lines, window } = detectionData(MEASURED);
  assert.is(window, 40);
  assert.equal(lines.map(({ points }) => points.map(({ dose }) => dose)), [[0, ...DOSES], [0, ...DOSES]]);
  assert.is(estimateData(MEASURED).rows.length, 4);
});

test.run();
