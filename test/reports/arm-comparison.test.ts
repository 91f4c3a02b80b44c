import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { arm } from "../../src/experiments/manifest/experiment";
import { compareFamilies, compareWithBase, type ComparedArm } from "../../src/reports/arm-comparison";
import { strictScores } from "../../src/reports/model-report";
import { corpusOf, temporaryFolder } from "../corpus/files";
import { tinyCorpus } from "../support/sentences";
import { fakeRecord, studyIn } from "./comparisons";

const folder = temporaryFolder();
const study = studyIn(path.join(folder, "tiny"), tinyCorpus(400));

/** An arm whose seeds miss sentences with these chances. */
function result(id: string, ...missed: readonly number[]) {
  return { arm: arm(id, "model2"), records: missed.map((chance, seed) => fakeRecord(study, "model2", seed, chance)) };
}

const results = [result("poor", 0.6, 0.65), result("alike", 0.1, 0.12), result("base", 0.11, 0.1), result("other", 0.3, 0.35)];
const compared = compareWithBase(study, results, "base");

function named(arms: readonly ComparedArm[], id: string): ComparedArm {
  return arms.find((each) => each.arm.id === id)!;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test("arms stay in their order, and the base has no difference to itself", () => {
  assert.equal(compared.map(({ arm: { id }, difference }) => [id, difference === null]), [
    ["poor", false], ["alike", false], ["base", true], ["other", false],
  ]);
});

test("a difference is that of the mean scores, in its own interval, and signed as the arm minus the base", () => {
  const base = mean(strictScores(named(compared, "base").records));
  for (const { records, difference } of compared.filter((each) => each.difference !== null)) {
    const { estimate, interval, intervalWithSeeds } = difference!.score;
    assert.ok(Math.abs(estimate - (mean(strictScores(records)) - base)) < 1e-12);
    assert.ok(interval.low <= estimate && estimate <= interval.high);
    assert.ok(intervalWithSeeds!.low <= estimate && estimate <= intervalWithSeeds!.high);
  }
  assert.ok(named(compared, "poor").difference!.score.estimate < 0);
});

test("a clearly poorer arm is worse, one like the base is not distinguishable", () => {
  assert.is(named(compared, "poor").difference!.outcome, "worse");
  assert.is(named(compared, "alike").difference!.outcome, "not distinguishable");
  assert.is(named(compareWithBase(study, results, "poor"), "base").difference!.outcome, "better");
});

test("the same numbers come at every call, and other arms change no interval", () => {
  assert.equal(compareWithBase(study, results, "base"), compared);
  const alone = compareWithBase(study, [results[0]!, results[2]!], "base");
  assert.equal(named(alone, "poor").difference!.score, named(compared, "poor").difference!.score);
});

test("asking about more arms raises no certainty: an adjusted p never falls with the family", () => {
  const alone = compareWithBase(study, [results[1]!, results[2]!], "base");
  assert.ok(named(compared, "alike").difference!.adjustedP >= named(alone, "alike").difference!.adjustedP);
});

test("two families at once have the numbers of each alone, and each is adjusted by itself", () => {
  const families = [{ base: "base", arms: ["poor", "alike", "other"] }, { base: "other", arms: ["poor", "alike"] }];
  const [first, second] = compareFamilies(study, results, families);
  assert.equal([...first!].map(([id, difference]) => [id, difference]), compared.flatMap(({ arm: { id }, difference }) => (difference ? [[id, difference]] : [])));
  assert.equal([...second!.keys()], ["poor", "alike"]);
  const alone = compareWithBase(study, results.filter(({ arm: { id } }) => id !== "base"), "other");
  assert.equal(named(alone, "poor").difference, second!.get("poor"));
});

test("one seed gives no interval over seeds", () => {
  const [single] = compareWithBase(study, [result("one", 0.5), result("base", 0.1)], "base");
  assert.is(single!.difference!.score.intervalWithSeeds, null);
});

test("a base that is not there is named", () => {
  assert.throws(() => compareWithBase(study, results, "bucketed"), /no arm "bucketed" among poor, alike, base, other/);
});

test("a test part of one sentence compares nothing", () => {
  const small = studyIn(path.join(folder, "small"), corpusOf(...Array.from({ length: 7 }, () => "Rome/B-geo is/O")));
  const records = [fakeRecord(small, "model2", 0, 0)];
  const both = compareWithBase(small, [{ arm: arm("a", "model2"), records }, { arm: arm("b", "model2"), records }], "b");
  assert.equal(both.map(({ difference }) => difference), [null, null]);
});

test.run();
