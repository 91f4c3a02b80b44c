import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { countSentences, microScores, scoreEntities, type TagLists } from "../../src/evaluation";
import { createGenerator } from "../../src/random/generator";
import type { Comparison } from "../../src/reports/comparison";
import { bestWithin, disagreementCascade, mixtureFront, oracle, scoredMixtures, sharesOf } from "../../src/reports/router-choices";
import { routerFindings, routerNote } from "../../src/reports/router-findings";
import { chosen, mixture, recordedCosts, slotRecords, type RoutedModel } from "../../src/reports/router-policies";
import {
  budgetRows, budgetSteps, mixtureRows, policyRows, routedModelRows, routerEconomics, routingFrontData, withoutShare, type RouterEconomics,
} from "../../src/reports/router-report";
import { SLOTS, type Slot } from "../../src/serving/slots";
import { temporaryFolder } from "../corpus/files";
import { tinyCorpus } from "../support/sentences";
import { fakeRecord, studyIn } from "./comparisons";

const study = studyIn(path.join(temporaryFolder(), "tiny"), tinyCorpus(400));

/** A comparison by each model's chance of missing a sentence, one a seed, and its latency. */
function comparisonOf(baseline: readonly number[], model2: readonly number[], advanced: readonly number[]): Comparison {
  const records = (model: "baseline-per-token" | "model2" | "advanced", missed: readonly number[], latency: number) => missed.map((chance, seed) =>
    fakeRecord(study, model, seed, chance, { latencyMilliseconds: latency, latency: { p50: latency, p95: 2 * latency, p99: 3 * latency } }));
  return {
    models: [
      { model: "baseline-per-token", records: records("baseline-per-token", baseline, 1) },
      { model: "model2", records: records("model2", model2, 4) },
      { model: "advanced", records: records("advanced", advanced, 16) },
    ],
    floors: {} as Comparison["floors"],
  };
}

const usual = routerEconomics(study, comparisonOf([0.7, 0.65], [0.2, 0.15], [0.03, 0.02]))!;

function policyOf({ policies }: RouterEconomics, id: string) {
  return policies.find((each) => each.id === id)!;
}

const GOLD: TagLists = [["B-per", "O"], ["B-geo", "I-geo"], ["O", "B-org"], ["B-per", "B-geo"]];

function modelOf(slot: Slot, tags: TagLists, processor: number): RoutedModel {
  return { slot, title: slot, tags: [tags], counts: [countSentences(GOLD, tags, "discard")], cost: { processor, p95: 2 * processor } };
}

const HAND_MADE = [
  modelOf("model2", [["B-per", "O"], ["B-geo", "O"], ["O", "B-org"], ["O", "B-geo"]], 4),
  modelOf("baseline", [["B-per", "O"], ["B-geo", "I-geo"], ["O", "O"], ["O", "O"]], 1),
  modelOf("advanced", [["B-org", "O"], ["B-geo", "O"], ["O", "B-org"], ["B-per", "B-geo"]], 16),
];

function randomModels(seed: number): RoutedModel[] {
  const generator = createGenerator(seed);
  const chances = [0.7, 0.4, 0.85];
  return SLOTS.map((slot, k) => modelOf(slot, GOLD.map((tags) => tags.map((tag) => (generator.uniform() < chances[k]! ? tag : "B-per"))), [4, 1, 16][k]!));
}

test("all of one model scores what that model scores", () => {
  for (const [k, { slot, tags }] of HAND_MADE.entries()) {
    const { counts, cost } = mixture(HAND_MADE, "x", "x", { ...sharesOf(0, 0, 0), [slot]: 100 });
    const { f1 } = scoreEntities(GOLD as string[][], tags[0] as string[][], { scheme: "IOB2", repair: "discard" }).micro;
    assert.is(microScores(counts).f1.toFixed(12), f1.toFixed(12));
    assert.is(cost, HAND_MADE[k]!.cost.processor);
  }
});

test("a mixture's F1 is what a long stream of requests drawn by its shares scores", () => {
  const shares = sharesOf(50, 30, 20);
  const generator = createGenerator(11);
  const answers = Array.from({ length: 20_000 }, () => {
    const [i, place] = [generator.integer(GOLD.length), generator.uniform()];
    return { gold: GOLD[i]!, tags: HAND_MADE[place < 0.5 ? 0 : place < 0.8 ? 1 : 2]!.tags[0]![i]! };
  });
  const stream = microScores(countSentences(answers.map(({ gold }) => gold), answers.map(({ tags }) => tags), "discard")).f1;
  const { counts, cost } = mixture(HAND_MADE, "x", "x", shares);
  assert.ok(Math.abs(microScores(counts).f1 - stream) < 0.01, `${microScores(counts).f1} ${stream}`);
  assert.ok(Math.abs(cost - 5.5) < 1e-12);
});

