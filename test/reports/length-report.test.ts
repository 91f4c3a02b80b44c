import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Batching } from "../../src/encoding";
import { defaultTrialConfig, withOverrides } from "../../src/experiments/config";
import { arm } from "../../src/experiments/manifest/experiment";
import type { TrialRecord } from "../../src/experiments/record";
import { scoreFloors } from "../../src/experiments/study";
import * as cutting from "../../src/reports/length-cuts";
import { bytesPerPosition, costOf, epochPositions } from "../../src/reports/length-costs";
import * as finding from "../../src/reports/length-findings";
import * as report from "../../src/reports/length-report";
import { corpusOf, sentence, temporaryFolder } from "../corpus/files";
import { tinyCorpus } from "../support/sentences";
import { fakeRecord, studyIn } from "./comparisons";

const folder = temporaryFolder();
const corpus = tinyCorpus(400);
const study = studyIn(path.join(folder, "tiny"), corpus);

const THREE = [
  sentence("Ada/B-per Byron/I-per met/O Boole/B-per"),
  sentence("rain/O fell/O"),
  sentence("they/O met/O Curie/B-per Marie/I-per in/O Paris/B-geo"),
];

test("cutting to three tokens loses what lies beyond, damages what it goes through, and pads the rest", () => {
  const cut = cutting.measureCut(THREE, 3);
  assert.equal(
    [cut.sentences, cut.sentencesCut, cut.entities, cut.entitiesLost, cut.entitiesDamaged], [3, 2, 4, 2, 1]);
  assert.is(cut.tokensCutShare, 4 / 12);
  assert.ok(Math.abs(cut.paddingShare - 1 / 9) < 1e-12);
  // Found: Ada Byron, and a wrong "Curie" alone; gold has four.
  assert.ok(Math.abs(cut.perfectF1 - (2 * (1 / 2) * (1 / 4)) / (1 / 2 + 1 / 4)) < 1e-12);
});

test("a longer length never cuts more, never pads less, and a perfect tagger stays below the recall that it leaves", () => {
  const cuts = [1, 2, 3, 4, 5, 6, 7, 20].map((length) => cutting.measureCut(corpus.sentences, length));
  cuts.forEach((cut, i) => {
    const recall = 1 - cutting.entitiesCutShare(cut);
    assert.ok(cut.perfectF1 <= (2 * recall) / (1 + recall) + 1e-12);
    if (i === 0) return;
    assert.ok(cutting.entitiesCutShare(cut) <= cutting.entitiesCutShare(cuts[i - 1]!));
    assert.ok(cut.paddingShare >= cuts[i - 1]!.paddingShare && cut.perfectF1 >= cuts[i - 1]!.perfectF1);
  });
  assert.equal([cuts.at(-1)!.perfectF1, cuts.at(-1)!.tokensCutShare], [1, 0]);
});

test("bucketed batches cut nothing and pad less than the longest sentence's length does", () => {
  const [longest, bucketed] = cutting.measureCuts(corpus.sentences, [7], 16) as [cutting.LengthCut, cutting.LengthCut];
  assert.equal([bucketed.length, bucketed.sentencesCut, bucketed.perfectF1], [null, 0, 1]);
  assert.ok(bucketed.paddingShare < longest.paddingShare && bucketed.paddingShare >= 0);
  assert.is(cutting.measureBucketed(THREE, 1).paddingShare, 0);
  assert.equal(cutting.cutRows([longest, bucketed]).map((row) => row["length"]), ["7", "bucketed"]);
});

test("the lengths that are measured are those that are trained", () => {
  assert.equal(cutting.trainedLengths(), [10, 20, 25, 35, 50, 75, 104]);
});

test("as the original read the corpus, nothing is longer than a token", () => {
  const [whole, original] = cutting.readingsOf(corpus);
  assert.is(cutting.longest(original.lengths), 1);
  assert.is(original.lengths.length, corpus.sentences.length + 1);
  assert.equal(whole.lengths, corpus.sentences.map(({ words }) => words.length));
  assert.match(finding.claimFindings([whole, original])[0]!, /400 sentences, 0 are longer than 75 tokens .* more than 1 token:/);
});

test("padding is computed or skipped: a rectangle's positions, or its tokens", () => {
  const padded = { kind: "padded", length: 4, countPadding: false } as const;
  assert.equal(epochPositions([2, 3, 6], 2, padded), { computed: 12, tokens: 9, largestComputed: 8, largestTokens: epochPositions([2, 3, 6], 2, padded).largestTokens });
  assert.equal(epochPositions([2, 3, 6], 3, { kind: "bucketed" }), { computed: 18, tokens: 11, largestComputed: 18, largestTokens: 11 });
});

