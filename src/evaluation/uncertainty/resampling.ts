import { RandomGenerator } from "../../random/generator";
import { PRF, scoreOf } from "../scores";
import { SentenceCounts } from "./sentence-counts";

/**
 * Draws bootstrap samples of n sentences: how often each of them is in the sample. Each call overwrites and returns the
 * same array. One draw is `generator.integer(n)`, without its check of n, 72 million times over.
 */
export function createResampler(generator: RandomGenerator, n: number): () => Int32Array {
  const multiplicities = new Int32Array(n);
  return () => {
    multiplicities.fill(0);
    for (let i = 0; i < n; i++) multiplicities[Math.floor(generator.uniform() * n)]!++;
    return multiplicities;
  };
}

/** The sum of the counts, each taken as often as its sentence was drawn. */
export function weightedSum(multiplicities: Int32Array, counts: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum = (sum + Math.imul(multiplicities[i]!, counts[i]!)) | 0;
  return sum;
}

/** A run's micro scores on a sample; `support` is the sample's number of gold entities, the same for all runs. */
export function resampledScores(multiplicities: Int32Array, support: number, { predicted, correct }: SentenceCounts): PRF {
  return scoreOf({
    support,
    predicted: weightedSum(multiplicities, predicted),
    correct: weightedSum(multiplicities, correct),
  });
}
