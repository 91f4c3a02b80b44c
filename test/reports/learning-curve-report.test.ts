import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fitWithJackknife } from "../../src/evaluation/efficiency/jackknife-law";
import { fitPowerLaw } from "../../src/evaluation/efficiency/power-law";
import { arm } from "../../src/experiments/manifest/experiment";
import type { ArmResult } from "../../src/experiments/run-experiment";
import type { TrialRecord } from "../../src/experiments/record";
import { createGenerator } from "../../src/random/generator";
import { curveFigureData, curveFindings, lawOf, lawRows, lawsOf } from "../../src/reports/curve-law";
import {
  curvePairRows, curveRows, curveTrainingRows, leftOutNote, measureCurve, runCurve, type LearningCurve,
} from "../../src/reports/learning-curve-report";
import { testWords } from "../../src/reports/unknown-words";
import { corpusOf, temporaryFolder } from "../corpus/files";
import { tinyCorpus } from "../support/sentences";
import { trainedRecord } from "./ablation-records";
import { studyIn } from "./comparisons";

const folder = temporaryFolder();
const study = studyIn(path.join(folder, "tiny"), tinyCorpus(400));

function armAt(model: "model2" | "baseline-per-token", sentences: number, missed: readonly number[]): ArmResult {
  return {
    arm: arm(`${model} ${sentences}`, model, { title: `${sentences}`, value: sentences }),
    records: missed.map((chance, seed) => trainedRecord(study, model, seed, chance, { sentences })),
  };
}

const curve = measureCurve(study, {
  leftOut: [],
  results: [
    armAt("model2", 10, [0.5, 0.55]), armAt("model2", 40, [0.3, 0.25]), armAt("model2", 160, [0.1, 0.12]),
    armAt("baseline-per-token", 10, [0.5, 0.52]), armAt("baseline-per-token", 40, [0.7, 0.72]), armAt("baseline-per-token", 160, [0.6, 0.65]),
  ],
});

/** A curve with the F1 given, one seed; what is not asked about is taken from the curve above. */
function curveWith(scores: Readonly<Record<number, number>>): LearningCurve {
  const [like] = curve.sizes;
  const sizes = Object.entries(scores).map(([sentences, f1]) => {
    const [record] = like!.models[0]!.records;
    const { test: own } = record!.metrics;
    const discard = { ...own.entities.discard, micro: { precision: f1, recall: f1, f1 } };
    const scored = { ...record!, metrics: { ...record!.metrics, epochs: 2, test: { ...own, entities: { ...own.entities, discard } } } } as TrialRecord;
    return { ...like!, sentences: Number(sentences), models: [{ model: "model2" as const, records: [scored] }], verdicts: null };
  });
  return { sizes, leftOut: [] };
}

test("sizes stand in rising order, each with its models, its own look-up table and the words that it does not know", () => {
  assert.equal(curve.sizes.map(({ sentences, models }) => [sentences, models.map(({ model }) => model)]), [10, 40, 160].map((size) => [size, ["model2", "baseline-per-token"]]));
  assert.equal(curve.sizes.map(({ lookUp }) => lookUp.metrics.trainingSentences), [10, 40, 160]);
  const shares = curve.sizes.map(({ unknown }) => unknown.unknown);
  assert.ok(shares[0]! > 0 && shares[0]! >= shares[1]! && shares[1]! >= shares[2]!);
  assert.equal(curveRows(curve).map((row) => row["training sentences"]), ["10", "40", "160"]);
});

test("two shares that come to one size count once", () => {
  const twice = measureCurve(study, { leftOut: [], results: [armAt("model2", 10, [0.5]), armAt("model2", 10, [0.5]), armAt("model2", 40, [0.2])] });
  assert.equal(twice.sizes.map(({ sentences, models }) => [sentences, models.length]), [[10, 1], [40, 1]]);
});

