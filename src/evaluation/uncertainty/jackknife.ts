import { PRF, scoreOf } from "../scores";
import { meanScores, perScore, ScoreName } from "./micro-scores";
import { SentenceCounts } from "./sentence-counts";

/** A value of each score per sentence or per resample. */
export type ScoreValues = Readonly<Record<ScoreName, Float64Array>>;

function total(counts: Int32Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A run's scores without one sentence, in O(1) each: its counts are taken off the sums. */
function leaveOneOut({ support, predicted, correct }: SentenceCounts): (sentence: number) => PRF {
  const [s, p, c] = [total(support), total(predicted), total(correct)];
  return (i) => scoreOf({ support: s - support[i]!, predicted: p - predicted[i]!, correct: c - correct[i]! });
}

/** The mean scores of a system's runs with each sentence left out in turn. */
export function jackknife(runs: readonly SentenceCounts[]): ScoreValues {
  const sentences = runs[0]!.support.length;
  const leftOut = runs.map(leaveOneOut);
  const values = perScore(() => new Float64Array(sentences));
  for (let i = 0; i < sentences; i++) {
    const scores = meanScores(leftOut.map((scoresWithout) => scoresWithout(i)));
    values.precision[i] = scores.precision;
    values.recall[i] = scores.recall;
    values.f1[i] = scores.f1;
  }
  return values;
}

/** a − b, value by value. */
export function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!);
}
