import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ablationFindings, choiceRows, choicesOf, effectRows } from "../../src/reports/ablation-choice";
import { gridScoresData } from "../../src/reports/ablation-figure";
import { runGrid } from "../../src/reports/ablation-grids";
import {
  chosenArm, cpuSecondsPerEpoch, gridNote, gridRange, gridRows, measureGrid, seedDeviation, trainingRows, type Grid, type GridAxis,
} from "../../src/reports/ablation-report";
import { agreementOf, agreementRows, agreementSentence, inversionCounts } from "../../src/reports/grid-agreement";
import { strictScores } from "../../src/reports/model-report";
import { pairedVerdicts } from "../../src/reports/paired-verdicts";
import { corpusOf, temporaryFolder } from "../corpus/files";
import { tinyCorpus } from "../support/sentences";
import { experimentOf, gridResults, trainedRecord, type FakeTraining } from "./ablation-records";
import { studyIn } from "./comparisons";

const folder = temporaryFolder();
const study = studyIn(path.join(folder, "tiny"), tinyCorpus(400));
const AXIS: GridAxis = { title: "Units", unit: "per direction", scale: "log" };

function gridOf(trainings: Readonly<Record<string, FakeTraining>>, base = "50", axis = AXIS, id = "units"): Grid {
  const results = gridResults(study, base, trainings);
  return measureGrid(study, experimentOf(id, results), results, axis);
}

/** 25 misses much, 50 is the base, 100 hardly differs from it, 200 is nearly perfect; validation likes 100 best. */
const grid = gridOf({
  25: { missed: [0.6, 0.55], validation: 0.4, parameters: 500, cpuSeconds: null },
  50: { missed: [0.2, 0.2], validation: 0.6 },
  100: { missed: [0.21, 0.19], validation: 0.7, parameters: 2000 },
  200: { missed: [0.01, 0.02], validation: 0.65, parameters: 4000 },
});

function rowOf(rows: readonly { readonly [column: string]: unknown }[], value: string, column = "units") {
  return rows.find((row) => row[column] === value)!;
}

test("the base is the arm that changes nothing, and is compared with nothing", () => {
  assert.is(grid.base!.arm.id, "50");
  assert.is(grid.base!.verdict, null);
  assert.is(rowOf(gridRows(grid), "50")["the value is"], "base");
  assert.is(rowOf(gridRows(grid), "50")["minus base (points)"], null);
});

test("a base that is named counts, and one that the profile lacks is an error with what there is", () => {
  const trainings = { 25: { missed: [0.1] }, 50: { missed: [0.2] } };
  assert.is(gridOf(trainings, "50", { ...AXIS, base: "25" }).base!.arm.id, "25");
  assert.throws(() => gridOf(trainings, "50", { ...AXIS, base: "75" }), /"units" has no arm "75".*25, 50/);
});

test("an arm's verdict is on the arm: better, worse, or not distinguishable from the base", () => {
  const outcomes = gridRows(grid).map((row) => row["the value is"]);
  assert.equal(outcomes, ["worse", "base", "not distinguishable", "better"]);
  for (const { records, verdict } of grid.arms.filter((each) => each !== grid.base)) {
    const average = (scores: readonly number[]) => scores.reduce((a, b) => a + b) / scores.length;
    const difference = average(strictScores(records)) - average(strictScores(grid.base!.records));
    assert.ok(Math.abs(verdict!.estimate - difference) < 1e-12);
    assert.ok(verdict!.interval.low <= difference && difference <= verdict!.interval.high);
  }
});

test("the p values of a grid are Holm's over all of its arms but the base", () => {
  const alone = gridOf({ 25: { missed: [0.6, 0.55] }, 50: { missed: [0.2, 0.2] } });
  const own = alone.arms.find(({ arm }) => arm.id === "25")!.verdict!;
  const together = grid.arms.find(({ arm }) => arm.id === "25")!.verdict!;
  assert.ok(Math.abs(together.adjustedP - 3 * own.adjustedP) < 1e-9);
  assert.equal(together.interval, own.interval);
});

test("the same records give the same grid at every call", () => {
  const again = measureGrid(study, grid.experiment, grid.arms.map(({ arm, records }) => ({ arm, records })), AXIS);
  assert.equal(gridRows(again), gridRows(grid));
});

test("validation chooses, whatever the test part says; of equals the smaller", () => {
  assert.is(chosenArm(grid)!.arm.id, "100");
  assert.equal(gridRows(grid).map((row) => row["chosen on validation"]), ["", "", "chosen", ""]);
  const equals = gridOf({ 25: { missed: [0.5], parameters: 10 }, 50: { missed: [0.1], parameters: 20 }, 100: { missed: [0], parameters: 30 } });
  assert.is(chosenArm(equals)!.arm.id, "25");
});

