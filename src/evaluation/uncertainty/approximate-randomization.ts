import { RandomGenerator } from "../../random/generator";
import { checkRounds } from "./check-systems";
import { DifferenceTest, f1Of, isAtLeastAsLarge, PooledPair, poolRuns, testOf } from "./pooled-pair";
import { SystemCounts } from "./sentence-counts";

export interface RandomizationOptions {
  readonly generator: RandomGenerator;
  /** 10,000 unless given. */
  readonly rounds?: number;
}

/** What exchanging the outputs on a sentence does to a's sums (b's change by the opposite); only where it does anything. */
interface Exchanges {
  readonly predicted: Int32Array;
  readonly correct: Int32Array;
}

function exchangesOf({ a, b }: PooledPair): Exchanges {
  const places = [...a.support.keys()].filter((i) => a.predicted[i] !== b.predicted[i] || a.correct[i] !== b.correct[i]);
  return {
    predicted: Int32Array.from(places, (i) => b.predicted[i]! - a.predicted[i]!),
    correct: Int32Array.from(places, (i) => b.correct[i]! - a.correct[i]!),
  };
}

/** Exchanges each sentence with probability ½, a bit of the generator each, and adds up what that does to a's sums. */
function exchangeRandomly({ predicted, correct }: Exchanges, generator: RandomGenerator): readonly [predicted: number, correct: number] {
  let bits = 0;
  let [predictedChange, correctChange] = [0, 0];
  for (let i = 0; i < predicted.length; i++) {
    bits = i % 32 === 0 ? generator.next() : bits >>> 1;
    const mask = -(bits & 1);
    predictedChange = (predictedChange + (mask & predicted[i]!)) | 0;
    correctChange = (correctChange + (mask & correct[i]!)) | 0;
  }
  return [predictedChange, correctChange];
}

function sum(counts: Int32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}

/**
 * Approximate randomization of the difference of two micro F1 (Noreen 1989; Yeh, COLING 2000): were the systems
 * exchangeable, either could have written either output of a sentence, so whole sentences are exchanged at random and
 * the differences at least as large as the observed one counted, in either direction: p = (r + 1) / (n + 1).
 * Several seeds of a system enter as the averages of their counts per sentence and are exchanged together, so the
 * hypothesis is about these trained models; `compareSeeds` asks about other seeds. Throws a DataError for a bad number
 * of rounds and where `poolRuns` does.
 */
export function approximateRandomization(a: SystemCounts, b: SystemCounts, options: RandomizationOptions): DifferenceTest {
  const { generator, rounds = 10000 } = options;
  checkRounds(rounds, "rounds");
  const pair = poolRuns(a, b);
  const exchanges = exchangesOf(pair);
  const support = sum(pair.a.support);
  const [predictedA, correctA, predictedB, correctB] = [pair.a.predicted, pair.a.correct, pair.b.predicted, pair.b.correct].map(sum);
  const differenceAfter = (predicted: number, correct: number): number =>
    f1Of(support, predictedA! + predicted, correctA! + correct) - f1Of(support, predictedB! - predicted, correctB! - correct);
  const observed = differenceAfter(0, 0);
  let atLeastAsLarge = 0;
  for (let i = 0; i < rounds; i++) {
    if (isAtLeastAsLarge(differenceAfter(...exchangeRandomly(exchanges, generator)), observed)) atLeastAsLarge++;
  }
  return testOf(observed, atLeastAsLarge, rounds);
}
