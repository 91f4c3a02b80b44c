import { logEvidence, withOdds } from "./evidence";
import type { CanaryPolicy } from "./policy";

export interface ArmCounts {
  readonly requests: number;
  readonly failed: number;
  /** Answered, but too late. */
  readonly slow: number;
}

/** All that is kept of a canary's life: numbers of requests. */
export interface CanaryCounts {
  readonly canary: ArmCounts;
  readonly stable: ArmCounts;
  /** Canary requests that the stable version answered as well, and those of them with other tags. */
  readonly compared: number;
  readonly disagreed: number;
}

/** One request that could have gone to either version, as the drawing decided, at its first attempt. */
export interface CanaryObservation {
  readonly arm: "canary" | "stable";
  readonly failed: boolean;
  readonly milliseconds: number;
}

export type Criterion = "errors" | "latency" | "disagreement";

export interface CanaryVerdict {
  readonly outcome: "continue" | "promote" | "rollback";
  /** What speaks against the canary; null unless it is rolled back. */
  readonly criterion: Criterion | null;
  readonly explanation: string;
}

const CRITERIA = ["errors", "latency", "disagreement"] as const;
const NO_REQUESTS: ArmCounts = { requests: 0, failed: 0, slow: 0 };
export const NEW_CANARY: CanaryCounts = { canary: NO_REQUESTS, stable: NO_REQUESTS, compared: 0, disagreed: 0 };

export function observe(counts: CanaryCounts, { rule }: CanaryPolicy, { arm, failed, milliseconds }: CanaryObservation): CanaryCounts {
  const own = counts[arm];
  const slow = !failed && milliseconds > rule.slowMilliseconds;
  return { ...counts, [arm]: { requests: own.requests + 1, failed: own.failed + Number(failed), slow: own.slow + Number(slow) } };
}

/** Adds a sentence that both versions tagged. */
export function compare(counts: CanaryCounts, identical: boolean): CanaryCounts {
  return { ...counts, compared: counts.compared + 1, disagreed: counts.disagreed + Number(!identical) };
}

/** Events among trials, of which a share is tolerated. */
interface Evidence {
  readonly events: number;
  readonly trials: number;
  readonly tolerated: number;
}

/**
 * Errors and slow answers are compared through the one thing that is known of them, however the service fares: who answers is
 * drawn by lot. Were the canary as good as the stable version, each failure would be the canary's with the probability of
 * its share; with a tolerated ratio r, its odds are r times those.
 */
function evidenceFor(criterion: Criterion, { canary, stable, compared, disagreed }: CanaryCounts, { share, rule }: CanaryPolicy): Evidence {
  if (criterion === "disagreement") return { events: disagreed, trials: compared, tolerated: rule.toleratedDisagreement };
  const kind = criterion === "errors" ? "failed" : "slow";
  return { events: canary[kind], trials: canary[kind] + stable[kind], tolerated: withOdds(share, rule.toleratedRatio) };
}

function percentText(events: number, trials: number): string {
  return trials === 0 ? "none" : `${Number(((100 * events) / trials).toPrecision(3))} %`;
}

function finding(criterion: Criterion, { canary, stable, compared, disagreed }: CanaryCounts, { rule }: CanaryPolicy): string {
  if (criterion === "disagreement") {
    return `its tags differ on ${disagreed} of ${compared} sentences, and ${100 * rule.toleratedDisagreement} % are tolerated`;
  }
  const [kind, text] = criterion === "errors" ? (["failed", "failed"] as const) : (["slow", `took over ${rule.slowMilliseconds} ms`] as const);
  const shares = `${percentText(canary[kind], canary.requests)} of its requests ${text}, of the stable version's ${percentText(stable[kind], stable.requests)}`;
  return `${shares}, and ${rule.toleratedRatio} times as many are tolerated`;
}

/** More than is tolerated, be it by chance: enough not to promote, not enough to roll back. Without it no evidence is above 0. */
function isAbove({ events, trials, tolerated }: Evidence): boolean {
  return events > tolerated * trials;
}

/**
 * What becomes of the canary. Each criterion is a sequential test that may be looked at after every request, with a third of
 * the rate of false rollbacks; so a canary within all that is tolerated is ever rolled back with at most that rate, provided
 * requests are independent (clients that repeat a failing id, or failures of whole batches, are not). It is promoted after
 * enough requests unless a share is above what is tolerated.
 */
export function judge(counts: CanaryCounts, policy: CanaryPolicy): CanaryVerdict {
  const { rule, version } = policy;
  const { requests } = counts.canary;
  const told = `The canary ${version}`;
  if (requests < rule.minimumRequests) {
    return { outcome: "continue", criterion: null, explanation: `${told} has answered ${requests} of at least ${rule.minimumRequests} requests.` };
  }
  const doubts = CRITERIA.map((criterion) => ({ criterion, ...evidenceFor(criterion, counts, policy) })).filter(isAbove);
  const limit = Math.log(CRITERIA.length / rule.falseRollbackRate);
  const against = doubts.find(({ events, trials, tolerated }) => logEvidence(events, trials, tolerated) >= limit);
  if (against) {
    return { outcome: "rollback", criterion: against.criterion, explanation: `${told} is rolled back: ${finding(against.criterion, counts, policy)}.` };
  }
  if (requests < rule.promoteAfter) {
    const explanation = `${told} has answered ${requests} of ${rule.promoteAfter} requests, and nothing speaks against it.`;
    return { outcome: "continue", criterion: null, explanation };
  }
  const [doubtful] = doubts;
  return doubtful
    ? { outcome: "continue", criterion: null, explanation: `${told} is not promoted yet: ${finding(doubtful.criterion, counts, policy)}.` }
    : { outcome: "promote", criterion: null, explanation: `${told} has answered ${requests} requests and stood the test.` };
}

/** Watches one canary; a verdict once given stays. */
export class CanaryWatch {
  private counts = NEW_CANARY;
  private verdict: CanaryVerdict;

  constructor(readonly policy: CanaryPolicy) {
    this.verdict = judge(this.counts, policy);
  }

  private judged(counts: CanaryCounts): CanaryVerdict {
    this.counts = counts;
    if (this.verdict.outcome === "continue") this.verdict = judge(counts, this.policy);
    return this.verdict;
  }

  observe(observation: CanaryObservation): CanaryVerdict {
    return this.judged(observe(this.counts, this.policy, observation));
  }

  compare(identical: boolean): CanaryVerdict {
    return this.judged(compare(this.counts, identical));
  }

  get state(): { readonly counts: CanaryCounts; readonly verdict: CanaryVerdict } {
    return { counts: this.counts, verdict: this.verdict };
  }
}