test("a position of one unit and one tag takes the bytes of every number that a step keeps for it", () => {
  // Ids and weight 3; embedded word and its gradient 2; seven values a direction 14; output and gradient 4; logit and gradient 2.
  assert.is(bytesPerPosition({ embedding: 1, units: 1 }, 1), 4 * 25);
});

function config(batching: Batching, trainingSentences = 100): TrialRecord["config"] {
  return { ...withOverrides(defaultTrialConfig("model2"), { training: { batching } }), trainingSentences } as TrialRecord["config"];
}

/** An arm whose seeds miss sentences with these chances. */
function trained(length: number | null, ...missed: readonly number[]) {
  const batching: Batching = length === null ? { kind: "bucketed" } : { kind: "padded", length, countPadding: false };
  const id = length === null ? "bucketed" : String(length);
  const records = missed.map((chance, seed) => {
    const record = fakeRecord(study, "model2", seed, chance, { trainingCpuSeconds: 10 });
    return { ...record, config: config(batching), metrics: { ...record.metrics, trainingSentences: 100, tags: 4 } } as TrialRecord;
  });
  return { arm: arm(id, "model2", { value: length }), records };
}

const measured = report.measureLengths(study, [trained(3, 0.7, 0.72), trained(7, 0.1, 0.11), trained(75, 0.1, 0.11), trained(104, 0.1, 0.11), trained(null, 0.1, 0.12)]);
const byLength = (length: number | null) => measured.find((each) => each.length === length)!;

test("the same predictions look the better the more padding is counted, and so does finding nothing", () => {
  const [short, long] = [7, 104].map((length) => byLength(length)) as [report.LengthArm, report.LengthArm];
  assert.equal(report.qualityRows([short])[0]!["strict F1 %"], report.qualityRows([long])[0]!["strict F1 %"]);
  report.paddedAccuracies(long).forEach((accuracy, seed) => assert.ok(accuracy > report.paddedAccuracies(short)[seed]!));
  assert.ok(long.padded[0]!.allOutsideAccuracyCountingPadding > short.padded[0]!.allOutsideAccuracyCountingPadding);
  const [, bucketed] = report.illusionRows([long, byLength(null)]);
  assert.is(bucketed!["accuracy %, padding counted"], null);
});

test("the shortest length that is enough comes after the last one that is worse", () => {
  assert.equal(measured.map(({ difference }) => difference?.outcome ?? null), ["worse", "not distinguishable", "not distinguishable", "not distinguishable", null]);
  assert.is(finding.enoughLength(measured)!.length, 7);
  assert.match(finding.qualityFindings(measured)[0]!,
    /^Trained on 100 sentences \(2 seeds a length\)\. Bucketed batches, .* Worse: 3\. The shortest length that is not is 7 with .* points (above|below) \(95 % interval .* over the sentences, .* over seeds as well\); a perfect tagger would reach 100\.00 % there\.$/);
});

test("where only the seeds leave a length open, the first one without that doubt is named", () => {
  const shown = (arm: report.LengthArm, high: number, withSeeds: number) => {
    const interval = { low: high - 0.002, high, method: "bca" as const };
    const intervalWithSeeds = { low: high - 0.004, high: withSeeds, method: "percentile" as const };
    return { ...arm, difference: { ...arm.difference!, estimate: high - 0.001, interval, intervalWithSeeds } };
  };
  const arms = [byLength(3), shown(byLength(7), -0.001, 0.003), shown(byLength(75), 0.001, 0.003), byLength(null)];
  assert.is(finding.enoughLength(arms)!.length, 75);
  const [text] = finding.qualityFindings(arms);
  assert.match(text!, /not is 7 with .* 0\.20 points below .* Over the sentences alone it lies below, and only the seeds leave it open; the first length without that doubt is 75 with .*, 0\.00 points above /);
  assert.match(finding.qualityFindings([arms[0]!, arms[1]!, arms[3]!])[0]!, /no longer length is without that doubt\.$/);
});

test("what cutting alone does is told against the longest length, which shares its batches", () => {
  const rows = report.cuttingRows(measured);
  assert.equal(rows.map((row) => [row["length"], row["minus 104 (points)"] === null]), [["3", false], ["7", false], ["75", false], ["104", true]]);
  assert.equal([rows[2]!["minus 104 (points)"], rows[2]!["p (Holm)"]], ["0.00", "1.0000"]);
  assert.equal([rows[2]!["seed by seed"], rows[3]!["seed by seed"]], ["0.00, 0.00", null]);
  assert.is(byLength(null).cutting, null);
  assert.match(finding.qualityFindings(measured)[1]!, /Against 104 with .* cutting alone tells: Worse: 3\. The shortest length that is not is 7 with .*, 0\.00 points above /);
});

