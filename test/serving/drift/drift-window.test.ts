import { test } from "uvu";
import * as assert from "uvu/assert";
import { createGenerator } from "../../../src/random/generator";
import type { DriftReport } from "../../../src/serving/drift/drift-report";
import { DriftWindow } from "../../../src/serving/drift/drift-window";
import { trueQuality, type JudgedSentence } from "../../../src/serving/drift/quality";
import { QualitySums } from "../../../src/serving/drift/quality-sums";
import { buildReference } from "../../../src/serving/drift/reference";
import { inventedSentences, TAGS, USUAL, VOCABULARY_SIZE, type World } from "./invented-stream";

const WINDOW = 100;
const VALIDATION = inventedSentences(1500, USUAL, createGenerator(1));
const REFERENCE = buildReference(VALIDATION, { tags: TAGS, vocabularySize: VOCABULARY_SIZE, window: WINDOW });

interface Window {
  readonly report: DriftReport;
  readonly truth: number;
}

function windowsOf(count: number, world: World, seed: number): Window[] {
  const generator = createGenerator(seed);
  const stream = new DriftWindow(REFERENCE);
  return Array.from({ length: count }, () => {
    const sentences = inventedSentences(WINDOW, world, generator);
    const reports = sentences.map((sentence) => stream.add(sentence));
    assert.ok(reports.slice(0, -1).every((report) => report === undefined));
    return { report: reports[WINDOW - 1]!, truth: f1Of(sentences) };
  });
}

function f1Of(sentences: readonly JudgedSentence[]): number {
  const sums = new QualitySums();
  for (const sentence of sentences) sums.add(trueQuality(sentence));
  return sums.f1()!.f1;
}

function shareOf<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.filter(holds).length / items.length;
}

const CALM = windowsOf(1000, USUAL, 2);

test("without drift about one window in a hundred raises an alarm, all features together", () => {
  const rate = shareOf(CALM, ({ report }) => report.alarm);
  assert.ok(rate > 0.001 && rate < 0.025, `${rate}`);
});

test("without drift the estimate's interval holds the true F1 about as often as it says", () => {
  const coverage = shareOf(CALM, ({ report: { f1 }, truth }) => f1!.low <= truth && truth <= f1!.high);
  assert.ok(coverage > 0.93 && coverage < 0.99, `${coverage}`);
});

test("without drift the interval's low end is rarely below the floor", () => {
  const rate = shareOf(CALM, ({ report: { f1 } }) => f1!.belowFloor);
  assert.ok(rate < 0.03, `${rate}`);
});

test("each feature's drift is seen in the first window, and in that feature", () => {
  const drifts = [["words", { ...USUAL, unknown: 0.3 }], ["lengths", { ...USUAL, longest: 60 }], ["confidence", { ...USUAL, power: 1.2 }]] as const;
  for (const [feature, world] of drifts) {
    const [{ report }] = windowsOf(1, world, 3) as [Window];
    assert.ok(report.alarm && report.features[feature].alarm, feature);
    assert.ok(report.features[feature].js > report.features[feature].jsThreshold, feature);
  }
});

test("where confidences fall and mean what they meant, the estimate follows the true F1 down", () => {
  for (const { report: { f1 }, truth } of windowsOf(20, { ...USUAL, power: 1.2 }, 4)) {
    assert.ok(f1!.estimate < REFERENCE.f1 - 0.1 && truth < REFERENCE.f1 - 0.1);
    assert.ok(Math.abs(f1!.estimate - truth) < 0.12, `${f1!.estimate} for ${truth}`);
    assert.ok(f1!.belowFloor);
  }
});

test("where the same confidences come to mean less, nothing shows: that needs labels", () => {
  const windows = windowsOf(20, { ...USUAL, right: (confidence) => 0.6 * confidence ** 2 }, 5);
  assert.ok(windows.every(({ report, truth }) => report.f1!.estimate > truth + 0.1));
  assert.ok(shareOf(windows, ({ report }) => report.alarm) < 0.2);
});

test("a sliding window reports at every step, and where both stand the same as a tumbling one", () => {
  const sentences = inventedSentences(2 * WINDOW, USUAL, createGenerator(6));
  const [tumbling, sliding] = [new DriftWindow(REFERENCE), new DriftWindow(REFERENCE, { step: 25 })];
  const reports = sentences.map((sentence) => [tumbling.add(sentence), sliding.add(sentence)] as const);
  assert.is(reports.filter(([, report]) => report).length, 5);
  assert.equal(reports[WINDOW - 1]![0]!.features, reports[WINDOW - 1]![1]!.features);
  assert.ok(Math.abs(reports[2 * WINDOW - 1]![0]!.f1!.low - reports[2 * WINDOW - 1]![1]!.f1!.low) < 1e-9);
  assert.is(sliding.latest, reports[2 * WINDOW - 1]![1]);
  assert.throws(() => new DriftWindow(REFERENCE, { step: 30 }), /divisor/);
});

test("empty sentences are left out, and a window without any entity has no estimate", () => {
  const stream = new DriftWindow(REFERENCE);
  assert.is(stream.add({ words: [], tags: [], confidences: [] }), undefined);
  const silent = { words: [2], tags: ["O"], confidences: [1] };
  const report = Array.from({ length: WINDOW }, () => stream.add(silent)).pop()!;
  assert.is(report.tokens, WINDOW);
  assert.ok(report.f1 === null || report.f1.estimate === 0);
});

test("what a window keeps does not grow with the stream", () => {
  const stream = new DriftWindow(REFERENCE, { step: 50 });
  const size = () => JSON.stringify(stream, (_, value: unknown) => (value instanceof Float64Array || value instanceof Float32Array ? value.length : value)).length;
  const generator = createGenerator(7);
  for (const sentence of inventedSentences(WINDOW + 1, USUAL, generator)) stream.add(sentence);
  const before = size();
  for (const sentence of inventedSentences(900, USUAL, generator)) stream.add(sentence);
  assert.ok(size() < 1.1 * before);
});

test.run();
