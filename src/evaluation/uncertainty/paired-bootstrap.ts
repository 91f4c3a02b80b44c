import { RandomGenerator } from "../../random/generator";
import { checkRounds } from "./check-systems";
import { microScores } from "./micro-scores";
import { DifferenceTest, isAtLeastAsLarge, poolRuns, testOf } from "./pooled-pair";
import { createResampler, resampledScores, weightedSum } from "./resampling";
import { SystemCounts } from "./sentence-counts";

export interface PairedBootstrapOptions {
  readonly generator: RandomGenerator;
  /** 10,000 unless given. */
  readonly resamples?: number;
}

/**
 * The paired bootstrap test of the difference δ of two micro F1 (Berg-Kirkpatrick, Burkett and Klein, EMNLP 2012): both
 * are scored on the same resamples of the sentences; the resampled differences center on δ, not on 0, so those
 * count that are away from δ by at least |δ|. The paper asks one-sidedly for more than 2δ; here both directions count,
 * as in `approximateRandomization`, and p = (r + 1) / (n + 1). Several seeds of a system enter as the averages of their
 * counts. Throws a DataError for a bad number of resamples and where `poolRuns` does.
 */
export function pairedBootstrap(a: SystemCounts, b: SystemCounts, options: PairedBootstrapOptions): DifferenceTest {
  const { generator, resamples = 10000 } = options;
  checkRounds(resamples, "resamples");
  const pair = poolRuns(a, b);
  const { support } = pair.a;
  const observed = microScores(pair.a).f1 - microScores(pair.b).f1;
  const draw = createResampler(generator, support.length);
  let atLeastAsLarge = 0;
  for (let i = 0; i < resamples; i++) {
    const multiplicities = draw();
    const drawnSupport = weightedSum(multiplicities, support);
    const [scoreA, scoreB] = [pair.a, pair.b].map((counts) => resampledScores(multiplicities, drawnSupport, counts).f1);
    if (isAtLeastAsLarge(scoreA! - scoreB! - observed, observed)) atLeastAsLarge++;
  }
  return testOf(observed, atLeastAsLarge, resamples);
}
