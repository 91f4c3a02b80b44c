import * as fc from "fast-check";
import type { SentenceCounts, SystemCounts } from "../../../src/evaluation/uncertainty";
import type { RandomGenerator } from "../../../src/random/generator";

type Row = readonly [support: number, predicted: number, correct: number];

export function countsOf(rows: readonly Row[]): SentenceCounts {
  const column = (k: 0 | 1 | 2): Int32Array => Int32Array.from(rows, (row) => row[k]);
  return { support: column(0), predicted: column(1), correct: column(2) };
}

export function single(name: string, counts: SentenceCounts): SystemCounts {
  return { name, runs: [counts] };
}

/** Two systems on five sentences; the golden values of the tests beside are for these. */
export const A = countsOf([[2, 2, 2], [1, 2, 1], [3, 3, 1], [0, 1, 0], [2, 1, 1]]);
export const B = countsOf([[2, 2, 1], [1, 1, 1], [3, 3, 3], [0, 0, 0], [2, 3, 2]]);

/** Two runs on the same two to twelve sentences. */
export const pairOfRuns: fc.Arbitrary<readonly [SentenceCounts, SentenceCounts]> = fc
  .array(fc.tuple(fc.nat(3), fc.nat(4), fc.nat(4), fc.nat(3), fc.nat(3)), { minLength: 2, maxLength: 12 })
  .map((rows) => [
    countsOf(rows.map(([support, predicted, , correct]) => [support, predicted, Math.min(support, predicted, correct)])),
    countsOf(rows.map(([support, , predicted, , correct]) => [support, predicted, Math.min(support, predicted, correct)])),
  ]);

const ENTITIES = [0, 1, 1, 2, 2, 3, 4, 6];
const MEAN_ENTITIES = 19 / 8;
const RECALL = { easy: 0.9, hard: 0.6 } as const;
const WRONG_IF_MISSED = 0.7;
const SPURIOUS = 0.1;

function binomial(generator: RandomGenerator, n: number, p: number): number {
  let successes = 0;
  for (let i = 0; i < n; i++) if (generator.uniform() < p) successes++;
  return successes;
}

/**
 * Runs on one simulated corpus, one per gain in recall. A sentence has 0 to 6 entities and is easy or hard, for all runs
 * alike; an entity that is not found is found wrongly in 7 cases of 10, and a tenth of the sentences has one made up.
 */
export function simulateRuns(generator: RandomGenerator, sentences: number, gains: readonly number[]): SentenceCounts[] {
  const drawn = Array.from({ length: sentences }, () => ({
    support: generator.pick(ENTITIES), recall: generator.pick([RECALL.easy, RECALL.hard]),
  }));
  return gains.map((gain) => countsOf(drawn.map(({ support, recall }) => {
    const correct = binomial(generator, support, recall + gain);
    return [support, correct + binomial(generator, support - correct, WRONG_IF_MISSED) + binomial(generator, 1, SPURIOUS), correct];
  })));
}

/** Precision, recall and F1 of that process on endlessly many sentences. */
export function trueScores(gain: number): { precision: number; recall: number; f1: number } {
  const recall = (RECALL.easy + RECALL.hard) / 2 + gain;
  const correct = MEAN_ENTITIES * recall;
  const precision = correct / (correct + WRONG_IF_MISSED * (MEAN_ENTITIES - correct) + SPURIOUS);
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}
