import { DataError } from "../../errors";
import { checkLevel } from "./check-systems";
import { Interval } from "./intervals";
import { SeedComparison } from "./seed-comparison";

export type Outcome = "better" | "worse" | "not distinguishable";

/** A comparison of two systems' F1, as fractions: a minus b. */
export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly difference: {
    readonly estimate: number;
    readonly interval: Interval;
    /** Null where a system has one seed. */
    readonly intervalWithSeeds: Interval | null;
  };
  /** Adjusted for the family of comparisons that is reported together. */
  readonly adjustedP: number;
  /** The confidence level of the intervals; p values up to 1 − level are significant. */
  readonly level: number;
  /** Named in the sentence when given; it never decides, as few seeds cannot. */
  readonly seeds?: SeedComparison;
}

export interface Verdict {
  /** Of a against b. */
  readonly outcome: Outcome;
  readonly level: number;
  readonly adjustedP: number;
  readonly estimate: number;
  readonly interval: Interval;
  readonly intervalWithSeeds: Interval | null;
  /** What spoke against a difference; empty for `better` and `worse`. */
  readonly doubts: readonly string[];
  /** The verdict for people, with its numbers. */
  readonly sentence: string;
}

const SMALLEST_SHOWN_P = 0.0001;

function points(fraction: number): string {
  return (100 * fraction).toFixed(2).replace("-", "−");
}

function probability(p: number): string {
  return p < SMALLEST_SHOWN_P ? `p < ${SMALLEST_SHOWN_P}` : `p = ${p < 0.1 ? p.toFixed(4) : p.toFixed(2)}`;
}

function levelText(level: number): string {
  return `${Number((100 * level).toFixed(4))} %`;
}

/** 1 − 0.95 is a little more than 0.05 in doubles, and the text must not say so. */
function alphaOf(level: number): number {
  return Number((1 - level).toFixed(10));
}

function holdsZero({ low, high }: Interval): boolean {
  return low <= 0 && high >= 0;
}

function doubtsOf({ difference, adjustedP, level }: Comparison): string[] {
  const { interval, intervalWithSeeds } = difference;
  const alpha = alphaOf(level);
  return [
    ...(adjustedP > alpha ? [`the adjusted ${probability(adjustedP)} is above ${alpha}`] : []),
    ...(holdsZero(interval) ? [`the ${levelText(level)} interval of the difference holds 0`] : []),
    ...(intervalWithSeeds !== null && holdsZero(intervalWithSeeds) ? ["the interval over seeds as well holds 0"] : []),
  ];
}

function outcomeOf(estimate: number, doubts: readonly string[]): Outcome {
  if (doubts.length > 0 || estimate === 0) return "not distinguishable";
  return estimate > 0 ? "better" : "worse";
}

function numbersOf({ difference, adjustedP, level }: Comparison): string {
  const { low, high } = difference.interval;
  return `${levelText(level)} interval ${points(low)} to ${points(high)}, adjusted ${probability(adjustedP)}`;
}

function seedsText({ seeds, difference, level }: Comparison): string {
  if (seeds === undefined) return difference.intervalWithSeeds === null ? "; one seed of a system says nothing about its other seeds" : "";
  const [m, n] = seeds.seeds;
  const outcome = seeds.smallestP > alphaOf(level)
    ? `no result could be significant, as the smallest possible p is ${seeds.smallestP.toFixed(2)}`
    : probability(seeds.p);
  return `; over ${m} against ${n} seeds, ${outcome}`;
}

function sentenceOf(comparison: Comparison, outcome: Outcome): string {
  const { a, b, difference } = comparison;
  const numbers = numbersOf(comparison);
  const gap = points(difference.estimate);
  const claim = outcome === "not distinguishable"
    ? `${a} and ${b} are not distinguishable: the difference is ${gap} points of F1 (${numbers})`
    : `${a} is ${outcome} than ${b}: the difference is ${gap} points of F1 (${numbers})`;
  return `${claim}${seedsText(comparison)}.`;
}

/**
 * Says whether a is better or worse than b, or not distinguishable from it: a difference is claimed only where the
 * adjusted p value is at most 1 − level and no interval of the difference that is known, over sentences or over seeds and
 * sentences, holds 0. Throws a DataError for a level or a p value outside its range.
 */
export function verdict(comparison: Comparison): Verdict {
  const { difference, adjustedP, level } = comparison;
  checkLevel(level);
  if (!(adjustedP >= 0 && adjustedP <= 1)) throw new DataError(`A p value lies between 0 and 1, not ${adjustedP}.`);
  const doubts = doubtsOf(comparison);
  const outcome = outcomeOf(difference.estimate, doubts);
  const { estimate, interval, intervalWithSeeds } = difference;
  return { outcome, level, adjustedP, estimate, interval, intervalWithSeeds, doubts, sentence: sentenceOf(comparison, outcome) };
}
