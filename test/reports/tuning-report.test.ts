import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { TunedModel } from "../../src/experiments/manifest/search-space";
import { arm } from "../../src/experiments/manifest/experiment";
import type { TrialRecord } from "../../src/experiments/record";
import { strictScores } from "../../src/reports/model-report";
import { endOf, endRows, undertrainingFinding } from "../../src/reports/training-ends";
import {
  isUnchanged, measureTuning, scoredRows, tunedPair, tuningData, tuningFindings, tuningRows, verdictRows, type TunedPair,
} from "../../src/reports/tuning-report";
import { corpusOf, temporaryFolder } from "../corpus/files";
import { tinyCorpus } from "../support/sentences";
import { fakeRecord, studyIn } from "./comparisons";

const folder = temporaryFolder();
const study = studyIn(path.join(folder, "tiny"), tinyCorpus(400));

function records(model: TunedModel, missed: readonly number[], of = study): TrialRecord[] {
  return missed.map((chance, seed) => fakeRecord(of, model, seed, chance));
}

function pairOf(model: TunedModel, before: readonly number[], after: readonly number[], of = study): TunedPair {
  return tunedPair(model, records(model, before, of), { arm: arm("tuned", model, { title: "some dropout" }), records: records(model, after, of) });
}

const PAIRS = [
  pairOf("baseline-per-token", [0.5, 0.5], [0.49, 0.51]), pairOf("model2", [0.5, 0.48], [0.2, 0.21]), pairOf("advanced", [0.1, 0.11], [0.02, 0.03]),
];
const result = measureTuning(study, PAIRS);

test("before and after have the same seeds, though more were trained before", () => {
  const more = tunedPair("model2", records("model2", [0.3, 0.3, 0.3, 0.3]), PAIRS[1]!.result);
  assert.equal(more.before.records.map(({ seed }) => seed), [0, 1]);
});

test("the family: tuned against tuned, each against itself, and the two BiLSTMs as they were; the larger model first", () => {
  assert.equal(verdictRows(result).map((row) => [row["first"], row["second"]]), [
    ["tuned Advanced", "tuned Model 2"],
    ["tuned Advanced", "tuned Baseline (per token)"],
    ["tuned Model 2", "tuned Baseline (per token)"],
    ["tuned Advanced", "Advanced as it was"],
    ["tuned Model 2", "Model 2 as it was"],
    ["tuned Baseline (per token)", "Baseline (per token) as it was"],
    ["Advanced as it was", "Model 2 as it was"],
  ]);
});

test("a difference is that of the means over seeds, and the same at every call", () => {
  const mean = (model: number, side: "before" | "after") => strictScores(PAIRS[model]![side].records).reduce((sum, f1) => sum + f1 / 2, 0);
  const [first] = verdictRows(result);
  assert.is(first!["difference (points)"], Number((100 * (mean(2, "after") - mean(1, "after"))).toFixed(2)));
  assert.equal(verdictRows(measureTuning(study, PAIRS)), verdictRows(result));
});

test("findings give a verdict on the Advanced model and the paradox, whichever way it went", () => {
  const findings = tuningFindings(result);
  assert.match(findings[0]!, /^Worse\? Within the same budget, tuned Advanced is better than tuned Model 2: the difference is \d+\.\d\d points/);
  assert.match(findings[1]!, /as they were and tuned, it is not found, and the reverse is: the more complex model is better/);
  assert.ok(findings.some((sentence) => /^tuned Baseline \(per token\) and Baseline \(per token\) as it was are not distinguishable/.test(sentence)));
  const reversed = measureTuning(study, [PAIRS[0]!, pairOf("model2", [0.2, 0.2], [0.02, 0.03]), pairOf("advanced", [0.201, 0.2], [0.3, 0.32])]);
  assert.match(tuningFindings(reversed)[0]!, /tuned Advanced is worse than tuned Model 2: the difference is −/);
  assert.match(tuningFindings(reversed)[1]!, /as they were it is not found: no difference can be shown; tuned, it is found: the more complex model is worse/);
});

