import { createGenerator, deriveSeed, RandomGenerator } from "../../random/generator";
import { PRF } from "../scores";
import { jackknife, ScoreValues } from "./jackknife";
import { meanScores, microScores, perScore } from "./micro-scores";
import { createResampler, resampledScores, weightedSum } from "./resampling";
import { SystemCounts } from "./sentence-counts";

/** What the resamples gave of one system, or of the difference of two. */
export interface Distribution {
  readonly estimates: PRF;
  readonly leftOut: ScoreValues | null;
  readonly overSentences: ScoreValues;
  readonly overSeeds: ScoreValues | null;
}

export interface ResampleSettings {
  readonly resamples: number;
  /** Whether the values with a sentence left out, which BCa needs, are wanted. */
  readonly leaveOut: boolean;
}

function record(values: ScoreValues, index: number, scores: PRF): void {
  values.precision[index] = scores.precision;
  values.recall[index] = scores.recall;
  values.f1[index] = scores.f1;
}

/**
 * Draws seeds with replacement, one fewer than there are: the variance of the means of such samples is unbiased
 * (McCarthy and Snowden 1985; Rao and Wu 1988), where samples of all S would understate it by the factor (S − 1) / S.
 */
function drawSeeds(scores: readonly PRF[], generator: RandomGenerator): PRF {
  return meanScores(scores.slice(1).map(() => generator.pick(scores)));
}

interface Recorder {
  readonly distribution: Distribution;
  add(resample: number, multiplicities: Int32Array, support: number): void;
}

/** A system draws its seeds from a generator of its own, so that no other system of the call changes its interval. */
function createRecorder({ name, runs }: SystemCounts, { resamples, leaveOut }: ResampleSettings, seed: number): Recorder {
  const generator = createGenerator(deriveSeed(seed, "seeds", name));
  const empty = (): ScoreValues => perScore(() => new Float64Array(resamples));
  const overSentences = empty();
  const overSeeds = runs.length > 1 ? empty() : null;
  const estimates = meanScores(runs.map(microScores));
  return {
    distribution: { estimates, overSentences, overSeeds, leftOut: leaveOut ? jackknife(runs) : null },
    add(resample, multiplicities, support) {
      const scores = runs.map((run) => resampledScores(multiplicities, support, run));
      record(overSentences, resample, meanScores(scores));
      if (overSeeds !== null) record(overSeeds, resample, drawSeeds(scores, generator));
    },
  };
}

/**
 * The scores of all systems on the same resamples of their sentences. The seeds' generators are derived from the first
 * number that the given one draws; everything after it draws sentences.
 */
export function resample(systems: readonly SystemCounts[], generator: RandomGenerator, settings: ResampleSettings): Distribution[] {
  const { support } = systems[0]!.runs[0]!;
  const seed = generator.next();
  const recorders = systems.map((system) => createRecorder(system, settings, seed));
  const draw = createResampler(generator, support.length);
  for (let i = 0; i < settings.resamples; i++) {
    const multiplicities = draw();
    const drawnSupport = weightedSum(multiplicities, support);
    for (const recorder of recorders) recorder.add(i, multiplicities, drawnSupport);
  }
  return recorders.map(({ distribution }) => distribution);
}
