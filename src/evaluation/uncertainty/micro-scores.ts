import { PRF, scoreOf } from "../scores";
import { SentenceCounts } from "./sentence-counts";

/** The scores that get an interval: micro averages over all entity types. */
export type ScoreName = keyof PRF;
export const SCORE_NAMES: readonly ScoreName[] = ["precision", "recall", "f1"];

/** One value per score, made by a function of its name. */
export function perScore<T>(make: (score: ScoreName) => T): Readonly<Record<ScoreName, T>> {
  return { precision: make("precision"), recall: make("recall"), f1: make("f1") };
}

function sum(values: Int32Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A run's micro scores, to the last bit those of `scoreEntities`. */
export function microScores({ support, predicted, correct }: SentenceCounts): PRF {
  return scoreOf({ support: sum(support), predicted: sum(predicted), correct: sum(correct) });
}

/** The plain mean of each score over runs. */
export function meanScores(scores: readonly PRF[]): PRF {
  return perScore((name) => scores.reduce((total, score) => total + score[name], 0) / scores.length);
}