test("where the search chose the model as it was there is nothing to compare, and no comparison pays for it", () => {
  const same = [PAIRS[0]!, pairOf("model2", [0.3], [0.3]), pairOf("advanced", [0.2], [0.2])];
  assert.ok(isUnchanged(same[1]!) && !isUnchanged(PAIRS[1]!));
  const measured = measureTuning(study, same.slice(1));
  assert.equal(verdictRows(measured).map((row) => row["second"]), ["tuned Model 2"]);
  assert.match(tuningFindings(measured).join("\n"), /Model 2: the search chose the model as it was/);
  assert.match(tuningFindings(measured)[1]!, /The claimed paradox/);
});

test("the table and the figure hold two states a model, estimates inside of their intervals", () => {
  assert.equal(tuningRows(result).map((row) => row["configuration"]), ["as it was", "some dropout", "as it was", "some dropout", "as it was", "some dropout"]);
  const { rows } = tuningData(result);
  assert.is(rows.length, 6);
  for (const { low, high, estimate, seeds } of rows) assert.ok(low < estimate && estimate < high && seeds.length === 2);
});

test("when the test part was scored is told, or that it was not recorded", () => {
  const dated = { ...PAIRS[1]!, after: { ...PAIRS[1]!.after, records: PAIRS[1]!.after.records.map((record) => ({ ...record, testScoredAt: "2030-01-01T00:00:00.000Z" })) } };
  assert.equal(scoredRows({ ...result, pairs: [dated] }).map((row) => row["test part scored at"]), ["2030-01-01T00:00:00.000Z", "2030-01-01T00:00:00.000Z"]);
  assert.ok(scoredRows(result).every((row) => row["test part scored at"] === "not recorded"));
});

test("a test part of one sentence has scores and no verdicts", () => {
  const small = studyIn(path.join(folder, "small"), corpusOf(...Array.from({ length: 7 }, () => "Rome/B-geo is/O")));
  const measured = measureTuning(small, [pairOf("model2", [0], [0.1], small), pairOf("advanced", [0], [0], small)]);
  assert.equal([measured.intervals, verdictRows(measured)], [null, []]);
  assert.match(tuningFindings(measured)[0]!, /too small/);
  assert.is(tuningRows(measured)[0]!["95 % interval"], null);
  assert.ok(tuningData(measured).rows.every(({ low, high, estimate }) => low === estimate && high === estimate));
});

function training(epochs: number, bestEpoch: number, { limit = 10, patience = 3, loss = (epoch: number) => 1 / epoch } = {}): TrialRecord {
  const [base] = records("advanced", [0.1]);
  return {
    ...base!,
    config: { model: "advanced", training: { maximumEpochs: limit, patience } },
    metrics: { ...base!.metrics, epochs, bestEpoch },
    history: Array.from({ length: epochs }, (_, i) => ({ epoch: i + 1, loss: loss(i + 1), validationF1: 0.8 - 0.01 * Math.abs(i + 1 - bestEpoch), validationAccuracy: 0.9, learningRate: 1e-3 })),
  } as unknown as TrialRecord;
}

test("a training that waited in vain as long as its patience was not ended by its limit", () => {
  assert.equal(endOf(training(8, 5)), { end: "patience", limit: 10, stillRising: false });
  assert.equal(endOf(training(10, 7)), { end: "patience", limit: 10, stillRising: false });
  assert.equal(endOf(training(10, 9)), { end: "limit", limit: 10, stillRising: false });
  assert.equal(endOf(training(10, 10)), { end: "limit", limit: 10, stillRising: true });
  assert.is(endRows([{ name: "Advanced", records: [training(8, 5)] }])[0]!["validation F1 lost since the best (points)"], 3);
});

test("under-trained is what used up its epochs while still rising, and nothing else", () => {
  const finding = (...trainings: TrialRecord[]) => undertrainingFinding({ name: "Advanced", records: trainings });
  assert.match(finding(training(8, 5), training(9, 6)), /^Under-trained\? No: all 2 trainings of Advanced ended because validation had not risen for 3 epochs, while the training loss went on falling/);
  assert.not.match(finding(training(8, 5, { loss: () => 0.5 })), /went on falling/);
  assert.match(finding(training(8, 5), training(10, 10)), /^Under-trained\? Possibly: 1 of the 2 trainings of Advanced did best on validation in the last of the 10 epochs/);
  assert.match(finding(training(10, 9)), /^Under-trained\? Not seen: the one training of Advanced used the 10 epochs/);
});

test.run();