test("Model 2 is compared with the Baseline and the look-up table at every size, as one family", () => {
  const rows = curvePairRows(curve);
  assert.equal(rows.map((row) => `${row["training sentences"]} ${row["second"]}`), [10, 40, 160].flatMap((size) => [`${size} Baseline (per token)`, `${size} Look-up table`]));
  const against = (size: string) => rows.find((row) => row["training sentences"] === size && row["second"] === "Baseline (per token)")!["the first is"];
  assert.equal([against("10"), against("160")], ["not distinguishable", "better"]);
  assert.match(curveFindings(curve)[0]!, /Against Baseline \(per token\), Model 2 is better with 40 and 160 training sentences; not distinguishable with 10 training sentences\./);
});

test("the training rows name the steps of an epoch and the trainings that used all their epochs", () => {
  assert.equal(curveTrainingRows(curve).map((row) => [row["steps an epoch"], row["ended by the limit"]]), [[1, 2], [1, 2], [3, 2]]);
  assert.match(curveFindings(curve).join("\n"), /used all its epochs with 10, 40 and 160 sentences/);
});

/** The same trainings, the ones of the largest size with a patience that their last epoch used up. */
function outOfPatience({ sizes, leftOut }: LearningCurve, patient: number): LearningCurve {
  const waiting = (record: TrialRecord, seed: number): TrialRecord =>
    seed < patient && "training" in record.config ? { ...record, config: { ...record.config, training: { ...record.config.training, patience: 1 } } } as TrialRecord : record;
  return { leftOut, sizes: sizes.map((size) => size.sentences !== 160 ? size : { ...size, models: size.models.map((each) => ({ ...each, records: each.records.map(waiting) })) }) };
}

test("a training whose patience ended with its last epoch does not count as one that the limit ended", () => {
  const all = outOfPatience(curve, 2);
  assert.match(curveFindings(all).join("\n"), /used all its epochs with 10 and 40 sentences:/);
  assert.equal(curveTrainingRows(all).map((row) => row["ended by the limit"]), [2, 2, 0]);
  const one = outOfPatience(curve, 1);
  assert.match(curveFindings(one).join("\n"), /used all its epochs with 10, 40 and 160 sentences:/);
  assert.equal(curveTrainingRows(one).map((row) => row["ended by the limit"]), [2, 2, 1]);
});

test("the jackknife finds the exponent of an exact law and leaves no doubt of it", () => {
  const points = [10, 20, 50, 100].map((x) => ({ x, y: 3 * x ** -0.4 }));
  const { exponent, coefficient, interval } = fitWithJackknife(points);
  assert.ok(Math.abs(exponent + 0.4) < 1e-12 && Math.abs(coefficient - 3) < 1e-11);
  assert.ok(interval!.high - interval!.low < 1e-9);
});

test("the jackknife's standard error is that of its definition, with one x left out at a time", () => {
  const points = [[1, 5], [2, 4], [4, 2.5], [8, 2.4]].map(([x, y]) => ({ x: x!, y: y! }));
  const exponents = points.map((left) => fitPowerLaw(points.filter((point) => point !== left)).exponent);
  const center = exponents.reduce((a, b) => a + b) / 4;
  const expected = Math.sqrt((3 / 4) * exponents.reduce((sum, exponent) => sum + (exponent - center) ** 2, 0));
  const { standardError, interval, exponent } = fitWithJackknife(points);
  assert.ok(Math.abs(standardError! - expected) < 1e-12);
  // R: qt(0.975, 2) is 4.303.
  assert.ok(Math.abs(interval!.high - exponent - 4.303 * expected) < 1e-9);
});

test("the jackknife's interval holds the true exponent about as often as it says", () => {
  const generator = createGenerator(3);
  const noisy = (x: number) => ({ x, y: x ** -0.3 * Math.exp(0.1 * (generator.uniform() + generator.uniform() + generator.uniform() - 1.5)) });
  const held = Array.from({ length: 400 }, () => fitWithJackknife([1, 2, 5, 10, 25, 50, 100].map(noisy)).interval!)
    .filter(({ low, high }) => low <= -0.3 && -0.3 <= high).length;
  assert.ok(held / 400 > 0.9, `${held} of 400`);
});

