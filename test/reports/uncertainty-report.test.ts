import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { comparisonFindings } from "../../src/reports/comparison-findings";
import { qualityRows } from "../../src/reports/comparison";
import { headlineMarkdown, summarize, systemRows } from "../../src/reports/summary";
import {
  intervalRows, intervalsData, intervalsNote, measureUncertainty, pairRows, verdictList,
} from "../../src/reports/uncertainty-report";
import { corpusOf, temporaryFolder } from "../corpus/files";
import { tinyCorpus } from "../support/sentences";
import { fakeComparison, studyIn } from "./comparisons";

const folder = temporaryFolder();
const study = studyIn(path.join(folder, "tiny"), tinyCorpus(400));
const oneSeed = fakeComparison(study, [0.3], [0.02]);
const twoSeeds = fakeComparison(study, [0.3, 0.25], [0.02, 0.03]);
const alike = fakeComparison(study, [0.1], [0.11]);
const measured = measureUncertainty(study, twoSeeds)!;

function rowOf(rows: readonly { readonly [column: string]: unknown }[], title: string) {
  return rows.find((row) => row["system"] === title)!;
}

test("the same records give the same numbers at every call", () => {
  assert.equal(pairRows(measureUncertainty(study, twoSeeds)), pairRows(measured));
  assert.equal(intervalRows(twoSeeds, measureUncertainty(study, twoSeeds)), intervalRows(twoSeeds, measured));
});

test("estimates are the means of the records' scores, inside of their intervals, in both readings", () => {
  for (const { model, records } of twoSeeds.models) {
    const title = model === "model2" ? "Model 2" : "Advanced";
    for (const reading of ["discard", "begin"] as const) {
      const { estimate, interval } = measured.intervals[title]![reading];
      const scores = records.map((record) => record.metrics.test.entities[reading].micro.f1);
      assert.is(estimate.toFixed(12), (scores.reduce((a, b) => a + b) / scores.length).toFixed(12));
      assert.ok(interval.low < estimate && estimate < interval.high);
    }
  }
});

test("the family is every two of models and look-up table, best first, adjusted together", () => {
  const systems = [...new Set(measured.pairs.flatMap(({ a, b }) => [a, b]))];
  assert.equal(systems.sort(), ["Advanced", "Look-up table", "Model 2"]);
  assert.is(measured.pairs.length, 3);
  assert.ok(measured.pairs.every(({ verdict }) => verdict.estimate >= 0));
  const smallest = Math.min(...measured.pairs.map(({ randomization }) => randomization.p));
  assert.is(Math.min(...measured.pairs.map(({ verdict }) => verdict.adjustedP)), 3 * smallest);
});

test("with one seed nothing is claimed of seeds; with two, no seed comparison could be significant", () => {
  const single = measureUncertainty(study, oneSeed)!;
  assert.is(single.pairs.find(({ a, b }) => a === "Advanced" && b === "Model 2")!.seeds, null);
  assert.is(rowOf(intervalRows(oneSeed, single), "Advanced")["with seeds"], null);
  assert.match(verdictList(single), /Advanced is better than Model 2: .*one seed of a system says nothing about its other seeds/);
  assert.match(verdictList(measured), /over 2 against 2 seeds, no result could be significant/);
  assert.match(String(rowOf(intervalRows(twoSeeds, measured), "Advanced")["with seeds"]), /^\d+\.\d\d to \d+\.\d\d$/);
});

test("a floor has no seeds of its own, and does not keep the seeds of its rivals from counting", () => {
  assert.is(rowOf(intervalRows(twoSeeds, measured), "Look-up table")["with seeds"], null);
  const pair = measured.pairs.find(({ b }) => b === "Look-up table")!;
  assert.ok(pair.verdict.intervalWithSeeds);
  assert.is(pair.seeds, null);
  assert.not.match(pair.verdict.sentence, /seed/);
});

