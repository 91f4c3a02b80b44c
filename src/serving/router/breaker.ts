import type { BreakerSettings } from "./policy";

export type BreakerPhase = "closed" | "open" | "half-open";

/** Calls that ended in one part of the window. */
interface Bucket {
  readonly begun: number;
  readonly calls: number;
  readonly failures: number;
}

/**
 * A circuit breaker as a value. `generation` counts the changes of phase: a call belongs to the generation that let it
 * through, and what it reports is no news to a later one.
 */
export type BreakerState = { readonly generation: number } & (
  | { readonly phase: "closed"; readonly buckets: readonly Bucket[] }
  | { readonly phase: "open"; readonly until: number }
  | { readonly phase: "half-open"; readonly lastSent: number; readonly sent: number; readonly succeeded: number }
);

/** What became of a call. */
export interface CallOutcome {
  readonly failed: boolean;
  readonly milliseconds: number;
}

/** Whether a call may be made, and the state with it counted. */
export interface Admission {
  readonly admitted: boolean;
  readonly state: BreakerState;
}

const BUCKETS = 10;

export function closedBreaker(generation = 0): BreakerState {
  return { phase: "closed", generation, buckets: [] };
}

/** The phase at a time: an open breaker is half-open as soon as its time is over, whether or not a call came. */
export function phaseAt(state: BreakerState, now: number): BreakerPhase {
  return state.phase === "open" && now >= state.until ? "half-open" : state.phase;
}

/** Half-open from the moment its time was over; probes of which nothing was heard for as long are sent anew. */
function advance(state: BreakerState, { openMilliseconds }: BreakerSettings, now: number): BreakerState {
  if (state.phase === "open" && now >= state.until) {
    return { phase: "half-open", generation: state.generation + 1, lastSent: now, sent: 0, succeeded: 0 };
  }
  const lost = state.phase === "half-open" && now - state.lastSent >= openMilliseconds;
  return lost ? { ...state, sent: state.succeeded } : state;
}

/** Whether a call would be let through now. Changes nothing. */
export function wouldAdmit(state: BreakerState, settings: BreakerSettings, now: number): boolean {
  const current = advance(state, settings, now);
  return current.phase === "closed" || (current.phase === "half-open" && current.sent < settings.probes);
}

/** Lets a call through, or not; half-open, only as many as are probes. `now` is a monotonic time in milliseconds. */
export function admit(state: BreakerState, settings: BreakerSettings, now: number): Admission {
  const current = advance(state, settings, now);
  if (!wouldAdmit(current, settings, now)) return { admitted: false, state: current };
  return { admitted: true, state: current.phase === "half-open" ? { ...current, sent: current.sent + 1, lastSent: now } : current };
}

/** The state after a call was not made after all, as its answer was at hand: another one may be the probe. */
export function release(state: BreakerState, generation: number): BreakerState {
  if (state.generation !== generation || state.phase !== "half-open") return state;
  return { ...state, sent: Math.max(state.succeeded, state.sent - 1) };
}

/** Buckets that still belong to the window, the call in the youngest. */
function counted(buckets: readonly Bucket[], failed: boolean, { windowMilliseconds }: BreakerSettings, now: number): readonly Bucket[] {
  const width = windowMilliseconds / BUCKETS;
  const kept = buckets.filter(({ begun }) => now - begun < windowMilliseconds);
  const last = kept[kept.length - 1];
  const failures = failed ? 1 : 0;
  if (last === undefined || now - last.begun >= width) return [...kept, { begun: now, calls: 1, failures }];
  return [...kept.slice(0, -1), { begun: last.begun, calls: last.calls + 1, failures: last.failures + failures }];
}

function isTooMuch(buckets: readonly Bucket[], { failureShare, minimumRequests }: BreakerSettings): boolean {
  const calls = buckets.reduce((sum, bucket) => sum + bucket.calls, 0);
  const failures = buckets.reduce((sum, bucket) => sum + bucket.failures, 0);
  return calls >= minimumRequests && failures >= failureShare * calls;
}

function opened(generation: number, { openMilliseconds }: BreakerSettings, now: number): BreakerState {
  return { phase: "open", generation: generation + 1, until: now + openMilliseconds };
}

/**
 * The state after a call has ended, of the generation that let it through. Errors and slow calls are failures. Closed, it
 * opens when they are too large a share of the window; half-open, one of them opens it again, and it closes when all probes
 * went well.
 */
export function settle(
  state: BreakerState, generation: number, { failed, milliseconds }: CallOutcome, settings: BreakerSettings, now: number,
): BreakerState {
  if (state.generation !== generation || state.phase === "open") return state;
  const bad = failed || milliseconds > settings.slowMilliseconds;
  if (state.phase === "closed") {
    const buckets = counted(state.buckets, bad, settings, now);
    return isTooMuch(buckets, settings) ? opened(generation, settings, now) : { ...state, buckets };
  }
  if (bad) return opened(generation, settings, now);
  const succeeded = state.succeeded + 1;
  return succeeded >= settings.probes ? closedBreaker(generation + 1) : { ...state, succeeded };
}
