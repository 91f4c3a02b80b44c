import {
  approximateRandomization, bootstrapIntervals, compareSeeds, countSentences, holm, verdict, type ScoreInterval, type SentenceCounts,
  type SystemCounts, type Verdict,
} from "../evaluation";
import type { TrialRecord } from "../experiments/record";
import type { Study } from "../experiments/study";
import { createGenerator, deriveSeed } from "../random/generator";
import { strictScores } from "./model-report";
import { goldOf, readTestPart, runsOf } from "./test-part";

/** What is compared: a configuration's records, one a seed, or a floor's one. */
export interface NamedRecords {
  /** As sentences call it: "Embedding 100". */
  readonly name: string;
  readonly records: readonly TrialRecord[];
}

/** Two systems, of which the verdict says what a is against b. */
export interface PairOfRecords {
  readonly a: NamedRecords;
  readonly b: NamedRecords;
}

const LEVEL = 0.95;
const RESAMPLES = 2000;
const ROUNDS = 10_000;

interface ComparedPair {
  readonly difference: ScoreInterval;
  readonly p: number;
}

function isFloor({ records }: NamedRecords): boolean {
  return records.every(({ kind }) => kind === "floor");
}

/** Entity counts of every sentence of the test part under one record, each record read once. */
function createCounter(study: Study): (record: TrialRecord) => SentenceCounts {
  const known = new Map<string, SentenceCounts>();
  const count = (record: TrialRecord): SentenceCounts => {
    const part = readTestPart(study, [{ system: record.hash, records: [record] }]);
    return countSentences(goldOf(part), runsOf(part, record.hash)[0]!, "discard");
  };
  return (record) => {
    const counts = known.get(record.hash) ?? count(record);
    known.set(record.hash, counts);
    return counts;
  };
}

/** A floor draws nothing: it would have been the same run with each of the other's seeds. */
function countsOf(own: NamedRecords, other: NamedRecords, count: (record: TrialRecord) => SentenceCounts): SystemCounts {
  const runs = own.records.map(count);
  return { name: own.name, runs: isFloor(own) ? other.records.map(() => runs[0]!) : runs };
}

function comparePair(pair: PairOfRecords, count: (record: TrialRecord) => SentenceCounts, family: string): ComparedPair {
  const [a, b] = [countsOf(pair.a, pair.b, count), countsOf(pair.b, pair.a, count)];
  const generator = (test: string) => createGenerator(deriveSeed(0, family, test, a.name, b.name));
  const { pairs } = bootstrapIntervals([a, b], { generator: generator("intervals"), resamples: RESAMPLES, level: LEVEL, method: "bca" });
  const { p } = approximateRandomization(a, b, { generator: generator("randomization"), rounds: ROUNDS });
  return { difference: pairs[0]!.f1, p };
}

function judge({ a, b }: PairOfRecords, { difference }: ComparedPair, adjustedP: number): Verdict {
  const several = [a, b].every((side) => side.records.length > 1 && !isFloor(side));
  const seeds = several ? compareSeeds(strictScores(a.records), strictScores(b.records)) : undefined;
  return verdict({ a: a.name, b: b.name, difference, adjustedP, level: LEVEL, ...(seeds && { seeds }) });
}

/**
 * A verdict for each pair on the strict F1 of the test part, in the order given; the pairs are one family, whose p values (approximate
 * randomization, outputs of a sentence exchanged for all seeds together) are Holm's. Intervals are of the paired bootstrap over
 * sentences. The names of a pair must differ; the same records give the same verdicts at every call. Null where the test part has
 * fewer than two sentences, which no resampling can vary.
 */
export function pairedVerdicts(study: Study, family: string, pairs: readonly PairOfRecords[]): readonly Verdict[] | null {
  if (study.dataset.split.test.length < 2) return null;
  const count = createCounter(study);
  const compared = pairs.map((pair) => comparePair(pair, count, family));
  const adjusted = holm(compared.map(({ p }) => p));
  return pairs.map((pair, i) => judge(pair, compared[i]!, adjusted[i]!));
}
