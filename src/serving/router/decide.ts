import { DataError } from "../../errors";
import type { Slot } from "../slots";
import type { Target } from "./breakers";
import type { Policy } from "./policy";
import { isWithin } from "./sticky";
import { isSame, latencyOf, slotIn, SLOT_TITLES, versionIn, type RouterView, type SlotView, type VersionView } from "./view";
import { wishOf, type RouteRequest, type Wish, type WishReason } from "./wish";

export type Reason = WishReason | "budget-missed" | "failover-unavailable" | "failover-open" | "failover-failed";

/** What became of a slot: it answers, is in order but after the one that does, or cannot answer. */
export type Standing = "chosen" | "not needed" | "unavailable" | "open" | "failed";

/** One slot as a decision looked at it. */
export interface Considered {
  readonly slot: Slot;
  /** The version that would answer; null without a model. */
  readonly version: string | null;
  readonly standing: Standing;
  readonly p95Milliseconds: number | null;
  readonly overBudget: boolean;
}

export interface Decision {
  readonly slot: Slot;
  readonly version: string;
  /** Whether the version is the slot's own or its canary. */
  readonly arm: "stable" | "canary";
  /** A second version that answers as well, its answer being compared and dropped. */
  readonly shadow: Target | null;
  /** A stable code, for the metrics. */
  readonly reason: Reason;
  /** The same in a sentence. */
  readonly explanation: string;
  /** The slots that the rule allows, in its order. */
  readonly considered: readonly Considered[];
}

/** Every model that a request may have is missing, out of order or was tried in vain. */
export class NoModelLeftError extends DataError {
  constructor(readonly considered: readonly Considered[], because: string) {
    const states = considered.map(({ slot, standing }) => `${SLOT_TITLES[slot]} ${IN_WORDS[standing]}`).join(", ");
    super(`No model is left to answer: ${because}${states && `, but ${states}`}; try again later.`);
  }
}

const IN_WORDS: { readonly [standing in Standing]: string } = {
  chosen: "answers",
  "not needed": "is not needed",
  unavailable: "is not loaded",
  open: "is out of order (its circuit breaker is open)",
  failed: "failed at this request",
};

interface Pick {
  readonly version: VersionView;
  readonly arm: Decision["arm"];
  /** What is the matter with the canary that the request belongs to; null where it answers, or the request belongs to none. */
  readonly missed: FaultyStanding | null;
}

type FaultyStanding = Exclude<Standing, "chosen" | "not needed">;

function faultOf(request: RouteRequest, slot: Slot, version: VersionView | undefined): FaultyStanding | null {
  if (version === undefined) return "unavailable";
  if ((request.failed ?? []).some((each) => isSame(each, { slot, version: version.version }))) return "failed";
  return version.admits ? null : "open";
}

function belongsToCanary({ canary }: Policy, { requestId }: RouteRequest, { slot, active }: SlotView): boolean {
  return canary?.slot === slot && canary.version !== active.version && isWithin(canary.share, requestId, ["canary", canary.version]);
}

/** The canary, where the request belongs to it and it can answer; otherwise the slot's own version. */
function pickVersion(policy: Policy, request: RouteRequest, seen: SlotView): Pick {
  if (!belongsToCanary(policy, request, seen)) return { version: seen.active, arm: "stable", missed: null };
  const canary = versionIn(seen, policy.canary!.version);
  const missed = faultOf(request, seen.slot, canary);
  return missed === null ? { version: canary!, arm: "canary", missed } : { version: seen.active, arm: "stable", missed };
}

interface Looked extends Considered {
  readonly pick: Pick | null;
}

function lookAt(policy: Policy, request: RouteRequest, seen: SlotView | undefined, slot: Slot, overBudget: boolean): Looked {
  if (seen === undefined) return { slot, version: null, standing: "unavailable", p95Milliseconds: null, overBudget, pick: null };
  const pick = pickVersion(policy, request, seen);
  const standing = faultOf(request, slot, pick.version) ?? "not needed";
  return { slot, version: pick.version.version, standing, p95Milliseconds: latencyOf(seen, policy).milliseconds, overBudget, pick };
}

const FAILOVER: { readonly [standing in FaultyStanding]: Reason } = {
  unavailable: "failover-unavailable", open: "failover-open", failed: "failover-failed",
};

/** The rule's own reason, unless the first slot, or its canary, could not answer: then what is the matter with that. */
function reasonFor({ reason }: Wish, looked: readonly Looked[], chosen: Looked): Reason {
  const { standing } = looked[0]!;
  if (looked[0] !== chosen) return FAILOVER[standing as FaultyStanding];
  if (chosen.pick?.missed) return FAILOVER[chosen.pick.missed];
  return chosen.overBudget ? "budget-missed" : reason;
}

function capitalized(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}

function canaryText({ version, pick }: Looked): string {
  if (pick?.arm === "canary") return `; of its requests this one belongs to the canary ${version}`;
  return pick?.missed ? `; the canary that this request belongs to ${IN_WORDS[pick.missed]}, so that the stable version answers` : "";
}

function explain({ because }: Wish, looked: readonly Looked[], chosen: Looked): string {
  const passed = looked.slice(0, looked.indexOf(chosen)).map(({ slot, standing }) => `${SLOT_TITLES[slot]} ${IN_WORDS[standing]}`);
  const late = passed.length > 0 && chosen.overBudget ? ", over the budget" : "";
  const instead = passed.length > 0 ? `, but ${passed.join(" and ")}, so that ${SLOT_TITLES[chosen.slot]} answers${late}` : "";
  return `${capitalized(because)}${instead}${canaryText(chosen)}.`;
}

function withoutPick({ pick: _, ...considered }: Looked, chosen?: Looked): Considered {
  return chosen && considered.slot === chosen.slot ? { ...considered, standing: "chosen" } : considered;
}

/** The version that answers in the shadow: not the one that answers already, nor one whose breaker is busy. */
function shadowOf({ shadow }: Policy, { requestId }: RouteRequest, view: RouterView, answering: Target): Target | null {
  const seen = shadow ? slotIn(view, shadow.slot) : undefined;
  if (!shadow || !seen || !isWithin(shadow.share, requestId, ["shadow", shadow.slot])) return null;
  const version = shadow.version === undefined ? seen.active : versionIn(seen, shadow.version);
  if (version?.breaker !== "closed") return null;
  const target = { slot: shadow.slot, version: version.version };
  return isSame(target, answering) ? null : target;
}

/**
 * Who answers a request, from the policy, the request and what is seen of the service alone: the same three give the same
 * decision. Throws a NoModelLeftError where nobody can.
 */
export function decide(policy: Policy, request: RouteRequest, view: RouterView): Decision {
  const wish = wishOf(policy, request, view);
  const looked = wish.order.map((slot) => lookAt(policy, request, slotIn(view, slot), slot, wish.overBudget.includes(slot)));
  const chosen = looked.find(({ standing }) => standing === "not needed");
  if (!chosen?.pick) throw new NoModelLeftError(looked.map((each) => withoutPick(each)), wish.because);
  const target = { slot: chosen.slot, version: chosen.pick.version.version };
  return {
    ...target,
    arm: chosen.pick.arm,
    shadow: shadowOf(policy, request, view, target),
    reason: reasonFor(wish, looked, chosen),
    explanation: explain(wish, looked, chosen),
    considered: looked.map((each) => withoutPick(each, chosen)),
  };
}
