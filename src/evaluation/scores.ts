import { numpyMean, numpySum } from "./numpy-sum";

/** Precision, recall and F1 as fractions in [0, 1]. */
export interface PRF {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** What one class counted: in gold (support), in the prediction, and in both. */
export interface Counts {
  readonly support: number;
  readonly predicted: number;
  readonly correct: number;
}

export type ClassScore = PRF & Counts;

/** Scores by class name, without a prototype: a type may be called `constructor`. */
export type ClassScores = { readonly [name: string]: ClassScore };

export interface Averages {
  /** From the summed counts. */
  readonly micro: PRF;
  /** The plain mean over classes; NaN when there is no class. */
  readonly macro: PRF;
  /** The mean weighted by support; 0 when no class has support. */
  readonly weighted: PRF;
}

function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}

/**
 * Precision and recall are 0 where their denominator is 0. F1 is seqeval's `2pr / (p + r)` on the fractions: the
 * textbook `2tp / (2tp + fp + fn)` rounds differently in two counts out of five.
 */
export function scoreOf({ support, predicted, correct }: Counts): PRF {
  const precision = ratio(correct, predicted);
  const recall = ratio(correct, support);
  return { precision, recall, f1: ratio(2 * precision * recall, precision + recall) };
}

function total(classes: readonly Counts[], count: keyof Counts): number {
  return classes.reduce((sum, each) => sum + each[count], 0);
}

function averageWith(average: (score: keyof PRF) => number): PRF {
  return { precision: average("precision"), recall: average("recall"), f1: average("f1") };
}

/** Micro, macro and weighted averages of classes, in the order given (the order decides the last bits of the sums). */
export function averagesOf(classes: readonly ClassScore[]): Averages {
  const counts = { support: total(classes, "support"), predicted: total(classes, "predicted"), correct: total(classes, "correct") };
  const weightedMean = (score: keyof PRF): number => ratio(numpySum(classes.map((each) => each[score] * each.support)), counts.support);
  return {
    micro: scoreOf(counts),
    macro: averageWith((score) => numpyMean(classes.map((each) => each[score]))),
    weighted: averageWith(weightedMean),
  };
}

/** Completes each class's counts with its scores, in the order given. */
export function scoreClasses(names: readonly string[], countsOf: (name: string) => Counts): ClassScores {
  const scores: { [name: string]: ClassScore } = Object.create(null);
  for (const name of names) {
    const counts = countsOf(name);
    scores[name] = { ...scoreOf(counts), ...counts };
  }
  return scores;
}