test("where every length is worse none is enough, and where none is, the shortest is", () => {
  const only = [byLength(3), byLength(null)];
  assert.is(finding.enoughLength(only), undefined);
  assert.match(finding.qualityFindings(only)[0]!, /Worse: 3\.$/);
  const fine = [byLength(7), byLength(104), byLength(null)];
  assert.is(finding.enoughLength(fine)!.length, 7);
  assert.match(finding.qualityFindings(fine)[0]!, /None is worse\. The shortest length that is not is 7 /);
});

test("taggers that find nothing say nothing of lengths", () => {
  const blind = report.measureLengths(study, [trained(5, 1), trained(null, 1)]);
  assert.match(finding.qualityFindings(blind)[0]!, /nothing can be said of lengths/);
});

test("where the second longest length loses by cutting, that is said instead of a length that is enough", () => {
  const [found] = finding.qualityFindings(report.measureLengths(study, [trained(3, 0.7), trained(7, 0.1), trained(null, 0.1)])).slice(1);
  assert.match(found!, /Worse: 3\. Even 3 loses by it\. Not to be told/);
});

test("the illusion is told from the shortest length that is enough to the longest, in the direction of the numbers", () => {
  assert.match(finding.illusionFindings(measured)[0]!, /^From 7 to 104 tokens the accuracy with padding counted rises by .*; strict F1 on uncut gold stays at .* measures the length, too\.$/);
  assert.equal(finding.illusionFindings([byLength(7), byLength(null)]), []);
});

test("the claimed length is set beside its neighbors, where it was trained", () => {
  const changed = (one: report.LengthArm, other: report.LengthArm) => report.changedSentences(study, one, other);
  assert.match(finding.neighborFindings(measured, changed)[0]!, /same seeds, of 60 test sentences 7 and 75 tokens tag 0 differently and 75 and 104 tokens tag 0 differently\.$/);
  assert.match(finding.neighborFindings([byLength(3), byLength(75), byLength(null)], changed)[0]!, / 3 and 75 tokens tag [1-9]/);
  assert.ok(changed(byLength(3), byLength(104)) > 1);
  assert.equal(finding.neighborFindings([byLength(7), byLength(null)], changed), []);
});

test("costs come from the records' own configuration and training sentences, and skipping padding never costs more", () => {
  for (const { cost } of measured) assert.ok(cost.positions.tokens <= cost.positions.computed && cost.skippedMebibytes <= cost.computedMebibytes);
  assert.is(byLength(104).cost.positions.computed, 104 * 100);
  assert.is(byLength(104).cost.positions.tokens, byLength(null).cost.positions.tokens);
  assert.is(byLength(7).cost.cpuSecondsAnEpoch, 5);
  assert.match(finding.costFindings(measured)[0]!, /Padded to 104, .* and 1\.00 times where it is skipped; measured, it took 1\.00 times/);
  assert.throws(() => costOf(study, [scoreFloors(study)["all-O"]]), /is not one of Model 2/);
});

test("records without processor time leave a gap", () => {
  const { arm: kept, records } = trained(7, 0.1);
  const bare = records.map(({ timings: { trainingCpuSeconds: _, ...timings }, ...record }) => ({ ...record, timings }) as TrialRecord);
  const rows = report.costRows(report.measureLengths(study, [{ arm: kept, records: bare }, trained(null, 0.1)]));
  assert.is(rows[0]!["CPU s an epoch"], null);
});

test("without the trainings on the whole part, that is said and nothing is claimed", () => {
  assert.equal(report.measureLengths(study, []), []);
  assert.match(finding.wholeFindings(measured, [])[0]!, /nothing was trained .* not shown/);
  assert.match(finding.wholeFindings(measured, measured).at(-1)!, /is 7 on 100 sentences \(of 3, 7, 75 and 104\), and 7 on 100 sentences\.$/);
});

test("a test part without entities has none that a length could cut", () => {
  assert.match(finding.cutFindings(cutting.measureCuts(corpusOf("it/O rains/O").sentences, [1], 2))[0]!, /no entity/);
  assert.match(finding.cutFindings(cutting.measureCuts(THREE, [3, 6], 2))[0]!,
    /^At 3 tokens 33\.33 % .* 75\.00 % of its entities are cut; .* less than 1\.00 % of them is 6 \(0\.00 % of the entities cut, 33\.33 % of all positions padding\); it cuts none\.$/);
  assert.match(finding.cutFindings(cutting.measureCuts(THREE, [3], 2))[0]!, /Every length that was looked at cuts at least 1\.00 %/);
});

test("figures get the rows that the tables have", () => {
  assert.equal(report.illusionData(measured).rows.map(({ length }) => length), [3, 7, 75, 104]);
  assert.equal(report.differenceData(measured).rows.map(({ label, outcome }) => [label, outcome]).slice(0, 2), [["3", "worse"], ["7", "not distinguishable"]]);
  assert.equal(cutting.cutData([byLength(3).cut, byLength(null).cut]).map(({ label, fixed }) => [label, fixed]), [["3", true], ["bucketed", false]]);
});

test.run();