test("no mixture of three models beats the best of two at its cost", () => {
  for (const seed of [1, 2, 3, 4]) {
    const models = randomModels(seed);
    const mixtures = scoredMixtures(models);
    // Of two models, whole per cents are a grid: a budget in between may lose what one step is worth.
    const step = 0.01;
    for (let a = 0; a <= 100; a += 10) {
      for (let b = 0; a + b <= 100; b += 10) {
        const three = mixture(models, "x", "x", sharesOf(a, b, 100 - a - b));
        assert.ok(bestWithin(mixtures, three.cost)!.f1 >= microScores(three.counts).f1 - step, `${seed}: ${a} ${b}`);
      }
    }
  }
});

test("the front rises in cost and F1, and ends at the best of all mixtures", () => {
  const front = mixtureFront(scoredMixtures(HAND_MADE));
  for (const [i, { cost, f1 }] of front.entries()) assert.ok(i === 0 || (cost > front[i - 1]!.cost && f1 > front[i - 1]!.f1));
  assert.is(front[front.length - 1]!.f1, Math.max(...scoredMixtures(HAND_MADE).map(({ f1 }) => f1)));
});

test("the bound is the best of all ways to choose a model for each sentence", () => {
  for (const models of [HAND_MADE, ...[5, 6, 7].map(randomModels)]) {
    const places = Array.from({ length: 3 ** GOLD.length }, (_, code) => GOLD.map((__, i) => Math.floor(code / 3 ** i) % 3));
    const best = Math.max(...places.map((choice) => microScores(chosen(models, "x", "x", [choice]).counts).f1));
    assert.is(microScores(oracle(models).counts).f1.toFixed(12), best.toFixed(12));
  }
});

test("of models that are equal on a sentence, the bound takes the cheapest", () => {
  const same = SLOTS.map((slot, k) => modelOf(slot, GOLD, [4, 1, 16][k]!));
  assert.is(oracle(same).cost, 1);
});

test("the cascade pays for two models everywhere and for the third where they differ", () => {
  const { cost, escalated, counts } = disagreementCascade(HAND_MADE);
  assert.is(escalated, 0.75);
  assert.is(cost, 1 + 4 + 0.75 * 16);
  const tags = [HAND_MADE[1]!.tags[0]![0]!, ...HAND_MADE[2]!.tags[0]!.slice(1)];
  assert.equal([...counts.correct], [...countSentences(GOLD, tags, "discard").correct].map((correct) => 100 * correct));
});

test("the per-token Baseline stands for its slot, seeds are cut to those that all have, costs are medians", () => {
  const comparison = comparisonOf([0.5, 0.4, 0.3], [0.2, 0.2], [0.1, 0.1]);
  const asBuilt = { model: "baseline" as const, records: [fakeRecord(study, "baseline", 0, 1)] };
  const records = slotRecords({ ...comparison, models: [asBuilt, ...comparison.models] })!;
  assert.equal(records.map(({ slot, model, records: own }) => [slot, model, own.length]), [["model2", "model2", 2], ["baseline", "baseline-per-token", 2], ["advanced", "advanced", 2]]);
  assert.equal(recordedCosts(records), { model2: { processor: 4, p95: 8 }, baseline: { processor: 1, p95: 2 }, advanced: { processor: 16, p95: 32 } });
});

test("without one of the models, or with one sentence, there are no economics and no findings", () => {
  const { models, floors } = comparisonOf([0.5], [0.2], [0.1]);
  assert.is(routerEconomics(study, { models: models.slice(1), floors }), null);
  const single = { ...study, dataset: { ...study.dataset, split: { ...study.dataset.split, test: study.dataset.split.test.slice(0, 1) } } };
  assert.is(routerEconomics(single, { models, floors }), null);
  assert.equal(routerFindings(null), []);
});

test("the same records give the same numbers at every call", () => {
  const again = routerEconomics(study, comparisonOf([0.7, 0.65], [0.2, 0.15], [0.03, 0.02]))!;
  assert.equal(policyRows(again), policyRows(usual));
});

