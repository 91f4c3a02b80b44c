import { GMB_SHA256 } from "../corpus";
import {
  approximateRandomization, bootstrapIntervals, compareSeeds, countSentences, holm, pairedBootstrap, verdict, type DifferenceTest,
  type Outcome, type PairIntervals, type Repair, type ScoreInterval, type SeedComparison, type SystemCounts, type Verdict,
} from "../evaluation";
import type { Study } from "../experiments/study";
import { createGenerator, deriveSeed, type RandomGenerator } from "../random/generator";
import { FLOOR_TITLES, systemsOf, type Comparison, type System } from "./comparison";
import { strictScores } from "./model-report";
import { mean, meanAndDeviation, percent, pointsText, probabilityText, rangeText } from "./percent";
import { goldOf, readTestPart, runsOf } from "./test-part";

type Row = { readonly [column: string]: string | number | null };

const READINGS = ["discard", "begin"] as const;
type Reading = (typeof READINGS)[number] & Repair;

/** Two systems of the family, the one with the higher mean strict F1 as a. */
export interface ComparedPair {
  readonly a: string;
  readonly b: string;
  readonly randomization: DifferenceTest;
  readonly bootstrap: DifferenceTest;
  /** Null unless both were trained with several seeds. */
  readonly seeds: SeedComparison | null;
  readonly verdict: Verdict;
}

/** How far the scores of a comparison can be trusted; F1 as fractions. */
export interface Uncertainty {
  readonly level: number;
  readonly resamples: number;
  /** Of each system, floors among them, by its title. */
  readonly intervals: { readonly [title: string]: { readonly [reading in Reading]: ScoreInterval } };
  /** One family: every two of the models and the look-up table, by strict F1. */
  readonly pairs: readonly ComparedPair[];
}

const LEVEL = 0.95;
const RESAMPLES = 10_000;

/** Drawn anew for each purpose, so that no system or pair changes the numbers of another. */
function generatorOf(...purpose: readonly string[]): RandomGenerator {
  return createGenerator(deriveSeed(0, "comparison", ...purpose));
}

/** A floor draws nothing: with every seed of the models it would have been the same run. */
function asManyAs<T>(seeds: number, { floor }: System, runs: readonly T[]): readonly T[] {
  return floor ? Array.from({ length: seeds }, () => runs[0]!) : runs;
}

/** Entity counts of every sentence of the test part, per reading, the best system first. */
function countSystems(study: Study, systems: readonly System[]): { readonly [reading in Reading]: readonly SystemCounts[] } {
  const part = readTestPart(study, systems.map(({ title, records }) => ({ system: title, records })));
  const gold = goldOf(part);
  const seeds = Math.max(1, ...systems.map(({ records }) => records.length));
  const counted = (reading: Reading): SystemCounts[] =>
    systems.map((system) => ({
      name: system.title,
      runs: asManyAs(seeds, system, runsOf(part, system.title).map((tags) => countSentences(gold, tags, reading))),
    }));
  return { discard: counted("discard"), begin: counted("begin") };
}

function bestFirst(systems: readonly System[]): System[] {
  const score = ({ records }: System) => mean(strictScores(records));
  return [...systems].sort((a, b) => score(b) - score(a));
}

interface Contestant {
  readonly system: System;
  readonly counts: SystemCounts;
}

function seedsOf(a: System, b: System): SeedComparison | null {
  const several = [a, b].every(({ records, floor }) => !floor && records.length > 1);
  return several ? compareSeeds(strictScores(a.records), strictScores(b.records)) : null;
}

interface TestedPair extends Omit<ComparedPair, "verdict"> {
  readonly difference: ScoreInterval;
}

function testPair(a: Contestant, b: Contestant, pairs: readonly PairIntervals[]): TestedPair {
  const [first, second] = [a.counts.name, b.counts.name];
  const generator = (test: string) => generatorOf(test, first, second);
  return {
    a: first,
    b: second,
    randomization: approximateRandomization(a.counts, b.counts, { generator: generator("randomization"), rounds: RESAMPLES }),
    bootstrap: pairedBootstrap(a.counts, b.counts, { generator: generator("paired bootstrap"), resamples: RESAMPLES }),
    seeds: seedsOf(a.system, b.system),
    difference: pairs.find((pair) => pair.a === first && pair.b === second)!.f1,
  };
}

function judge({ difference, ...pair }: TestedPair, adjustedP: number): ComparedPair {
  const { a, b, seeds } = pair;
  return { ...pair, verdict: verdict({ a, b, difference, adjustedP, level: LEVEL, ...(seeds && { seeds }) }) };
}

function comparePairs(contestants: readonly Contestant[], intervals: readonly PairIntervals[]): ComparedPair[] {
  const tested = contestants.flatMap((a, i) => contestants.slice(i + 1).map((b) => testPair(a, b, intervals)));
  const adjusted = holm(tested.map(({ randomization }) => randomization.p));
  return tested.map((pair, i) => judge(pair, adjusted[i]!));
}

/**
 * Intervals and pairwise tests of a comparison, from the predictions of its records and the gold of the test part; the same
 * numbers at every call. Null where the test part has fewer than two sentences, which no resampling can vary.
 */
