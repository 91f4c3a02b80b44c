import { test } from "uvu";
import * as assert from "uvu/assert";
import { leakageReport } from "../../src/evaluation/leakage";
import type { Split } from "../../src/corpus/types";
import { studyOf } from "../../src/experiments/study";
import { leakageFindings, leakageRows, nearnessText, studiesToCompare } from "../../src/reports/leakage-report";
import { splitEffects, splitFindings, splitRows, splitRuleRows } from "../../src/reports/split-report";
import { testRules } from "../../src/reports/slice-report";
import { tinyCorpus } from "../support/sentences";
import { PART, tagged, tagsOf, TRAINING } from "./hand-made";

const SENTENCES = [tagged("Ada/B-per left/O"), tagged("Boole/B-per slept/O"), tagged("Ada/B-per left/O"), tagged("Curie/B-per left/O")];
const REPEATING: Split = { name: "reference", train: [0], validation: [1], test: [2] };
const FRESH: Split = { name: "random", train: [0], validation: [1], test: [3] };

test("a row says what a held-out part shares with a known one", () => {
  const rows = leakageRows([leakageReport(SENTENCES, REPEATING)]);
  assert.equal(rows.map((row) => [row["known"], row["held out"]]), [["train", "validation"], ["train", "test"], ["validation", "test"]]);
  assert.equal([rows[1]!["equal sentences"], rows[1]!["equal or near %"], rows[1]!["mentions never seen %"]], [1, 100, 0]);
  assert.equal([rows[2]!["equal sentences"], rows[2]!["mentions never seen %"]], [0, 100]);
});

test("what is near is said with its threshold", () => {
  assert.match(nearnessText(leakageReport(SENTENCES, REPEATING)), /token 3-grams \(words as they are written.*at least 0\.5\./);
});

test("findings compare the random split with the other", () => {
  assert.equal(leakageFindings(leakageReport(SENTENCES, REPEATING), leakageReport(SENTENCES, FRESH)), [
    "Of the reference split's 1 test sentence, 1 stands in the training part word for word and 0 nearly so; 0.00 % of its mentions are strings that training never holds as mentions.",
    "In a random split the share of mentions never seen is 100.00 %, 100.00 points higher; that of test sentences equal or near to one of training is 0.00 %, 100.00 points lower.",
  ]);
});

test("a test part without a mention has no share of mentions", () => {
  const plain = ["it/O rains/O", "rain/O fell/O", "it/O rains/O", "they/O left/O"].map((line) => tagged(line));
  const [repeating, fresh] = [leakageReport(plain, REPEATING), leakageReport(plain, FRESH)];
  assert.equal(leakageFindings(repeating, fresh), [
    "Of the reference split's 1 test sentence, 1 stands in the training part word for word and 0 nearly so; it holds no mention.",
    "In a random split the share of test sentences equal or near to one of training is 0.00 %, 100.00 points lower.",
  ]);
  const row = leakageRows([repeating])[1]!;
  assert.equal([row["mention strings shared %"], row["mentions never seen %"], row["tokens never seen %"]], [null, null, 0]);
});

test("a study is held against the random split; one that is random itself, against the reference split", () => {
  const names = (split: "reference" | "sequential" | "random") =>
    studiesToCompare(studyOf(tinyCorpus(40), { profile: "quick", split })).map((study) => study.dataset.split.name);
  assert.equal(names("reference"), ["reference", "random"]);
  assert.equal(names("sequential"), ["sequential", "random"]);
  assert.equal(names("random"), ["reference", "random"]);
});

const rules = testRules(TRAINING, PART.sentences, "reference");
const model2 = PART.systems[0]!;
const good = { ...PART, systems: [{ system: "model2", runs: [model2.runs[1]!, model2.runs[1]!] }] };
const bad = { ...PART, systems: [{ system: "model2", runs: [model2.runs[0]!, model2.runs[0]!] }] };

test("equal mentions on both sides: all of the difference lies within slices", () => {
  const [effect] = splitEffects({ split: "reference", part: bad, rules }, { split: "random", part: good, rules });
  assert.is(effect!.after, 1);
  assert.is(effect!.difference, effect!.after - effect!.before);
  assert.ok(effect!.interval.low <= effect!.difference && effect!.difference <= effect!.interval.high);
  for (const { rule, recall, recallByMix, recallWithinSlices } of effect!.effects) {
    assert.ok(Math.abs(recall - 0.4) < 1e-12 && recallByMix === 0 && Math.abs(recallWithinSlices - 0.4) < 1e-12, rule);
  }
  const [row] = splitRows([effect!], ["reference", "random"]);
  assert.equal([row!["F1 %, reference"], row!["F1 %, random"], row!["seeds"]], [54.55, 100, 2]);
  assert.is(splitRuleRows(effect!).length, rules.length);
  assert.match(splitFindings([effect!]).join(" "), /^Model 2: random splitting moves the strict F1 by \+45\.45 points/);
});

test("more mentions that training has seen, each as well found: all of the difference is mix", () => {
  const lines = (seen: number) => [...Array(4).keys()].map((i) => tagged(i < seen ? "Ada/B-per" : "Oslo/B-geo"));
  const scores = (split: string, seen: number) => {
    const sentences = lines(seen);
    const runs = [tagsOf(...sentences.map(({ words }) => (words[0] === "Ada" ? "B-per" : "O")))];
    const part = { indices: [0, 1, 2, 3], sentences, systems: [{ system: "look-up", runs }] };
    return { split, part, rules: testRules(TRAINING, sentences, "reference") };
  };
  const [effect] = splitEffects(scores("reference", 1), scores("random", 3));
  const bySeen = effect!.effects.find(({ rule }) => rule === "string with type in training")!;
  assert.equal([bySeen.recall, bySeen.recallByMix, bySeen.recallWithinSlices], [0.5, 0.5, 0]);
});

test.run();
