import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { evaluateTagging } from "../../src/evaluation";
import { datasetOf } from "../../src/experiments/arm-data";
import { sentencesOf } from "../../src/experiments/dataset";
import { experimentNamed } from "../../src/experiments/manifest/catalog";
import type { Arm } from "../../src/experiments/manifest/experiment";
import { armConfig } from "../../src/experiments/planned";
import { predictionsName, writePredictions } from "../../src/experiments/predictions";
import type { TrialRecord } from "../../src/experiments/record";
import { labelCase } from "../../src/reports/label-case";
import * as costs from "../../src/reports/label-cost-report";
import * as curves from "../../src/reports/label-curves-report";
import * as report from "../../src/reports/label-encoding-report";
import * as losses from "../../src/reports/label-loss-report";
import * as protocol from "../../src/reports/label-protocol-report";
import * as shapes from "../../src/reports/label-shape-report";
import { temporaryFolder } from "../corpus/files";
import { tinyCorpus } from "../support/sentences";
import { studyIn } from "./comparisons";

const study = studyIn(path.join(temporaryFolder(), "tiny"), tinyCorpus(300));
const small = labelCase(study, { sentences: 48, epochs: 2 });

test("the case is a small Model 2 whose batch has padding in it", () => {
  assert.is(small.tags[0], "O");
  assert.is(small.batch.rows, 16);
  assert.ok(small.batch.weights.includes(0) && small.batch.weights.includes(1));
  assert.is(small.validation.length, 45);
});

test("both encodings have one loss and one gradient, in this project's loss and in those of tf.layers", async () => {
  await startBackend();
  const measured = await losses.measureLosses(small);
  assert.equal(measured.map(({ encoding }) => encoding), ["sparse", "categorical", "sparse", "categorical"]);
  for (const { gradient } of measured) assert.ok(losses.largestGap(gradient) > 1e-3, "a gradient that is zero shows nothing");
  const { loss, gradient } = losses.lossGaps(measured);
  assert.ok(loss < 1e-6 && gradient < 1e-6, `${loss} and ${gradient}`);
  assert.match(report.lossFindings(measured)[0]!, /^Two spellings of one label: /);
});

test("trained weights change the loss and not the agreement; where padding counts the loss is another", async () => {
  const { weights } = await curves.trainWith(small, "sparse", 0);
  const [before] = await losses.measureLosses(small);
  const after = await losses.measureLosses(small, weights);
  assert.ok(after[0]!.value < before!.value);
  const { loss, gradient } = losses.lossGaps(after);
  assert.ok(loss < 1e-6 && gradient < 1e-6, `${loss} and ${gradient}`);
  assert.ok(Math.abs(after[0]!.value - after[2]!.value) > 1e-3);
});

test("a difference beyond rounding would be told", () => {
  const one = { loss: "x", encoding: "sparse", shape: "1", value: 1, gradient: [Float32Array.of(1)] } as const;
  const other = { ...one, encoding: "categorical", value: 1.5, gradient: [Float32Array.of(-1)] } as const;
  assert.equal(losses.lossGaps([one, other]), { loss: 0.5, gradient: 2 });
  assert.match(report.lossFindings([one, other])[0]!, /differ by more than rounding: .* but for 5\.0e-1, .* but for 2\.0e\+0/);
});

test("from one seed both encodings have the same curves, and another seed has not", async () => {
  const runs = await curves.trainBoth(small);
  const [encoding, seed] = [curves.curveGap(runs[0], runs[1]), curves.curveGap(runs[0], runs[2])];
  assert.ok(encoding.loss < 1e-6 && encoding.weights < 1e-4, JSON.stringify(encoding));
  assert.ok(seed.loss > 1e-4 && seed.weights > 1e-2, JSON.stringify(seed));
  assert.ok(runs[0].history[1]!.loss < runs[0].history[0]!.loss, "nothing was learned");
  assert.is(curves.curveRows(runs).length, 2);
  const same = { loss: 0, f1: 0, weights: 0 };
  assert.match(report.curveFindings(same, seed)[0]!, /the same to the last bit; another seed/);
  assert.match(report.curveFindings({ ...same, loss: 1e-7 }, seed)[0]!, /differ by at most 1\.0e-7/);
});

test("one-hot labels take as many times the memory as there are tags, by formula and measured", () => {
  const bytes = costs.labelBytes(study, small, 75);
  for (const { sparse, categorical } of bytes) assert.is(categorical, small.tags.length * sparse);
  const [formula, arrays, tensors] = bytes;
  assert.equal([arrays!.sparse, tensors!.sparse, tensors!.categorical], [formula!.sparse, formula!.sparse, formula!.categorical]);
  assert.is(bytes.at(-1)!.positions, 75 * study.dataset.split.train.length);
  assert.match(report.bytesFindings(bytes, small.tags.length)[0]!, new RegExp(`take ${small.tags.length} times .* with ${small.tags.length} tags`));
});

test("timings are positive, and a difference is told only where the samples part", () => {
  const timings = costs.timeLabels(small);
  assert.ok(timings.length >= 4 && timings.every(({ median, quartiles: [low, high] }) => 0 < low && low <= median && median <= high));
  assert.is(costs.timingRows(timings).length, timings.length);
  const timing = (title: string, median: number) => ({ work: "step" as const, title, median, quartiles: [median - 1, median + 1] as const, samples: 9 });
  const labels = [timing("labels, sparse", 2), timing("labels, categorical", 2)];
  const told = (sparse: number, categorical: number) =>
    report.timingFindings([...labels, timing("step, sparse", sparse), timing("step, categorical", categorical)])[0]!;
  assert.match(told(10, 11), /show no difference/);
  assert.match(told(10, 14), /ids were faster/);
  assert.match(told(14, 10), /one-hot rows were faster/);
});