test("where no arm finds an entity of the validation part, nothing is chosen, and the findings say so", () => {
  const silent = gridOf({ 25: { missed: [1], validation: 0 }, 50: { missed: [1], validation: 0 } });
  assert.is(chosenArm(silent), null);
  assert.equal(gridRows(silent).map((row) => row["chosen on validation"]), ["", ""]);
  assert.equal(ablationFindings([silent]), ["No arm finds an entity of the validation part under units: there is nothing to choose by."]);
  assert.equal(choicesOf([silent, grid]).length, 1);
});

test("the training rows give the loss at the best and at the last epoch, and what validation lost between them", () => {
  const row = rowOf(trainingRows(grid), "50");
  assert.equal([row["best epoch"], row["epochs"], row["of at most"]], [2, 3, 3]);
  assert.equal([row["training loss, best epoch (nats)"], row["training loss, last epoch (nats)"]], [0.5, 0.2]);
  assert.is(row["validation F1 lost after the best epoch (points)"], 10);
  assert.is(row["CPU s an epoch"], 10);
});

test("an arm whose records hold no processor time has none", () => {
  assert.is(rowOf(trainingRows(grid), "25")["CPU s an epoch"], null);
  const mixed = [trainedRecord(study, "model2", 0, 0.1, { cpuSeconds: null }), trainedRecord(study, "model2", 1, 0.1, { cpuSeconds: 60 })];
  assert.is(cpuSecondsPerEpoch(mixed), 20);
});

test("the spread of seeds is pooled over arms, and unknown with one seed each", () => {
  const scores = grid.arms.map(({ records }) => strictScores(records));
  const squares = scores.reduce((sum, [one, other]) => sum + (one! - other!) ** 2 / 2, 0);
  assert.ok(Math.abs(seedDeviation(grid.arms)! - Math.sqrt(squares / 4)) < 1e-12);
  assert.is(seedDeviation(gridOf({ 25: { missed: [0.5] }, 50: { missed: [0.1] } }).arms), null);
});

test("a choice is told with its gain on either part and the test part's verdict", () => {
  const [choice] = choicesOf([grid]);
  const [row] = choiceRows([choice!]);
  assert.equal([row!["base"], row!["chosen"], row!["best on test"]], ["50", "100", "200"]);
  assert.is(row!["gain on validation (points)"], 10);
  assert.is(row!["the choice is"], "not distinguishable");
  assert.ok((row!["lost by not knowing it (points)"] as number) > 5);
  assert.match(ablationFindings([grid]).join("\n"), /Validation would choose units 100 over the base 50 \(10\.00 points more on validation\).* cannot be told from the base/);
});

test("a choice that the test part contradicts is said to be worse", () => {
  const misled = gridOf({ 25: { missed: [0.7], validation: 0.9 }, 50: { missed: [0.05], validation: 0.2 } });
  assert.match(ablationFindings([misled])[1]!, /units 25 over the base 50 \(70\.00 points more on validation\); the test part shows \d+\.\d\d points less .*, which is worse than the base; with one seed that holds for these trained models, not for others\./);
});

test("a base that validation keeps is said to be kept, and a grid of one value leaves no choice", () => {
  const kept = gridOf({ 25: { missed: [0.2], validation: 0.1 }, 50: { missed: [0.1], validation: 0.9 } });
  assert.match(ablationFindings([kept])[1]!, /Validation would keep the base in units 50 \(of 25 and 50\)\./);
  assert.equal(ablationFindings([gridOf({ 50: { missed: [0.1] } })]), []);
});

test("several grids are summed up: how many keep the base, and what became of the others", () => {
  const kept = gridOf({ 25: { missed: [0.2], validation: 0.1 }, 50: { missed: [0.1], validation: 0.9 } });
  assert.match(ablationFindings([grid, kept]).join("\n"), /Of 2 grids, validation would keep the base in 1 and leave it in 1; on the test part 0 of these are better, 0 worse and 1 undecided\./);
});

test("the setting that moves the score most is named first, beside the noise of seeds", () => {
  const small = gridOf({ 25: { missed: [0.11, 0.1] }, 50: { missed: [0.1, 0.1] } }, "50", { ...AXIS, title: "Input dropout" });
  const [lead] = ablationFindings([small, grid]);
  assert.match(lead!, new RegExp(`moves strict F1 most is units: ${(100 * gridRange(grid)).toFixed(2)} points .*seeds alone`));
  const row = rowOf(effectRows([small, grid]), "Units", "grid");
  assert.equal([row["better than the base"], row["worse than the base"], row["not distinguishable"]], [1, 1, 1]);
});

