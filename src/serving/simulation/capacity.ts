import type { SimulatedService } from "./settings";
import { simulate } from "./simulate";
import type { SimulationResult } from "./tally";

/** What counts as holding a load. */
export interface Objective {
  /** Milliseconds that 95 % of the answers may take at most. */
  readonly p95: number;
  /** The share of requests that may be refused or late. */
  readonly failedShare: number;
}

/** How a rate is tried. */
export interface Trial {
  readonly lengths: readonly number[];
  /** Requests that are simulated a rate, besides the warm-up's. */
  readonly requests: number;
  readonly seed: number;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What bounds one instance: requests a second that each kind of thread could serve if it never rested. */
export interface RateBounds {
  readonly main: number;
  readonly workers: number;
}

/**
 * By arithmetic alone: a main thread serves 1 / its time a request; workers serve full batches one after the other. With several
 * models each batch is of one of them.
 */
export function rateBounds(service: SimulatedService, lengths: readonly number[]): RateBounds {
  const { models, mainMicroseconds, workers, cacheHitShare, maximumBatch, maximumBatchTokens } = service;
  const tokens = mean(lengths);
  const batch = Math.max(1, Math.min(maximumBatch, maximumBatchTokens / tokens));
  const milliseconds = models.reduce((sum, { share, fixedMilliseconds, perTokenMicroseconds }) => sum + share * (fixedMilliseconds / batch + (perTokenMicroseconds * tokens) / 1000), 0);
  return { main: 1e6 / mainMicroseconds, workers: (1000 * workers) / (milliseconds * (1 - cacheHitShare)) };
}

export function lowestBound({ main, workers }: RateBounds): number {
  return Math.min(main, workers);
}

/** A queue that is used nearly all of its time takes long to fill as far as it will. */
const WARM_UP_SHARE = 0.25;

/** One rate for so many requests; a quarter more comes before and does not count. */
export function tryRate(service: SimulatedService, rate: number, { lengths, requests, seed }: Trial): SimulationResult {
  const measured = requests / rate;
  const warmUp = WARM_UP_SHARE * measured;
  return simulate(service, { rate, seconds: warmUp + measured, warmUp, lengths, seed });
}

export function holds({ latency, refusedShare, lateShare }: SimulationResult, { p95, failedShare }: Objective): boolean {
  return latency.p95 <= p95 && refusedShare + lateShare <= failedShare;
}

const HALVINGS = 9;

/**
 * Requests a second that one instance holds, to 1/500 of its bound, by halving; 0 where even a rate of 1/500 of the bound is too
 * high. The bound itself never holds, as its queue grows without end.
 */
export function heldRate(service: SimulatedService, objective: Objective, trial: Trial): number {
  const one = { ...service, instances: 1 };
  let [held, missed] = [0, lowestBound(rateBounds(one, trial.lengths))];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (held + missed) / 2;
    if (holds(tryRate(one, middle, trial), objective)) held = middle;
    else missed = middle;
  }
  return held;
}

/** Instances that a rate needs, each getting an equal share by chance: a split Poisson stream is one again. Null where none would do. */
export function instancesFor(rate: number, held: number): number | null {
  return held > 0 ? Math.max(1, Math.ceil(rate / held)) : null;
}
