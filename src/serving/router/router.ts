import { SLOTS, type Slot } from "../slots";
import type { CallOutcome } from "./breaker";
import { Breakers, type Pass, type Target } from "./breakers";
import { CanaryWatch, type CanaryVerdict } from "./canary";
import { decide, type Decision } from "./decide";
import { ObservedLatency } from "./observed-latency";
import type { CanaryPolicy, Policy } from "./policy";
import { withCanary } from "./policy";
import { AgreementBook } from "./shadow";
import type { RouterView, SlotView, VersionView } from "./view";
import type { RouteRequest } from "./wish";

/** The versions that a slot has loaded. */
export interface LoadedSlot {
  readonly slot: Slot;
  readonly active: string;
  readonly others: readonly string[];
}

/** A decided request under way. */
export interface Call {
  readonly decision: Decision;
  readonly pass: Pass;
  /** Whether its outcome counts in the comparison of canary and stable version. */
  readonly compared: boolean;
}

/** How a call ended; a deadline that passed is a failure that says how slow the model is at least. */
export interface CallEnd extends CallOutcome {
  readonly timedOut?: boolean;
  /** What the model itself took, without waiting for its turn, where that is known: a full queue is no model's fault. */
  readonly ownMilliseconds?: number;
}

/**
 * The router of a service: it remembers how calls went and decides by that. It reads no clock but the one it is given
 * (monotonic, milliseconds) and keeps nothing of a request but numbers.
 */
export class Router {
  private readonly breakers: Breakers;
  private readonly latency: ObservedLatency;
  private readonly book = new AgreementBook();
  private watch: CanaryWatch | null;
  private loaded: readonly LoadedSlot[] = [];

  constructor(private current: Policy, now: () => number) {
    this.breakers = new Breakers(current.breaker, now);
    this.latency = new ObservedLatency(current.latency, now);
    this.watch = current.canary && new CanaryWatch(current.canary);
  }

  get policy(): Policy {
    return this.current;
  }

  /** Says which versions can be called from now on; breakers of others are forgotten. */
  setLoaded(loaded: readonly LoadedSlot[]): void {
    const targets = (slots: readonly LoadedSlot[]): Target[] =>
      slots.flatMap(({ slot, active, others }) => [active, ...others].map((version) => ({ slot, version })));
    const kept = targets(loaded);
    for (const old of targets(this.loaded)) {
      if (!kept.some(({ slot, version }) => slot === old.slot && version === old.version)) this.breakers.forget(old);
    }
    this.loaded = loaded;
  }

  /** Begins another canary, or none; what was observed of the last one is dropped. */
  setCanary(canary: CanaryPolicy | null): void {
    this.current = withCanary(this.current, canary);
    this.watch = canary && new CanaryWatch(canary);
  }

  private look(slot: Slot, version: string): VersionView {
    const target = { slot, version };
    return { version, breaker: this.breakers.phase(target), admits: this.breakers.admits(target) };
  }

  view(): RouterView {
    const slots = SLOTS.flatMap((slot) => this.loaded.filter((each) => each.slot === slot)).map(({ slot, active, others }): SlotView => ({
      slot,
      active: this.look(slot, active),
      others: others.map((version) => this.look(slot, version)),
      observedP95Milliseconds: this.latency.p95(slot),
    }));
    return { slots };
  }

  /** Decides and begins a call, which must be ended, or released where it was not made after all. Throws a NoModelLeftError. */
  begin(request: RouteRequest): Call {
    const decision = decide(this.current, request, this.view());
    const pass = this.breakers.begin(decision);
    if (!pass) throw new Error(`The breaker of ${decision.slot} ${decision.version} refuses a call that its view admits.`);
    const isFirst = (request.failed ?? []).length === 0;
    return { decision, pass, compared: isFirst && decision.slot === this.current.canary?.slot };
  }

  /** Hears how a call ended; the verdict on the canary if there is one. A cancelled call is not ended: it says nothing. */
  end({ decision, pass, compared }: Call, { failed, milliseconds, timedOut = false, ownMilliseconds = milliseconds }: CallEnd): CanaryVerdict | null {
    const { slot, version, arm } = decision;
    this.breakers.end(pass, { failed, milliseconds: ownMilliseconds });
    if (!failed || timedOut) this.latency.add(slot, milliseconds);
    const isOfCanary = compared && this.watch !== null && (arm === "stable" || version === this.watch.policy.version);
    return isOfCanary ? this.watch!.observe({ arm, failed, milliseconds }) : null;
  }

  /** Takes back a call that no model was asked for, as its answer was at hand or its turn never came. */
  release({ pass }: Call): void {
    this.breakers.release(pass);
  }

  /** Two versions' tags of one sentence, which are compared and dropped. */
  agree(answered: Target, shadow: Target, tags: readonly string[], shadowTags: readonly string[]): CanaryVerdict | null {
    const { identical } = this.book.add(answered, shadow, tags, shadowTags);
    const { watch } = this;
    const isOfCanary = watch !== null && answered.slot === watch.policy.slot && shadow.slot === watch.policy.slot
      && [answered.version, shadow.version].includes(watch.policy.version);
    return isOfCanary ? watch.compare(identical === 1) : null;
  }

  get agreements(): ReturnType<AgreementBook["all"]> {
    return this.book.all();
  }

  get canary(): CanaryWatch["state"] | null {
    return this.watch?.state ?? null;
  }
}
