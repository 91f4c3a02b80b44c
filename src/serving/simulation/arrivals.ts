import type { RandomGenerator } from "../../random/generator";

/** An exponential time of this mean. */
export function exponential(mean: number, generator: RandomGenerator): number {
  // A uniform number can be 0, whose logarithm is not finite; 1 minus it cannot.
  return -mean * Math.log(1 - generator.uniform());
}

/**
 * The moments of a Poisson process whose rate changes with time, by thinning (Lewis and Shedler, 1979): candidates come at the
 * highest rate, and each stays with the probability rate / highest. Seconds, ascending, below `end`. Throws a RangeError where
 * `rate` exceeds `highest`.
 */
export function* poissonArrivals(rate: (seconds: number) => number, highest: number, end: number, generator: RandomGenerator): Generator<number> {
  if (!(highest > 0)) throw new RangeError(`A Poisson process needs a rate above 0, not ${highest}.`);
  for (let at = exponential(1 / highest, generator); at < end; at += exponential(1 / highest, generator)) {
    const now = rate(at);
    if (now > highest) throw new RangeError(`The rate at ${at} s is ${now}, above the highest of ${highest}.`);
    if (now === highest || generator.uniform() * highest < now) yield at;
  }
}

const DAY = 86_400;
const PEAK_AT = DAY * (15 / 24);
const GRID = 1440;
const HALVINGS = 60;
const HIGHEST_RATIO = 100;
/** What comes at any hour, as a share of the average: the rest rises to the peak and falls from it. */
const ALWAYS = 0.2;

/** How much more than on average is asked at a moment of the day. */
export interface DailyProfile {
  readonly peakOverAverage: number;
  /** Seconds since midnight → rate over average rate; its mean over a day is 1. */
  at(seconds: number): number;
}

/** Rises and falls between 0 and 1 with the day. */
function wave(seconds: number): number {
  return (1 + Math.cos((2 * Math.PI * (seconds - PEAK_AT)) / DAY)) / 2;
}

function meanOfPower(power: number): number {
  const middles = Array.from({ length: GRID }, (_, i) => ((i + 0.5) * DAY) / GRID);
  return middles.reduce((sum, seconds) => sum + wave(seconds) ** power, 0) / GRID;
}

/** The power of the wave that has this mean over a day: it falls from 1 towards 0 as the power grows. */
function powerFor(mean: number): number {
  let [low, high] = [0, 1e5];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (meanOfPower(middle) > mean) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * A day whose peak, at three in the afternoon, is so many times its average: a fifth of the average comes evenly at all hours, the
 * rest as a power of a cosine. Throws a RangeError for a ratio outside 1 (the same all day) to 100.
 */
export function dailyProfile(peakOverAverage: number): DailyProfile {
  if (!(peakOverAverage >= 1 && peakOverAverage <= HIGHEST_RATIO)) {
    throw new RangeError(`A peak is from 1 to ${HIGHEST_RATIO} times the average, not ${peakOverAverage}.`);
  }
  const rest = peakOverAverage - ALWAYS;
  const power = powerFor((1 - ALWAYS) / rest);
  return { peakOverAverage, at: (seconds) => ALWAYS + rest * wave(seconds) ** power };
}
