import type { RandomGenerator } from "../../../src/random/generator";

/** How requests follow one another: evenly, or independently of each other (a Poisson process). */
export const ARRIVALS = ["constant", "poisson"] as const;
export type Arrivals = (typeof ARRIVALS)[number];

/** When each request is to be sent, in milliseconds from the start, ascending; all are below `seconds`. */
export function sendTimes(arrivals: Arrivals, rate: number, seconds: number, generator: RandomGenerator): Float64Array {
  if (!(rate > 0) || !(seconds > 0)) throw new RangeError(`A load needs a rate and a time above 0, not ${rate}/s over ${seconds} s.`);
  const gap = 1000 / rate;
  const end = 1000 * seconds;
  const times: number[] = [];
  // A uniform number can be 0, whose logarithm is not finite; 1 minus it cannot.
  const next = arrivals === "constant" ? () => gap : () => -gap * Math.log(1 - generator.uniform());
  for (let at = arrivals === "constant" ? 0 : next(); at < end; at += next()) times.push(at);
  return Float64Array.from(times);
}
