import { test } from "uvu";
import * as assert from "uvu/assert";
import { approximateRandomization, bootstrapIntervals, pairedBootstrap } from "../../../src/evaluation/uncertainty";
import type { Interval, ScoreInterval } from "../../../src/evaluation/uncertainty";
import { ascending, percentileInterval } from "../../../src/evaluation/uncertainty/intervals";
import { createGenerator } from "../../../src/random/generator";
import { simulateRuns, single, trueScores } from "./counts";

const RUNS = 1500;
const SENTENCES = 250;
const RESAMPLES = 500;
const GAIN = 0.05;

function covers({ low, high }: Interval, truth: number): boolean {
  return low <= truth && truth <= high;
}

/** Both intervals of one call: the BCa one as given, the percentile one from the same resamples. */
function bothCover({ interval, resampled }: ScoreInterval, truth: number): readonly [percentile: boolean, bca: boolean] {
  return [covers(percentileInterval(ascending(resampled), 0.95), truth), covers(interval, truth)];
}

function isNominal(covered: readonly boolean[], name: string): void {
  const share = covered.filter(Boolean).length / covered.length;
  assert.ok(share >= 0.93 && share <= 0.97, `${name}: ${share}`);
}

/** Per simulated corpus: whether the intervals hold the true values of precision, recall, F1 and a difference of two F1. */
function simulateCoverage(): Readonly<Record<string, readonly boolean[]>> {
  const generator = createGenerator(2024);
  const [truth, better] = [trueScores(0), trueScores(GAIN)];
  const covered: Record<string, boolean[]> = {};
  const note = (name: string, interval: ScoreInterval, value: number): void => bothCover(interval, value)
    .forEach((hit, i) => (covered[`${name}, ${["percentile", "bca"][i]}`] ??= []).push(hit));
  for (let i = 0; i < RUNS; i++) {
    const [a, b] = simulateRuns(generator, SENTENCES, [0, GAIN]);
    const { systems, pairs } = bootstrapIntervals([single("a", a!), single("b", b!)], { generator, resamples: RESAMPLES, method: "bca" });
    for (const score of ["precision", "recall", "f1"] as const) note(score, systems[0]![score], truth[score]);
    note("difference", pairs[0]!.f1, truth.f1 - better.f1);
  }
  return covered;
}

test(`95 % intervals hold the true score and the true difference in 93 to 97 % of ${RUNS} simulated corpora, by both methods`, () => {
  const covered = simulateCoverage();
  assert.is(Object.keys(covered).length, 8);
  for (const [name, hits] of Object.entries(covered)) {
    assert.is(hits.length, RUNS);
    isNominal(hits, name);
  }
});

test("between equally good systems both tests claim a difference at 0.05 in 3 to 7 % of 1000 simulated corpora", () => {
  const generator = createGenerator(2000);
  const claims = Array.from({ length: 1000 }, () => {
    const [a, b] = simulateRuns(generator, 200, [0, 0]).map((counts, i) => single("ab"[i]!, counts));
    return [
      approximateRandomization(a!, b!, { generator, rounds: 199 }).p <= 0.05,
      pairedBootstrap(a!, b!, { generator, resamples: 199 }).p <= 0.05,
    ];
  });
  for (const test of [0, 1]) isNominal(claims.map((claimed) => !claimed[test]), `test ${test}`);
});

test("the interval over seeds and sentences holds the score of the seeds' process in at least 93 % of 400 simulations", () => {
  const generator = createGenerator(2017);
  const covered = Array.from({ length: 400 }, () => {
    const gains = Array.from({ length: 5 }, () => 0.04 * (generator.uniform() + generator.uniform() + generator.uniform() - 1.5));
    const runs = simulateRuns(generator, 200, gains);
    const { f1 } = bootstrapIntervals([{ name: "a", runs }], { generator, resamples: 300 }).systems[0]!;
    return covers(f1.intervalWithSeeds!, trueScores(0).f1);
  });
  assert.ok(covered.filter(Boolean).length >= 0.93 * 400, String(covered.filter(Boolean).length / 400));
});

test.run();
