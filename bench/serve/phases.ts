import type { FailoverRun } from "./records";

/** A stretch of a load between two events, in whole seconds. */
export interface Phase {
  /** The event that it begins with. */
  readonly what: string;
  readonly from: number;
  readonly seconds: number;
  /** Requests that were due in it, and those of them without a good answer. */
  readonly due: number;
  readonly failed: number;
  /** The highest p95 among its seconds, in milliseconds. */
  readonly worstP95: number;
}

/** A load cut at its events; the second of an event belongs to what follows. Events after the load's end have no phase. */
export function phasesOf({ timeline, events }: Pick<FailoverRun, "timeline" | "events">): Phase[] {
  const starts = [{ what: "both instances", from: 0 }, ...events.map(({ seconds, what }) => ({ what, from: Math.floor(seconds) }))];
  return starts.flatMap(({ what, from }, i) => {
    const own = timeline.filter(({ second }) => second >= from && second < (starts[i + 1]?.from ?? Infinity));
    if (own.length === 0) return [];
    const sum = (key: "due" | "failed") => own.reduce((total, each) => total + each[key], 0);
    return [{ what, from, seconds: own.length, due: sum("due"), failed: sum("failed"), worstP95: Math.max(...own.map(({ p95 }) => p95)) }];
  });
}