test("systems that cannot be told apart are called so, in table, list and findings", () => {
  const found = measureUncertainty(study, alike)!;
  const row = pairRows(found).find(({ first, second }) => [first, second].sort().join() === "Advanced,Model 2")!;
  assert.is(row["the first is"], "not distinguishable");
  assert.match(verdictList(found), /not distinguishable/);
  assert.match(comparisonFindings(alike, found).join("\n"), /Of the 3 pairs .* 1 is not distinguishable: /);
});

test("a system's interval does not depend on what it is compared with", () => {
  const alone = measureUncertainty(study, { ...twoSeeds, models: twoSeeds.models.slice(0, 1) })!;
  assert.equal(alone.intervals["Model 2"], measured.intervals["Model 2"]);
});

test("a test part without entities scores 0, distinguishes nothing and says so", () => {
  const words = Array.from({ length: 40 }, (_, i) => (i < 25 ? "Rome/B-geo is/O" : "it/O rains/O"));
  const empty = studyIn(path.join(folder, "empty"), corpusOf(...words));
  const comparison = fakeComparison(empty, [0.5], [0.5]);
  const found = measureUncertainty(empty, comparison)!;
  assert.ok(found.pairs.every(({ verdict }) => verdict.outcome === "not distinguishable"));
  assert.is(rowOf(intervalRows(comparison, found), "Model 2")["95 % interval"], "0.00 to 0.00");
  assert.match(comparisonFindings(comparison, found)[0]!, /no entity/);
});

test("a test part of one sentence has no intervals, and everything is still said", () => {
  const small = studyIn(path.join(folder, "small"), corpusOf(...Array.from({ length: 7 }, () => "Rome/B-geo is/O")));
  assert.is(small.dataset.split.test.length, 1);
  const comparison = fakeComparison(small, [0], [0]);
  assert.is(measureUncertainty(small, comparison), null);
  assert.is(rowOf(intervalRows(comparison, null), "Model 2")["95 % interval"], null);
  assert.match(verdictList(null), /too small/);
  assert.ok(comparisonFindings(comparison, null).length >= 3);
  assert.not.match(headlineMarkdown(summarize(small, comparison)), /bootstrap|undefined/);
});

test("the figure has the models that tag tokens apart, and the CRF beside GMB's reference split alone", () => {
  const data = intervalsData(study, twoSeeds, measured);
  assert.equal(data.systems.map(({ system, seeds }) => [system, seeds.length]), [["model2", 2], ["advanced", 2]]);
  assert.equal(data.references.map(({ label }) => label), ["Look-up table"]);
  const { corpus, split } = study.dataset;
  const gmb = { ...corpus, sha256: "83257dd94ed59596809dc9f5b28f1f035c9d925d5a647f266db43a2f098e8f1a" };
  const onGmb = { ...study, dataset: { corpus: gmb, split } };
  assert.equal(intervalsData(onGmb, twoSeeds, measured).references.map(({ f1 }) => f1)[0], 0.844);
  assert.match(intervalsNote(onGmb, twoSeeds), /CRF's 84\.40 % .* published .* not run here/);
  const random = { ...onGmb, dataset: { corpus: gmb, split: { ...split, name: "random" as const } } };
  assert.equal(intervalsData(random, twoSeeds, measured).references.length, 1);
});

test("the summary's rows hold quality and intervals, and the headline its verdicts", () => {
  const [, lookUp] = systemRows(twoSeeds, measured);
  assert.is(lookUp!["token accuracy %"], qualityRows(twoSeeds)[1]!["token accuracy %"]);
  assert.is(lookUp!["95 % interval"], intervalRows(twoSeeds, measured)[1]!["95 % interval"]);
  const headline = headlineMarkdown(summarize(study, twoSeeds));
  assert.match(headline, /mean ± standard deviation over 2 seeds a model/);
  assert.match(headline, /Advanced is better than Model 2: /);
});

test.run();
