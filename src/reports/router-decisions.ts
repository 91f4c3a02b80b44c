import { createGenerator, deriveSeed } from "../random/generator";
import { decide } from "../serving/router/decide";
import { DEFAULT_POLICY, type Policy } from "../serving/router/policy";
import { SLOT_TITLES, type RouterView } from "../serving/router/view";
import type { RouteRequest } from "../serving/router/wish";
import { SLOTS, type Slot } from "../serving/slots";
import type { RouterEconomics } from "./router-report";
import { percent } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** The service as the router would see it: every slot loaded, as fast as was measured, and some of them out of order. */
export function viewOf(economics: RouterEconomics | null, broken: readonly Slot[] = []): RouterView {
  return {
    slots: SLOTS.map((slot) => {
      const version = { version: `${slot}-1`, breaker: broken.includes(slot) ? "open" as const : "closed" as const, admits: !broken.includes(slot) };
      const model = economics?.models.find((each) => each.slot === slot);
      return { slot, active: version, others: [], observedP95Milliseconds: model?.cost.p95 ?? null };
    }),
  };
}

/** A request that shows a rule. */
interface Asked {
  readonly asks: string;
  readonly request: RouteRequest;
  readonly view: RouterView;
}

/** The latency that a view's slots are taken to have, the fastest first. */
function latencies({ slots }: RouterView, { latency }: Policy): number[] {
  return slots.map(({ slot, observedP95Milliseconds }) => observedP95Milliseconds ?? latency.expectedP95Milliseconds[slot]).sort((a, b) => a - b);
}

function milliseconds(value: number): number {
  return Number(value.toPrecision(3));
}

/** One request a rule: nothing, a priority, a budget that some models keep and one that none does, and a model that is out of order. */
function examples(economics: RouterEconomics | null, policy: Policy): Asked[] {
  const view = viewOf(economics);
  const [fastest, second] = latencies(view, policy) as [number, number];
  const [some, none] = [milliseconds((fastest + second) / 2), milliseconds(fastest / 2)];
  const request = { requestId: "request-1", model: "auto" } as const;
  return [
    { asks: "nothing", request, view },
    { asks: "accuracy", request: { ...request, priority: "accuracy" }, view },
    { asks: "speed", request: { ...request, priority: "speed" }, view },
    { asks: `at most ${some} ms`, request: { ...request, latencyBudgetMs: some }, view },
    { asks: `at most ${none} ms`, request: { ...request, latencyBudgetMs: none }, view },
    { asks: "Model 2, which is out of order", request: { ...request, model: "model2" }, view: viewOf(economics, ["model2"]) },
  ];
}

/** One row a request, decided by the service's own function and explained in its own words. */
export function decisionRows(economics: RouterEconomics | null, policy: Policy = DEFAULT_POLICY): Row[] {
  return examples(economics, policy).map(({ asks, request, view }) => {
    const { slot, reason, explanation } = decide(policy, request, view);
    return { "the request asks for": asks, answers: SLOT_TITLES[slot], reason, explanation };
  });
}

const ROUTED = 10_000;

/** One row a slot: its share as set, and of ten thousand invented request ids as it came out. */
export function shareRows(policy: Policy = DEFAULT_POLICY): Row[] {
  const generator = createGenerator(deriveSeed(0, "router", "request ids"));
  const view = viewOf(null);
  const chosen = Array.from({ length: ROUTED }, () => decide(policy, { requestId: generator.uniform().toString(36).slice(2), model: "auto" }, view).slot);
  return SLOTS.map((slot) => ({
    slot: SLOT_TITLES[slot],
    "set %": percent(policy.shares[slot]),
    "of 10,000 requests %": percent(chosen.filter((each) => each === slot).length / ROUTED),
  }));
}