test("a grid that the profile does not have says so, and everything else goes on without it", async () => {
  const none = await runGrid(study, "embedding-full");
  assert.equal([gridRows(none), trainingRows(none), choicesOf([none]), effectRows([none])], [[], [], [], []]);
  assert.match(gridNote(none), /no arm of this experiment \(`embedding-full`\)/);
  assert.equal(ablationFindings([none]), []);
  assert.equal(ablationFindings([none, grid]), ablationFindings([grid]));
  assert.match(gridNote(grid), /Trained on 100 sentences; 2 seeds\./);
});

test("a test part of one sentence compares nothing, and everything is still said", () => {
  const small = studyIn(path.join(folder, "small"), corpusOf(...Array.from({ length: 7 }, () => "Rome/B-geo is/O")));
  const results = gridResults(small, "50", { 25: { missed: [0], validation: 0.9 }, 50: { missed: [1] } });
  const alone = measureGrid(small, experimentOf("units", results), results, AXIS);
  assert.equal(gridRows(alone).map((row) => row["the value is"]), ["not compared", "base"]);
  assert.match(ablationFindings([alone]).join("\n"), /too small to say how sure/);
});

test("a floor that is compared with seeds counts as the same run for each of them", () => {
  const [worse, better] = [0.4, 0.05].map((chance) => [0, 1].map((seed) => trainedRecord(study, "model2", seed, chance)));
  const floor = { ...better![0]!, kind: "floor" } as never;
  const [verdict] = pairedVerdicts(study, "test", [{ a: { name: "worse", records: worse! }, b: { name: "floor", records: [floor] } }])!;
  assert.is(verdict!.outcome, "worse");
  assert.ok(verdict!.intervalWithSeeds);
  assert.not.match(verdict!.sentence, /one seed/);
});

test("the figure has a panel a setting, with base, choice and intervals, and no place for 0 on a logarithmic axis", () => {
  const data = gridScoresData("title", [[grid, grid], [gridOf({ 0: { missed: [0.1] }, 50: { missed: [0.2] } })]]);
  assert.equal(data.panels.map(({ series }) => series.map(({ points }) => points.length)), [[4, 4], [1]]);
  const [small, base, chosen] = data.panels[0]!.series[0]!.points;
  assert.equal([base!.isBase, base!.difference, chosen!.isChosen, small!.isBase], [true, null, true, false]);
  assert.equal(small!.difference, grid.arms[0]!.verdict!.interval);
  assert.is(data.panels[0]!.series[0]!.label, "100 sentences");
});

/** All orders of 0 … n − 1, and how many pairs of each stand the wrong way round. */
function inversionsByHand(n: number): number[] {
  const orders = (rest: readonly number[]): number[][] =>
    rest.length === 0 ? [[]] : rest.flatMap((first) => orders(rest.filter((other) => other !== first)).map((order) => [first, ...order]));
  const counts = orders([...Array(n).keys()]).map((order) => order.reduce((sum, one, i) => sum + order.slice(i).filter((other) => other < one).length, 0));
  return Array.from({ length: (n * (n - 1)) / 2 + 1 }, (_, k) => counts.filter((inversions) => inversions === k).length);
}

test("the numbers of orders by their inversions are those of counting them one by one", () => {
  for (const n of [1, 2, 3, 4, 5]) assert.equal(inversionCounts(n), inversionsByHand(n));
});

test("grids that order their values alike agree in every pair, and a random order would do so once in n!", () => {
  const same = agreementOf(grid, grid)!;
  assert.equal([same.pairs, same.alike], [6, 6]);
  assert.ok(Math.abs(same.p - 1 / 24) < 1e-12);
  assert.match(agreementSentence(same), /the whole training part orders 6 as the smaller one does .*no value is better than the base on one and worse on the other/);
});

test("grids that contradict each other are told so, value by value", () => {
  const reversed = gridOf({ 25: { missed: [0, 0.01] }, 50: { missed: [0.2, 0.2] }, 200: { missed: [0.6, 0.7] } });
  const found = agreementOf(grid, reversed)!;
  assert.equal([found.values.map(({ title }) => title), found.alike, found.p], [["25", "50", "200"], 0, 1]);
  assert.match(agreementSentence(found), /better than the base on one and worse on the other: 25 and 200\./);
  assert.equal(agreementRows(found).map((row) => [row["rank, part"], row["rank, whole"]]), [[3, 1], [2, 2], [1, 3]]);
});

test("without a second grid nothing is said of agreement", () => {
  assert.is(agreementOf(grid, gridOf({ 50: { missed: [0.1] } })), null);
  assert.equal(agreementRows(null), []);
  assert.match(agreementSentence(null), /not measured here/);
});

test.run();