test("tf.layers takes ids as fractions in a third dimension and one-hot rows, refuses their confusion, and unchecked ids give a wrong number", () => {
  const answers = shapes.tryShapes(small);
  const outcome = (loss: string) => answers.filter((answer) => answer.loss.includes(loss)).map((answer) => answer.outcome);
  assert.equal(outcome("sparseCategoricalCrossentropy"), ["refused", "refused", "right", "refused"]);
  assert.equal(outcome("layers, categoricalCrossentropy"), ["refused", "refused", "right"]);
  assert.equal(outcome("tf.metrics"), ["wrong without a word", "right"]);
  assert.equal(outcome("this project"), ["right", "refused", "right"]);
  assert.ok(answers.filter((answer) => answer.outcome === "refused").every(({ answer }) => answer.length > 20 && !/\n/.test(answer)));
  assert.match(shapes.shapeFindings(answers)[0]!, /^Of 12 ways .* 6 were refused .* came without an error from class ids of shape/);
  assert.match(shapes.shapeFindings([])[0]!, /none gave a wrong number/);
});

test("only Model 2's original run had categorical labels, and only it had padding", () => {
  const rows = protocol.protocolRows(study);
  assert.equal(rows.map((row) => [row["labels"], row["length (tokens)"], row["padding in loss and score"]]), [
    ["sparse", "1", "there is none"], ["categorical", "75", "counted as O"], ["sparse", "1", "there is none"],
  ]);
});

/** A record as if an arm had tagged its test part, every n-th word wrong; `padded` as its own protocol would report it. */
function tagged(arm: Arm, everyNth: number, padded?: number): TrialRecord {
  const dataset = datasetOf(study, arm, 0);
  const { test: indices } = dataset.split;
  const gold = sentencesOf(dataset, indices).map(({ tags }) => [...tags]);
  const tags = gold.map((own, i) => (i % everyNth === 0 ? own.map((tag) => (tag === "O" ? "B-geo" : "O")) : own));
  const hash = `${arm.id}-${everyNth}`;
  const file = predictionsName(hash, "test");
  const sha256 = writePredictions(path.join(study.workspace.results, file), indices.map((i, k) => ({ i, tags: tags[k]! })));
  const metrics = { test: evaluateTagging(gold, tags), ...(padded !== undefined && { padded: { accuracy: padded, positions: 75 * gold.length } }) };
  return { kind: "training", hash, seed: 0, config: armConfig(study, arm, dataset), metrics, predictions: { file, sha256 } } as unknown as TrialRecord;
}

function armNamed(experiment: string, id: string): Arm {
  return experimentNamed(experiment).arms.find((arm) => arm.id === id)!;
}

function pairOf(paddedEveryNth: number, aloneEveryNth: number, reported = 0.99) {
  const [padded, alone] = [armNamed("legacy", "model2"), armNamed("legacy-swapped", "model2")];
  const legacy = protocol.protocolRuns([{ arm: padded, records: [tagged(padded, paddedEveryNth, reported)] }]);
  const swapped = protocol.protocolRuns([{ arm: alone, records: [tagged(alone, aloneEveryNth)] }]);
  return { legacy, swapped, pair: protocol.encodingPair(study, legacy, swapped) };
}

test("as reported the padded run is far ahead, on the words it is not", () => {
  const { legacy, swapped, pair } = pairOf(5, 5);
  assert.equal([legacy[0]!.reported, legacy[0]!.length, swapped[0]!.length], [[0.99], "75", "1"]);
  assert.equal(swapped[0]!.reported, swapped[0]!.words);
  assert.equal([pair.words[0], pair.interval.low, pair.interval.high], [0, 0, 0]);
  assert.ok(pair.reported[0]! > 0.1);
  assert.match(report.protocolFindings(pair, swapped)[0]!, /not distinguishable from 0\. Counting nothing but words takes \d\d\.\d\d of these points away: the reported difference is padding's and not the encoding's\.$/);
  const [row] = protocol.runRows(legacy);
  assert.ok((row!["positions a word"] as number) > 74);
});

test("a difference in the words that could explain the reported one is not called padding's", () => {
  const { pair, swapped } = pairOf(50, 3, 0.98);
  assert.ok(pair.interval.low > 0 && pair.words[0]! > 0.2);
  assert.match(report.protocolFindings(pair, swapped)[0]!, /on the words\. .* is not told by these runs/);
});

test("a paired interval narrows with what both get right, and seeds make it no narrower", () => {
  const { low, high } = protocol.pairedInterval([{ words: 100, onlyFirst: 10, onlySecond: 10 }]);
  assert.ok(Math.abs(high - (1.959964 * Math.sqrt(20)) / 100) < 1e-12 && Math.abs(low + high) < 1e-12);
  const shifted = protocol.pairedInterval([{ words: 100, onlyFirst: 9, onlySecond: 1 }]);
  assert.ok(Math.abs((shifted.low + shifted.high) / 2 - 0.08) < 1e-12);
  const twice = { words: 100, onlyFirst: 10, onlySecond: 10 };
  assert.equal(protocol.pairedInterval([twice, twice]), protocol.pairedInterval([twice]));
});

test("a tag's id and its one-hot row say the same", () => {
  assert.equal(report.spellingRows(["O", "B-geo"]), [
    { tag: "O", "sparse: class id": 0, "categorical: one-hot row": "1 0" },
    { tag: "B-geo", "sparse: class id": 1, "categorical: one-hot row": "0 1" },
  ]);
});

test.run();
