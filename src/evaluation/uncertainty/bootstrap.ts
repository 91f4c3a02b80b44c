import { DataError } from "../../errors";
import { RandomGenerator } from "../../random/generator";
import { checkLevel, checkRounds, checkSystems } from "./check-systems";
import { Distribution, resample } from "./distribution";
import { ascending, bcaInterval, Interval, IntervalMethod, percentileInterval } from "./intervals";
import { difference, ScoreValues } from "./jackknife";
import { microScores, perScore, ScoreName } from "./micro-scores";
import { SeedSpread, seedSpread } from "./seed-spread";
import { SystemCounts } from "./sentence-counts";

export interface BootstrapOptions {
  readonly generator: RandomGenerator;
  /** 10,000 unless given. */
  readonly resamples?: number;
  /** Confidence level in (0, 1), 0.95 unless given. */
  readonly level?: number;
  /** Of the intervals over sentences, `percentile` unless given; those over seeds as well are always percentile. */
  readonly method?: IntervalMethod;
}

/** A score in [0, 1], or a difference of two in [−1, 1], with its uncertainty. */
export interface ScoreInterval {
  /** The mean over the seeds of the score on all sentences. */
  readonly estimate: number;
  /** Over sentences: what other sentences would do to these trained models. */
  readonly interval: Interval;
  /** Over seeds and sentences: what other seeds would do as well. Null where a system has one seed, which tells nothing. */
  readonly intervalWithSeeds: Interval | null;
  /** The estimate on each resample of the sentences, in the order drawn. */
  readonly resampled: Float64Array;
}

export type ScoreIntervals = Readonly<Record<ScoreName, ScoreInterval>>;

export interface SystemIntervals extends ScoreIntervals {
  readonly name: string;
  readonly spread: Readonly<Record<ScoreName, SeedSpread>>;
}

/** Intervals of a's scores minus b's. */
export interface PairIntervals extends ScoreIntervals {
  readonly a: string;
  readonly b: string;
}

export interface BootstrapIntervals {
  readonly level: number;
  readonly resamples: number;
  readonly systems: readonly SystemIntervals[];
  /** Every two systems, the one given first as a. */
  readonly pairs: readonly PairIntervals[];
}

function valuesBetween(a: ScoreValues | null, b: ScoreValues | null): ScoreValues | null {
  return a === null || b === null ? null : perScore((score) => difference(a[score], b[score]));
}

function between(a: Distribution, b: Distribution): Distribution {
  return {
    estimates: perScore((score) => a.estimates[score] - b.estimates[score]),
    leftOut: valuesBetween(a.leftOut, b.leftOut),
    overSentences: perScore((score) => difference(a.overSentences[score], b.overSentences[score])),
    overSeeds: valuesBetween(a.overSeeds, b.overSeeds),
  };
}

function intervalsOf({ estimates, leftOut, overSentences, overSeeds }: Distribution, level: number): ScoreIntervals {
  return perScore((score) => {
    const estimate = estimates[score];
    const sorted = ascending(overSentences[score]);
    return {
      estimate,
      interval: leftOut === null ? percentileInterval(sorted, level) : bcaInterval(sorted, estimate, leftOut[score], level),
      intervalWithSeeds: overSeeds === null ? null : percentileInterval(ascending(overSeeds[score]), level),
      resampled: overSentences[score],
    };
  });
}

function spreadOf({ runs }: SystemCounts): SystemIntervals["spread"] {
  const scores = runs.map(microScores);
  return perScore((name) => seedSpread(scores.map((score) => score[name])));
}

/** Throws a DataError for a bad level or number of resamples, for fewer than two sentences, and where `checkSystems` does. */
function checkRequest(systems: readonly SystemCounts[], resamples: number, level: number): void {
  checkRounds(resamples, "resamples");
  checkLevel(level);
  const sentences = checkSystems(systems).length;
  if (sentences < 2) throw new DataError(`An interval over sentences needs at least 2 of them, not ${sentences}.`);
}

/**
 * Bootstrap intervals of the micro scores of several systems, all on the same resamples of the sentences, so that the
 * intervals of their differences are paired. A score without a denominator is 0, as in `scoreEntities`, so a corpus or a
 * resample without entities scores 0. Seeds and sentences are crossed, and the interval over both draws each of them with
 * replacement on its own (McCullagh 2000; the "pigeonhole" bootstrap of Owen 2007); with two or three seeds it is a rough
 * one. Throws a DataError for what `checkRequest` refuses.
 */
export function bootstrapIntervals(systems: readonly SystemCounts[], options: BootstrapOptions): BootstrapIntervals {
  const { generator, resamples = 10000, level = 0.95, method = "percentile" } = options;
  checkRequest(systems, resamples, level);
  const distributions = resample(systems, generator, { resamples, leaveOut: method === "bca" });
  return {
    level,
    resamples,
    systems: systems.map((system, i) => ({ name: system.name, spread: spreadOf(system), ...intervalsOf(distributions[i]!, level) })),
    pairs: systems.flatMap((a, i) => systems.slice(i + 1).map((b, k) => {
      const distribution = between(distributions[i]!, distributions[i + 1 + k]!);
      return { a: a.name, b: b.name, ...intervalsOf(distribution, level) };
    })),
  };
}
