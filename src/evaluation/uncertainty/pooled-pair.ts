import { scoreOf } from "../scores";
import { checkSystems } from "./check-systems";
import { SentenceCounts, SystemCounts } from "./sentence-counts";

/** Two systems, each with the counts of its seeds taken together, on one scale: `support` and all counts are comparable. */
export interface PooledPair {
  readonly a: SentenceCounts;
  readonly b: SentenceCounts;
}

/** What a test of the difference of two micro F1 found. */
export interface DifferenceTest {
  /** F1 of a minus F1 of b, each of its seeds' counts taken together. */
  readonly difference: number;
  /** Two-sided. */
  readonly p: number;
  /** Random rounds in which the null hypothesis gave a difference as large. */
  readonly atLeastAsLarge: number;
  readonly rounds: number;
}

/** Sums of the same rational number may differ in their last bits; such a tie counts against the difference. */
const TIE = 1e-12;

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function pool({ name, runs }: SystemCounts, copies: number): SystemCounts {
  const sum = (count: keyof SentenceCounts): Int32Array =>
    runs[0]![count].map((_, i) => copies * runs.reduce((total, run) => total + run[count][i]!, 0));
  return { name, runs: [{ support: sum("support"), predicted: sum("predicted"), correct: sum("correct") }] };
}

/**
 * The counts of each system averaged over its seeds, times the least common multiple of the two numbers of seeds, which
 * keeps them whole and changes no score. One run each stays as it is. Throws a DataError where `checkSystems` does.
 */
export function poolRuns(a: SystemCounts, b: SystemCounts): PooledPair {
  checkSystems([a, b]);
  const divisor = greatestCommonDivisor(a.runs.length, b.runs.length);
  const pooled = [pool(a, b.runs.length / divisor), pool(b, a.runs.length / divisor)];
  checkSystems(pooled);
  return { a: pooled[0]!.runs[0]!, b: pooled[1]!.runs[0]! };
}

/** Micro F1 of summed counts. */
export function f1Of(support: number, predicted: number, correct: number): number {
  return scoreOf({ support, predicted, correct }).f1;
}

export function isAtLeastAsLarge(difference: number, observed: number): boolean {
  return Math.abs(difference) >= Math.abs(observed) - TIE;
}

/** The p value of a test by random rounds: the observed outcome counts as one of them, so it is never 0 (Noreen 1989). */
export function testOf(difference: number, atLeastAsLarge: number, rounds: number): DifferenceTest {
  return { difference, p: (atLeastAsLarge + 1) / (rounds + 1), atLeastAsLarge, rounds };
}
