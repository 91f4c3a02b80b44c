import { test } from "uvu";
import * as assert from "uvu/assert";
import { climbLadder, stepsOf } from "../../src/claims/ladder";
import { ladderRows, legacySystems, positionCounts, waterfallData } from "../../src/claims/tables";
import { auditFindings, scopeText } from "../../src/claims/findings";
import { auditClaims } from "../../src/claims/audit";
import type { Study } from "../../src/experiments/study";
import { evidenceWith, madeRecord, madeSeeds } from "./records";

const RECORDS = {
  legacy: {
    baseline: madeSeeds("baseline", 1, [916, 915, 917]), model2: madeSeeds("model2", 75, [930, 928, 926]),
    advanced: madeSeeds("advanced", 1, [910, 911, 912]),
  },
  "legacy-swapped": { baseline: madeSeeds("padded", 75, [800, 800, 800]), model2: madeSeeds("short", 1, [926, 927, 928]) },
  ladder: {
    "whole-sentences": [madeRecord("fill", { seed: 0, right: 960, length: 75 })], "early-stopping": [madeRecord("early", { seed: 0, right: 961, length: 75 })],
    "one-length": [madeRecord("one", { seed: 0, right: 962, length: 1 })], "training-vocabulary": [madeRecord("words", { seed: 0, right: 950, length: 1 })],
    "minimum-count": [madeRecord("once", { seed: 0, right: 958, length: 1 })], distinct: [madeRecord("distinct", { seed: 0, right: 907, length: 1 })],
    shares: [madeRecord("shares", { seed: 0, right: 959, length: 1 })],
  },
  headline: { model2: madeSeeds("headline", 1, [950, 951, 952]), advanced: madeSeeds("large", 1, [955, 956, 957]) },
};
const evidence = evidenceWith(RECORDS);
const rungs = climbLadder(evidence)!;

test("the ladder goes from the padded accuracy over words right to strict F1, and the steps of the rungs that are carried on add up", () => {
  assert.is(rungs.length, 11);
  const data = waterfallData(rungs);
  assert.ok(Math.abs(data[0]!.level - (1 - 72 / 75000)) < 1e-12);
  assert.ok(Math.abs(data[1]!.level - 0.928) < 1e-12);
  assert.is(data[10]!.level, data[10]!.strictF1);
  const carried = stepsOf(rungs).filter((_, i) => rungs[i]!.title !== "duplicates in one part").slice(1) as number[];
  assert.ok(Math.abs(data[0]!.level + carried.reduce((sum, step) => sum + step, 0) - data[10]!.level) < 1e-12);
});

test("duplicates are measured beside the ladder: the next rung starts where they did", () => {
  const beside = rungs.findIndex(({ title }) => title === "duplicates in one part");
  assert.equal(rungs.map(({ from }) => from), [null, 0, 1, 2, 3, 4, 5, 6, 6, 8, 9]);
  const steps = stepsOf(rungs) as number[];
  assert.ok(Math.abs(steps[beside]! - -0.051) < 1e-12);
  assert.ok(Math.abs(steps[beside + 1]! - 0.001) < 1e-12);
});

test("the first two rungs and the last two are the same predictions", () => {
  const hashes = rungs.map(({ records }) => records.map(({ hash }) => hash).join());
  assert.is(hashes[0], hashes[1]);
  assert.is(hashes[9], hashes[10]);
  assert.is(new Set(hashes).size, 9);
});

test("a rung without a record leaves no ladder", () => {
  const { distinct: _, ...ladder } = RECORDS.ladder;
  assert.is(climbLadder(evidenceWith({ ...RECORDS, ladder })), null);
});

test("a row a rung; the first has no step", () => {
  const rows = ladderRows(rungs);
  assert.is(rows[0]!["step (points)"], null);
  assert.is(rows[1]!["step (points)"], "−7.10");
  assert.is(rows[2]!["step (points)"], "+3.20");
});

test("counts of positions are those of the record: words and padding apart", () => {
  assert.equal(positionCounts(evidence), { length: 75, positions: 75000, words: 1000, wrongWords: 70, wrongPadding: 0 });
  assert.is(positionCounts(evidenceWith({})), null);
});

test("what has no record is left out of the systems", () => {
  assert.equal(legacySystems(evidence).map(({ title, protocol }) => `${title}, ${protocol}`), [
    "Baseline, length 1", "Baseline, padded to 75", "Model 2, length 1", "Model 2, padded to 75", "Advanced, length 1",
  ]);
  assert.equal(legacySystems(evidenceWith({ legacy: { model2: RECORDS.legacy.model2 } })).map(({ title }) => title), ["Model 2"]);
});

test("findings say which way the ladder and the ranking went", () => {
  const text = auditFindings(evidence, rungs, auditClaims(evidence)).join("\n");
  assert.match(text, /74,000 of its 75,000 positions are padding, 0 of them wrong/);
  assert.match(text, /the ranking was the padding/);
  assert.match(text, /rises\.|rise\./);
  assert.not.match(text, /NaN|undefined|null/);
});

test("findings without any record speak of the arithmetic alone", () => {
  const nothing = evidenceWith({});
  const findings = auditFindings(nothing, climbLadder(nothing), auditClaims(nothing));
  assert.is(findings.length, 1);
  assert.match(findings[0]!, /not measured/);
});

test("away from GMB the scope says where the numbers are from", () => {
  const elsewhere = evidenceWith({}, { corpus: { name: "mine", sha256: "1" } });
  const study = { dataset: { corpus: { name: "mine" }, split: { name: "reference" } }, profile: { name: "quick" } } as unknown as Study;
  assert.match(scopeText(study, elsewhere), /On this corpus \(mine, quick profile, reference split\) the same protocols give/);
  assert.match(scopeText(study, evidence), /each gets its verdict/);
});

test.run();
