import type { Slot } from "../slots";

export const PRIORITIES = ["accuracy", "speed"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** When calls to a version stop, and when they are tried again. */
export interface BreakerSettings {
  /** Failed and slow calls among those of the window that open the breaker, in (0, 1]. */
  readonly failureShare: number;
  readonly windowMilliseconds: number;
  /** Calls that the window must hold before its share says anything. */
  readonly minimumRequests: number;
  /** How long nothing is sent before probes are. */
  readonly openMilliseconds: number;
  /** Calls that are let through half-open, all of which must go well to close it. */
  readonly probes: number;
  /** A call that took longer counts as failed. */
  readonly slowMilliseconds: number;
}

/** How fast the models are taken to be. */
export interface LatencySettings {
  /** The 95th percentile that holds until enough requests were observed. */
  readonly expectedP95Milliseconds: { readonly [slot in Slot]: number };
  /** Requests of a slot that must be remembered before their percentile replaces the expected one. */
  readonly minimumRequests: number;
  /** Older requests are forgotten, so that a model that was slow once is not shut out for good. */
  readonly memoryMilliseconds: number;
}

/** Which requests a second version answers as well, without anybody seeing its answers. */
export interface ShadowPolicy {
  readonly slot: Slot;
  /** The slot's active version when left out. */
  readonly version?: string;
  readonly share: number;
}

/** When a canary is taken back, and when it has stood the test. */
export interface CanaryRule {
  /** Canary requests before which nothing is decided. */
  readonly minimumRequests: number;
  /** Canary requests after which it is promoted, if nothing speaks against it. */
  readonly promoteAfter: number;
  /** At most this share of canaries that keep to what is tolerated is ever taken back, over all criteria together. */
  readonly falseRollbackRate: number;
  /** How many times the stable version's share of failed, or of slow, requests the canary may have. */
  readonly toleratedRatio: number;
  /** A request that took longer counts as slow. */
  readonly slowMilliseconds: number;
  /** The share of sentences on which its tags may differ from the stable version's. */
  readonly toleratedDisagreement: number;
}

export interface CanaryPolicy {
  readonly slot: Slot;
  readonly version: string;
  /** Of the slot's requests, in (0, 0.5]. */
  readonly share: number;
  readonly rule: CanaryRule;
}

/** All that routing depends on besides the request and the state of the service: data, kept in a file. */
export interface Policy {
  /** Shares of the requests that ask for no model; they sum to 1. */
  readonly shares: { readonly [slot in Slot]: number };
  /** The slots from the most to the least accurate; latency budgets choose by it. */
  readonly ranking: readonly Slot[];
  readonly priorities: { readonly [priority in Priority]: Slot };
  readonly latency: LatencySettings;
  /** Who stands in for a slot that cannot answer, in this order. */
  readonly failover: readonly Slot[];
  readonly breaker: BreakerSettings;
  readonly shadow: ShadowPolicy | null;
  readonly canary: CanaryPolicy | null;
}

/** The object with all that it holds frozen. */
function frozen<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === "object" && member !== null) frozen(member as object);
  return Object.freeze(value);
}

export const DEFAULT_CANARY_RULE: CanaryRule = frozen({
  minimumRequests: 50,
  promoteAfter: 2000,
  falseRollbackRate: 0.01,
  toleratedRatio: 1.5,
  slowMilliseconds: 100,
  toleratedDisagreement: 0.2,
});

/**
 * The policy of a service that is given none. Shares and expected latencies are those that the starting documents state; the
 * latencies hold only until the service has observed its own. The ranking is that of the measured strict F1 of the headline
 * experiment, not the starting documents', which send requests for accuracy to Model 2. Slow calls open a breaker late: all
 * models share the processors, so that under load a stand-in would be as slow.
 */
export const DEFAULT_POLICY: Policy = frozen<Policy>({
  shares: { model2: 0.9, baseline: 0.08, advanced: 0.02 },
  ranking: ["advanced", "model2", "baseline"],
  priorities: { accuracy: "advanced", speed: "baseline" },
  latency: {
    expectedP95Milliseconds: { model2: 23, baseline: 12, advanced: 45 },
    minimumRequests: 50,
    memoryMilliseconds: 60_000,
  },
  failover: ["model2", "advanced", "baseline"],
  breaker: { failureShare: 0.2, windowMilliseconds: 10_000, minimumRequests: 20, openMilliseconds: 5_000, probes: 3, slowMilliseconds: 1_000 },
  shadow: null,
  canary: null,
});

/** The policy with another canary, or with none. */
export function withCanary(policy: Policy, canary: CanaryPolicy | null): Policy {
  return frozen({ ...policy, canary });
}

/** A deep copy that nobody can change. */
export function frozenPolicy(policy: Policy): Policy {
  return frozen(structuredClone(policy));
}