test("the stated shares lose what the Baseline's share loses, and the difference's interval holds its estimate", () => {
  const { difference, outcome } = policyOf(usual, "model2").against!;
  assert.ok(difference.estimate > 0 && outcome === "better", `${difference.estimate} ${outcome} ${difference.interval.low}`);
  assert.ok(difference.interval.low <= difference.estimate && difference.estimate <= difference.interval.high);
  assert.ok(withoutShare(usual.models, "baseline").f1 > usual.stated.f1.estimate);
  assert.ok(withoutShare(usual.models, "advanced").f1 < usual.stated.f1.estimate);
  assert.is(usual.stated.cost.toFixed(9), (0.9 * 4 + 0.08 * 1 + 0.02 * 16).toFixed(9));
});

test("the bound is above every policy", () => {
  const { estimate } = policyOf(usual, "oracle").f1;
  assert.ok(usual.policies.every(({ f1 }) => f1.estimate <= estimate));
});

test("where Model 2 is better and hardly dearer, the verdict is that the shares are not sensible", () => {
  const sentence = routerFindings(usual).find((each) => each.startsWith("Are they sensible?"))!;
  assert.match(sentence, /No: .* is better \(\+\d+\.\d\d points, interval \d+\.\d\d to \d+\.\d\d\), at 0?\.?\d/);
});

test("where the Baseline is the best model, it is called better and cheaper", () => {
  const turned = routerEconomics(study, comparisonOf([0.02], [0.3], [0.3]))!;
  const findings = routerFindings(turned).join("\n");
  assert.match(findings, /Are they sensible\? No: All Baseline \(per token\) is better/);
  assert.match(findings, /the 8 % for Baseline \(per token\) brings \d/);
  assert.equal(budgetSteps(turned).map(({ model }) => model.slot), ["baseline"]);
});

test("models that are alike cannot be told apart, and the sentence says so", () => {
  const alike = routerEconomics(study, comparisonOf([0.1], [0.1], [0.1]))!;
  const sentence = routerFindings(alike).find((each) => each.startsWith("Are they sensible?"))!;
  assert.match(sentence, /Nothing of at most their cost is distinguishably better; .*not distinguishable/);
});

test("models that find nothing leave no finding", () => {
  assert.equal(routerFindings(routerEconomics(study, comparisonOf([1], [1], [1]))), []);
});

test("a latency budget gets the most accurate model that keeps it", () => {
  assert.equal(budgetSteps(usual).map(({ from, model }) => [from, model.slot]), [[2, "baseline"], [8, "model2"], [32, "advanced"]]);
  assert.equal(budgetRows(usual).map((row) => row["to (ms)"]), [8, 32, null]);
});

test("costs of a load test take the place of the records', and the note says whose they are", () => {
  const costs = { model2: { processor: 1, p95: null }, baseline: { processor: 1, p95: null }, advanced: { processor: 1, p95: null } };
  const economics = routerEconomics(study, comparisonOf([0.5], [0.2], [0.05]), { costs, costSource: "load test" })!;
  assert.is(economics.stated.cost.toFixed(9), "1.000000000");
  assert.match(routerNote(economics), /^Processor time: load test\./);
  assert.equal([budgetRows(economics), routedModelRows(economics).map((row) => row["p95 (ms)"])], [[], [null, null, null]]);
});

test("tables have a row a policy, a budget and a model, and no number that is none", () => {
  assert.equal(policyRows(usual).length, usual.policies.length);
  const tables = [policyRows(usual), mixtureRows(usual), budgetRows(usual), routedModelRows(usual)];
  for (const row of tables.flat()) for (const value of Object.values(row)) assert.ok(value === null || typeof value === "string" || Number.isFinite(value));
  assert.is(mixtureRows(usual)[0]!["× stated processor time, at most"], 0.25);
  assert.not.match(routerFindings(usual).join(" "), /NaN|undefined|Infinity|null/);
});

test("the figure gets every policy with its interval, the stated shares among them", () => {
  const { policies, front } = routingFrontData(usual);
  assert.equal(policies.map(({ kind }) => kind).filter((kind) => kind !== "best"), ["stated", "model", "model", "model", "cascade", "oracle"]);
  assert.ok(policies.every(({ low, f1, high }) => low <= f1 && f1 <= high));
  assert.ok(front.length > 1);
});

test.run();
