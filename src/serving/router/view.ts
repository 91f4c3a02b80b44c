import type { Slot } from "../slots";
import type { BreakerPhase } from "./breaker";
import type { Target } from "./breakers";
import type { Policy } from "./policy";

/** A loaded version and whether its breaker would let a call through. */
export interface VersionView {
  readonly version: string;
  readonly breaker: BreakerPhase;
  readonly admits: boolean;
}

/** A slot that has a model. */
export interface SlotView {
  readonly slot: Slot;
  /** The version that answers unless a canary or shadow is drawn. */
  readonly active: VersionView;
  /** Other loaded versions. */
  readonly others: readonly VersionView[];
  /** Null while too few requests were observed. */
  readonly observedP95Milliseconds: number | null;
}

/** What routing sees of the service: the slots that have a model; a slot without one is missing. */
export interface RouterView {
  readonly slots: readonly SlotView[];
}

export const SLOT_TITLES: { readonly [slot in Slot]: string } = { model2: "Model 2", baseline: "Baseline", advanced: "Advanced" };

export function slotIn({ slots }: RouterView, slot: Slot): SlotView | undefined {
  return slots.find((each) => each.slot === slot);
}

export function versionIn({ active, others }: SlotView, version: string): VersionView | undefined {
  return [active, ...others].find((each) => each.version === version);
}

export function isSame(a: Target, b: Target): boolean {
  return a.slot === b.slot && a.version === b.version;
}

/** How slow a slot is, and how that is known. */
export interface KnownLatency {
  readonly milliseconds: number;
  readonly source: "observed" | "expected";
}

/** The observed 95th percentile, or the policy's expectation before there is one. */
export function latencyOf({ slot, observedP95Milliseconds }: SlotView, { latency }: Policy): KnownLatency {
  return observedP95Milliseconds === null
    ? { milliseconds: latency.expectedP95Milliseconds[slot], source: "expected" }
    : { milliseconds: observedP95Milliseconds, source: "observed" };
}
