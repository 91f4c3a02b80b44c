import { test } from "uvu";
import * as assert from "uvu/assert";
import * as report from "../../src/reports/in-process-report";
import { readServedModel } from "../../src/serving/service/served-model";
import { tinyModel, WORDS } from "../serving/tiny-models";

const MADE: report.InProcess = {
  title: "Model 2", runtime: "some kernels", sentences: 320,
  batches: [{ atOnce: 1, batch: 1, sentencesPerSecond: 2000, milliseconds: 0.5 }, { atOnce: 8, batch: 7.3, sentencesPerSecond: 6000, milliseconds: 1.3 }],
  computed: { answers: 300, median: 0.6, p95: 0.9 }, cached: { answers: 340, median: 0.02, p95: 0.05 },
};

test("rows stand beside one at a time, and findings say what batching costs the single sentence", () => {
  assert.equal(report.batchRows(MADE).map((row) => row["× one at a time"]), [1, 3]);
  assert.equal(report.knownRows(MADE).map(({ answers }) => answers), [300, 340]);
  assert.match(report.inProcessFindings(MADE)[0]!, /8 sentences at once tags 3\.00 times as many a second as one at a time, and each waits 1\.3 ms instead of 0\.5 ms; an answer from the cache takes 0\.02 ms against 0\.6 computed/);
});

test("where batches bring nothing, the finding says that", () => {
  const [one, eight] = MADE.batches;
  assert.match(report.inProcessFindings({ ...MADE, batches: [one!, { ...eight!, sentencesPerSecond: 1500 }] })[0]!, /at once makes none of it faster/);
});

test("without a sentence there is nothing to show", () => {
  assert.equal([report.batchRows(null), report.knownRows(null), report.inProcessFindings(null)], [[], [], []]);
  assert.match(report.inProcessNote(null), /test part is empty/);
});

test("a real model is asked through the service's own queue and cache: each sentence is computed once and known afterwards", async () => {
  const words = WORDS.slice(2);
  const sentences = Array.from({ length: 64 }, (_, i) => Array.from({ length: 1 + (i % 6) }, (__, k) => words[(i + k * k) % words.length]!));
  const different = new Set(sentences.map((sentence) => sentence.join(" "))).size;
  const { batches, computed, cached, runtime } = await report.measureModel(await readServedModel(await tinyModel()), sentences);
  assert.equal(batches.map(({ atOnce }) => atOnce), [1, 2, 4, 8, 16, 32]);
  assert.is(batches[0]!.batch, 1);
  assert.ok(batches.every(({ atOnce, batch, sentencesPerSecond }) => batch >= 1 && batch <= atOnce && sentencesPerSecond > 0));
  assert.ok(batches.at(-1)!.batch > 1);
  assert.equal([computed.answers, cached.answers], [different, 128 - different]);
  assert.ok(runtime.length > 0);
});

test.run();
