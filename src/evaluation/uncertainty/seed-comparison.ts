import { DataError } from "../../errors";

/** The seeds of two systems against each other. */
export interface SeedComparison {
  readonly seeds: readonly [a: number, b: number];
  /** The probability that a random seed of a scores above one of b, ties counting half: 0.5 where neither does better. */
  readonly superiority: number;
  /** Two-sided, exact: the Mann–Whitney test over all ways to share the scores out. */
  readonly p: number;
  /** The smallest p that so many seeds can give, whatever they score: 2 / C(m + n, m). */
  readonly smallestP: number;
}

/** Twice the rank of each value among all, ties sharing the middle of their ranks, so that all are whole. */
function doubledRanks(values: readonly number[]): number[] {
  return values.map((value) => values.reduce((rank, other) => rank + (other < value ? 2 : other === value ? 1 : 0), 1));
}

/** For every rank sum, in how many ways `size` of the ranks reach it. */
function countSubsets(ranks: readonly number[], size: number): Float64Array {
  const largest = ranks.reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(largest + 1));
  ways[0]![0] = 1;
  ranks.forEach((rank) => {
    for (let k = size; k > 0; k--) {
      for (let sum = rank; sum <= largest; sum++) ways[k]![sum]! += ways[k - 1]![sum - rank]!;
    }
  });
  return ways[size]!;
}

function total(ways: Float64Array): number {
  return ways.reduce((sum, count) => sum + count, 0);
}

function checkScores(scores: readonly number[], side: string): void {
  if (scores.length === 0) throw new DataError(`The system ${side} has no seed; give the score of at least one.`);
  const bad = scores.find((score) => !Number.isFinite(score));
  if (bad !== undefined) throw new DataError(`The system ${side} has the score ${bad}; only finite scores can be ranked.`);
}

/**
 * Compares the scores that the seeds of two systems reached (Reimers and Gurevych, EMNLP 2017: distributions, not
 * points) by the exact test of Mann and Whitney (1947), ties included: if all seeds came from one distribution, how often
 * would sharing them out anew rank a as extremely? With 2 seeds each the smallest p is 1/3 and with 3 each 0.1, so below
 * 4 each nothing can be significant at 0.05. Throws a DataError for no seed or a score that is not finite.
 */
export function compareSeeds(a: readonly number[], b: readonly number[]): SeedComparison {
  checkScores(a, "a");
  checkScores(b, "b");
  const ranks = doubledRanks([...a, ...b]);
  const ways = countSubsets(ranks, a.length);
  const rankSum = ranks.slice(0, a.length).reduce((sum, rank) => sum + rank, 0);
  const all = total(ways);
  const tail = Math.min(total(ways.subarray(0, rankSum + 1)), total(ways.subarray(rankSum)));
  return {
    seeds: [a.length, b.length],
    superiority: (rankSum / 2 - (a.length * (a.length + 1)) / 2) / (a.length * b.length),
    p: Math.min(1, (2 * tail) / all),
    smallestP: Math.min(1, 2 / all),
  };
}
