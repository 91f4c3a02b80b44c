import { SLOTS, type Slot } from "../slots";
import type { Policy, Priority } from "./policy";
import { drawByShare } from "./sticky";
import { latencyOf, SLOT_TITLES, type KnownLatency, type RouterView, type SlotView } from "./view";
import type { Target } from "./breakers";

/** What routing needs of a request. */
export interface RouteRequest {
  readonly requestId: string;
  readonly model: "auto" | Slot;
  readonly priority?: Priority | undefined;
  readonly latencyBudgetMs?: number | undefined;
  /** Versions that this very request was sent to in vain. */
  readonly failed?: readonly Target[];
}

export type WishReason = "requested" | "latency-budget" | "priority-accuracy" | "priority-speed" | "share";

/** Slots in the order in which they are tried, and the rule that put the first one there. */
export interface Wish {
  readonly reason: WishReason;
  /** A clause: what the rule says about the first slot. */
  readonly because: string;
  readonly order: readonly Slot[];
  /** Slots of the order that do not keep the latency budget; empty where there is none. */
  readonly overBudget: readonly Slot[];
}

function withFailover(first: Slot, { failover }: Policy): readonly Slot[] {
  return [first, ...failover.filter((slot) => slot !== first)];
}

function requested(slot: Slot, policy: Policy): Wish {
  return { reason: "requested", because: `the request asks for ${SLOT_TITLES[slot]}`, order: withFailover(slot, policy), overBudget: [] };
}

function prioritized(priority: Priority, policy: Policy): Wish {
  const slot = policy.priorities[priority];
  const because = `the request asks for ${priority}, for which the policy has ${SLOT_TITLES[slot]}`;
  return { reason: `priority-${priority}`, because, order: withFailover(slot, policy), overBudget: [] };
}

/** Written once a policy: most requests say it. */
const SHARES_TEXTS = new WeakMap<Policy["shares"], string>();

function sharesText({ shares }: Policy): string {
  const known = SHARES_TEXTS.get(shares);
  if (known !== undefined) return known;
  const text = SLOTS.filter((slot) => shares[slot] > 0).map((slot) => `${SLOT_TITLES[slot]} ${Number((100 * shares[slot]).toFixed(2))} %`).join(", ");
  SHARES_TEXTS.set(shares, text);
  return text;
}

/** Slots without a model have no share: the others' shares count among themselves. */
function drawn(requestId: string, policy: Policy, view: RouterView): Wish {
  const shares = view.slots.map(({ slot }) => [slot, policy.shares[slot]] as const);
  const slot = drawByShare(requestId, shares) ?? policy.failover.find((each) => view.slots.some((seen) => seen.slot === each));
  if (slot === undefined) return { reason: "share", because: "no slot has a share", order: [], overBudget: [] };
  const because = `by its id the request falls to ${SLOT_TITLES[slot]} (shares: ${sharesText(policy)})`;
  return { reason: "share", because, order: withFailover(slot, policy), overBudget: [] };
}

interface Candidate {
  readonly slot: Slot;
  readonly latency: KnownLatency;
}

function byRank({ ranking }: Policy): (a: Candidate, b: Candidate) => number {
  return (a, b) => ranking.indexOf(a.slot) - ranking.indexOf(b.slot);
}

function bySpeed(a: Candidate, b: Candidate): number {
  return a.latency.milliseconds - b.latency.milliseconds;
}

function milliseconds(value: number): string {
  return `${Number(value.toPrecision(3))} ms`;
}

function budgetText(first: Candidate, fitting: boolean, budget: number, priority: Priority | undefined): string {
  const { slot, latency } = first;
  const speed = `p95 ${latency.source} ${milliseconds(latency.milliseconds)}`;
  if (!fitting) return `no model keeps the budget of ${milliseconds(budget)}, and ${SLOT_TITLES[slot]} (${speed}) is the fastest`;
  const best = priority === "speed" ? "fastest" : "most accurate";
  return `${SLOT_TITLES[slot]} (${speed}) is the ${best} model that keeps the budget of ${milliseconds(budget)}`;
}

/** Those that keep the budget first, the most accurate of them leading (the fastest, where speed is asked for); then the others, the fastest leading. */
function budgeted(budget: number, priority: Priority | undefined, policy: Policy, { slots }: RouterView): Wish {
  const candidates = slots.map((seen: SlotView): Candidate => ({ slot: seen.slot, latency: latencyOf(seen, policy) }));
  const fitting = candidates.filter(({ latency }) => latency.milliseconds <= budget).sort(priority === "speed" ? bySpeed : byRank(policy));
  const over = candidates.filter((candidate) => !fitting.includes(candidate)).sort(bySpeed);
  const first = fitting[0] ?? over[0];
  return {
    reason: "latency-budget",
    because: first ? budgetText(first, fitting.length > 0, budget, priority) : "no slot has a model",
    order: [...fitting, ...over].map(({ slot }) => slot),
    overBudget: over.map(({ slot }) => slot),
  };
}

/** The rule that applies: a model asked for by name, then a latency budget, then a priority, then the shares. */
export function wishOf(policy: Policy, { requestId, model, priority, latencyBudgetMs }: RouteRequest, view: RouterView): Wish {
  if (model !== "auto") return requested(model, policy);
  if (latencyBudgetMs !== undefined) return budgeted(latencyBudgetMs, priority, policy, view);
  return priority === undefined ? drawn(requestId, policy, view) : prioritized(priority, policy);
}