test("two sizes give a law without an interval, and the findings say that nothing is sure", () => {
  const two = curveWith({ 10: 0.5, 40: 0.75 });
  const found = lawOf(two, "model2")!;
  assert.ok(Math.abs(found.law.exponent + 0.5) < 1e-12);
  assert.equal([found.law.interval, found.foretold], [null, null]);
  assert.match(curveFindings(two).join("\n"), /two points fit any line/);
});

test("an exact law foretells the largest size, and doubling multiplies the error as it says", () => {
  const exact = curveWith({ 10: 0.2, 40: 0.6, 160: 0.8 });
  const found = lawOf(exact, "model2")!;
  assert.ok(Math.abs(found.foretold! - 0.8) < 1e-12);
  const [row] = lawRows([found]);
  assert.equal([row!["exponent"], row!["doubling multiplies the error by"]], ["−0.500", "0.707"]);
  assert.is(row!["extrapolated: twice the data would bring (points)"], Number((100 * 0.2 * (1 - Math.SQRT1_2)).toFixed(2)));
  assert.match(curveFindings(exact).join("\n"), /Extrapolated, not measured: .* twice the 160 sentences would bring 5\.86 points .* and hits it\./);
});

test("an F1 that falls with more data gives a rising error, which is said as it is", () => {
  const falling = curveFindings(curveWith({ 10: 0.8, 40: 0.7, 160: 0.71 })).join("\n");
  assert.match(falling, /leaves open whether it falls at all/);
  assert.match(falling, /would cost \d/);
});

test("sizes at which nothing or everything is found have no place in the law", () => {
  assert.equal(lawOf(curveWith({ 10: 0, 40: 0.6, 160: 0.8, 640: 1 }), "model2")!.sizes, [40, 160]);
  assert.match(curveFindings(curveWith({ 10: 0, 40: 0.6, 160: 0.8 })).join("\n"), /nothing or everything was found there: 10 sentences/);
  const none = curveWith({ 10: 0, 40: 0, 160: 1 });
  assert.is(lawOf(none, "model2"), null);
  assert.match(curveFindings(none).join("\n"), /fewer than two sizes/);
});

test("unknown and unseen words are counted over the test part, entities apart", () => {
  const seven = corpusOf(...Array.from({ length: 7 }, () => "Rome/B-geo is/O far/O away/O"));
  const small = studyIn(path.join(folder, "seven"), seven);
  const found = testWords(small, { isUnknown: (word) => word !== "is", isUnseen: (word) => word === "away" });
  assert.equal(found, { unknown: 0.75, unseen: 0.25, unknownInEntities: 1 });
});

test("samples without an entity are left out by name, and a curve without sizes says so", async () => {
  const nothing = studyIn(path.join(folder, "nothing"), corpusOf(...Array.from({ length: 50 }, () => "it/O rains/O")));
  const empty = await runCurve(nothing);
  assert.equal(empty, { sizes: [], leftOut: ["5 %", "25 %", "100 %"] });
  assert.match(leftOutNote(empty), /no entity to learn: 5 %, 25 %, 100 %/);
  assert.match(curveFindings(empty)[0]!, /no learning curve/);
  assert.equal([lawsOf(empty), curveRows(empty), curvePairRows(empty)], [[], [], []]);
});

test("the figure has the models with their laws and the look-up table without one", () => {
  const data = curveFigureData(curve, lawsOf(curve));
  assert.equal(data.systems.map(({ system, points, law }) => [system, points.length, law !== null]), [["model2", 3, true], ["baseline-per-token", 3, true], ["look-up", 3, false]]);
  assert.equal(data.systems[0]!.law!.to, 160);
  assert.equal(data.unknown.map(({ sentences }) => sentences), [10, 40, 160]);
});

test.run();
