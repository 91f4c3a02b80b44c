import type { RandomGenerator } from "../../random/generator";
import { fitQuality, QualityExpectation, trueQuality, type JudgedSentence, type QualityCounts } from "./quality";
import { QualitySums } from "./quality-sums";

/** How standard errors become intervals, and the floor that they should stay above. */
export interface IntervalCalibration {
  /** The share of windows without drift whose true F1 lies in the interval. */
  readonly level: number;
  /** Half an interval in standard errors. */
  readonly factor: number;
  /** What the low end falls below in the stated share of windows without drift. */
  readonly floor: number;
}

export interface IntervalOptions {
  readonly window: number;
  readonly level: number;
  /** The share of windows without drift whose low end is below the floor. */
  readonly rate: number;
  /** Consecutive sentences that are drawn together; 1 where traffic comes in no order. */
  readonly run: number;
  readonly generator: RandomGenerator;
}

const SPLITS = 10;
const WINDOWS_EACH_HALF = 200;

interface Trial {
  readonly estimate: number;
  readonly standardError: number;
  readonly truth: number;
}

interface Compared {
  readonly expected: QualityCounts;
  readonly actual: QualityCounts;
}

function drawTrial(sentences: readonly Compared[], { window, run, generator }: IntervalOptions): Trial[] {
  const [expected, actual] = [new QualitySums(), new QualitySums()];
  let at = 0;
  for (let i = 0; i < window; i++) {
    at = i % run === 0 ? generator.integer(sentences.length) : (at + 1) % sentences.length;
    expected.add(sentences[at]!.expected);
    actual.add(sentences[at]!.actual);
  }
  const [estimate, truth] = [expected.f1(), actual.f1()];
  return estimate && truth ? [{ estimate: estimate.f1, standardError: estimate.standardError, truth: truth.f1 }] : [];
}

/** Windows of one half, judged by maps that were fitted to the other one. */
function trialsOf(fitted: readonly JudgedSentence[], asked: readonly JudgedSentence[], options: IntervalOptions): Trial[] {
  const expectation = new QualityExpectation(fitQuality(fitted));
  const compared = asked.map((sentence) => ({ expected: expectation.of(sentence), actual: trueQuality(sentence) }));
  return Array.from({ length: WINDOWS_EACH_HALF }, () => drawTrial(compared, options)).flat();
}

/** The smallest value that a share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}

/** An error in standard errors; none that is 0 counts as none, whatever the standard error. */
function scaledError({ estimate, standardError, truth }: Trial): number {
  const error = Math.abs(estimate - truth);
  return error === 0 ? 0 : standardError === 0 ? Infinity : error / standardError;
}

/** Two halves; runs of sentences stay together and in their order. */
function halves(sentences: readonly JudgedSentence[], { run, generator }: IntervalOptions): [JudgedSentence[], JudgedSentence[]] {
  const runs = Array.from({ length: Math.ceil(sentences.length / run) }, (_, i) => sentences.slice(i * run, (i + 1) * run));
  const shuffled = generator.shuffled(runs);
  const middle = shuffled.length >> 1;
  return [shuffled.slice(0, middle).flat(), shuffled.slice(middle).flat()];
}

/**
 * How wide intervals must be, by trying: sentences are halved again and again, maps are fitted to one half, and windows drawn from the
 * other are estimated and compared with their true F1. The maps' own error is part of it, as they never saw what they are asked.
 */
export function calibrateInterval(sentences: readonly JudgedSentence[], options: IntervalOptions): IntervalCalibration {
  const trials = Array.from({ length: SPLITS }, () => {
    const [first, second] = halves(sentences, options);
    return [...trialsOf(first, second, options), ...trialsOf(second, first, options)];
  }).flat();
  const factor = quantile(trials.map(scaledError).filter(Number.isFinite), options.level);
  const lows = trials.map(({ estimate, standardError }) => Math.max(0, estimate - factor * standardError));
  return { level: options.level, factor, floor: quantile(lows, options.rate) };
}
