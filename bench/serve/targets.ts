import { errorCount } from "./ladder";
import type { ServeRow } from "./records";

/** What the load test is judged by: p95 in milliseconds at a rate that is held without an error. */
export interface TargetDefinition {
  readonly title: string;
  readonly scenario: string;
  /** Whose p95; undefined: that of all requests. */
  readonly slot?: string;
  readonly rate: number;
  readonly p95: number;
}

export interface ServeTarget extends TargetDefinition {
  /** At the rate of the target; null where that rate was not reached. */
  readonly measured: number | null;
  readonly errors: number | null;
  readonly achieved: number | null;
  readonly verdict: "met" | "missed";
  readonly why: string;
}

export const MODEL2_ALONE = "Model 2";
export const MIX = "90/8/2 mix";

export const TARGETS: readonly TargetDefinition[] = [
  { title: "Model 2, all requests", scenario: MODEL2_ALONE, rate: 2000, p95: 23 },
  { title: "Baseline at its share", scenario: MIX, slot: "baseline", rate: 2000, p95: 12 },
  { title: "Advanced at its share", scenario: MIX, slot: "advanced", rate: 2000, p95: 45 },
];

/** Counting noise: of a Poisson stream of 2,000 a second over 15 s, 1 % is nearly two standard deviations. */
const COUNTING = 0.99;

function missed(definition: TargetDefinition, why: string): ServeTarget {
  return { ...definition, measured: null, errors: null, achieved: null, verdict: "missed", why };
}

function judgeRow(definition: TargetDefinition, row: ServeRow): ServeTarget {
  const latency = definition.slot === undefined ? row.latency : row.slots[definition.slot]?.latency;
  if (!latency) return missed(definition, `no request was answered by ${definition.slot}`);
  const errors = errorCount(row.errors);
  const faults = [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? "error" : "errors"}`] : []),
    ...(row.achieved < COUNTING * row.rate ? [`${Math.round(row.achieved)} answers a second`] : []),
    ...(latency.p95 > definition.p95 ? ["p95 too high"] : []),
  ];
  return { ...definition, measured: latency.p95, errors, achieved: row.achieved, verdict: faults.length === 0 ? "met" : "missed", why: faults.join("; ") };
}

/** What these rows say of the targets; a target whose scenario was not run is left out. */
export function judgeServe(rows: readonly ServeRow[], targets: readonly TargetDefinition[] = TARGETS): ServeTarget[] {
  return targets.flatMap((definition) => {
    const own = rows.filter(({ scenario, cache, instances }) => scenario === definition.scenario && !cache && instances === 1);
    if (own.length === 0) return [];
    const row = own.find(({ rate }) => rate === definition.rate);
    if (row) return [judgeRow(definition, row)];
    const last = own.reduce((a, b) => (b.rate > a.rate ? b : a));
    return [missed(definition, `the ladder ended at ${last.rate} a second${last.stopped === null ? "" : `: ${last.stopped}`}`)];
  });
}