export function measureUncertainty(study: Study, comparison: Comparison): Uncertainty | null {
  if (study.dataset.split.test.length < 2) return null;
  const systems = bestFirst(systemsOf(comparison));
  const counts = countSystems(study, systems);
  const bootstrap = (reading: Reading) =>
    bootstrapIntervals(counts[reading], {
      generator: generatorOf("intervals", reading),
      resamples: RESAMPLES,
      level: LEVEL,
      method: "bca",
    });
  const [discard, begin] = READINGS.map(bootstrap);
  const contestants = systems.map((system, i) => ({ system, counts: counts.discard[i]! })).filter(({ system }) => system.id !== "all-O");
  const intervalOf = ({ title }: System, i: number) => [title, { discard: discard!.systems[i]!.f1, begin: begin!.systems[i]!.f1 }];
  return {
    level: LEVEL,
    resamples: RESAMPLES,
    intervals: Object.fromEntries(systems.map(intervalOf)) as Uncertainty["intervals"],
    pairs: comparePairs(contestants, discard!.pairs),
  };
}

function withSeeds(score: ScoreInterval | undefined, floor: boolean): string | null {
  return score?.intervalWithSeeds && !floor ? rangeText(score.intervalWithSeeds) : null;
}

/** One row a system: F1 in both readings, each with its interval over sentences, and over sentences and seeds. */
export function intervalRows(comparison: Comparison, uncertainty: Uncertainty | null): Row[] {
  return systemsOf(comparison).map(({ title, floor, records }) => {
    const own = uncertainty?.intervals[title];
    return {
      system: title,
      seeds: floor ? null : records.length,
      "strict F1 %": meanAndDeviation(strictScores(records)),
      "95 % interval": own ? rangeText(own.discard.interval) : null,
      "with seeds": withSeeds(own?.discard, floor),
      "F1 % (begin)": meanAndDeviation(records.map((record) => record.metrics.test.entities.begin.micro.f1)),
      "95 % interval (begin)": own ? rangeText(own.begin.interval) : null,
      "with seeds (begin)": withSeeds(own?.begin, floor),
    };
  });
}

/** One row a pair: by how much, how sure, and the verdict on the first. */
export function pairRows(uncertainty: Uncertainty | null): Row[] {
  return (uncertainty?.pairs ?? []).map(({ a, b, randomization, bootstrap, verdict: found }) => ({
    first: a,
    second: b,
    "difference (points)": percent(found.estimate),
    "95 % interval": rangeText(found.interval),
    "with seeds": found.intervalWithSeeds && rangeText(found.intervalWithSeeds),
    "p (randomization)": probabilityText(randomization.p),
    "p (bootstrap)": probabilityText(bootstrap.p),
    "p (Holm)": probabilityText(found.adjustedP),
    "the first is": found.outcome,
  }));
}

/** A pair's verdict as a summary keeps it. */
export interface PairVerdict {
  readonly a: string;
  readonly b: string;
  /** Of a against b. */
  readonly outcome: Outcome;
  readonly sentence: string;
}

/** The verdicts of the whole family, the two best systems' first. */
export function verdictsOf({ pairs }: Uncertainty): PairVerdict[] {
  return pairs.map(({ a, b, verdict: { outcome, sentence } }) => ({ a, b, outcome, sentence }));
}

/** In words, as a list: the verdicts on neighbors in the order of strict F1, and all that leave a pair undecided. */
export function verdictList(uncertainty: Uncertainty | null): string {
  const verdicts = uncertainty ? verdictsOf(uncertainty) : [];
  const isNeighbor = (a: string, i: number) => verdicts.findIndex((other) => other.a === a) === i;
  const told = verdicts.filter(({ a, outcome }, i) => outcome === "not distinguishable" || isNeighbor(a, i));
  return told.map(({ sentence }) => `- ${sentence}`).join("\n") || "The test part is too small to compare anything on it.";
}

export const CRF = { label: "Reference CRF", source: "published, same split", f1: 0.844 } as const;

/** The CRF's score was published for GMB's reference split; beside another corpus or split it says nothing. */
export function publishedReferences({ dataset }: Pick<Study, "dataset">): typeof CRF[] {
  return dataset.corpus.sha256 === GMB_SHA256 && dataset.split.name === "reference" ? [CRF] : [];
}

/** Strict F1 and its interval of every model that tags tokens apart, beside what others published and the look-up table. */
export function intervalsData(study: Study, comparison: Comparison, uncertainty: Uncertainty) {
  const shown = systemsOf(comparison).filter(({ id, floor }) => !floor && id !== "baseline");
  const lookUp = uncertainty.intervals[FLOOR_TITLES["look-up"]]!.discard.estimate;
  return {
    level: uncertainty.level,
    systems: shown.map(({ id, title, records }) => {
      const { estimate, interval } = uncertainty.intervals[title]!.discard;
      const seeds = records.map((record, i) => ({ seed: record.seed, f1: strictScores(records)[i]! }));
      return { system: id, estimate, low: interval.low, high: interval.high, seeds };
    }),
    references: [...publishedReferences(study), { label: FLOOR_TITLES["look-up"], source: "this run, no context", f1: lookUp }],
  };
}

/** What stands under the figure: what is not in it, and what its references are. */
export function intervalsNote(study: Study, comparison: Comparison): string {
  const baseline = systemsOf(comparison).find(({ id }) => id === "baseline");
  const score = (records: System["records"]) => `${pointsText(mean(strictScores(records)))} %`;
  const leftOut = baseline
    ? `Not in the figure: ${baseline.title} with ${score(baseline.records)}, which would press all others together.`
    : "";
  const crf = publishedReferences(study).map(({ f1 }) => [
    `The CRF's ${pointsText(f1)} % are a published figure for this split (a course page of Stanford's), not run here;`,
    "how it reads stray I- tags is not stated.",
  ].join(" "));
  return [leftOut, ...crf, "The look-up table is this run's, on the same sentences."].filter(Boolean).join(" ");
}
