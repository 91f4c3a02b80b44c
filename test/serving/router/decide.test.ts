import { test } from "uvu";
import * as assert from "uvu/assert";
import { decide, NoModelLeftError, type Decision } from "../../../src/serving/router/decide";
import { DEFAULT_POLICY, type Policy } from "../../../src/serving/router/policy";
import { parsePolicy } from "../../../src/serving/router/policy-file";
import type { RouteRequest } from "../../../src/serving/router/wish";
import { SLOTS, type Slot } from "../../../src/serving/slots";
import { CANARY_VERSION, requestIds, VERSIONS, versionView, viewOf, type ViewRequest } from "./views";

const IDS = requestIds(3000);

function ask(request: Partial<RouteRequest> = {}, view: ViewRequest = {}, policy: Policy = DEFAULT_POLICY): Decision {
  return decide(policy, { requestId: "r", model: "auto", ...request }, viewOf(view));
}

function standings({ considered }: Pick<Decision, "considered">): string[] {
  return considered.map(({ slot, standing }) => `${slot} ${standing}`);
}

const P95 = { model2: 20, baseline: 5, advanced: 60 } as const;
const ONE_SHARE: Policy = parsePolicy({ shares: { model2: 1 } });
const WITH_CANARY: Policy = parsePolicy({ shares: { model2: 1 }, canary: { slot: "model2", version: CANARY_VERSION, share: 0.1 } });
const CANARY_LOADED: ViewRequest = { others: [versionView(CANARY_VERSION)] };

test("without a wish the id decides by the shares, the same way every time", () => {
  const drawn = IDS.map((requestId) => ask({ requestId }));
  assert.ok(drawn.every(({ reason }) => reason === "share"));
  assert.equal(IDS.map((requestId) => ask({ requestId }).slot), drawn.map(({ slot }) => slot));
  assert.equal([...new Set(drawn.map(({ slot }) => slot))].sort(), ["advanced", "baseline", "model2"]);
});

test("a slot that is not loaded leaves its share to the others", () => {
  const drawn = IDS.map((requestId) => ask({ requestId }, { missing: ["model2"] }));
  assert.ok(drawn.every(({ reason, slot }) => reason === "share" && slot !== "model2"));
  const baseline = drawn.filter(({ slot }) => slot === "baseline").length / IDS.length;
  assert.ok(Math.abs(baseline - 0.8) < 0.03, String(baseline));
});

test("where no loaded slot has a share, the failover order decides", () => {
  assert.is(ask({}, { missing: ["model2"] }, ONE_SHARE).slot, "advanced");
});

test("a model asked for by name answers, whatever budget and priority say", () => {
  for (const model of SLOTS) {
    const decision = ask({ model, priority: "speed", latencyBudgetMs: 1 });
    assert.equal([decision.slot, decision.version, decision.reason], [model, VERSIONS[model], "requested"]);
  }
});

test("a model that is out of order is replaced in the failover order, and the decision says so", () => {
  const decision = ask({ model: "baseline" }, { open: ["baseline", "model2"] });
  assert.equal([decision.slot, decision.reason], ["advanced", "failover-open"]);
  assert.equal(standings(decision), ["baseline open", "model2 open", "advanced chosen"]);
  assert.is(decision.explanation, [
    "The request asks for Baseline, but Baseline is out of order (its circuit breaker is open)",
    "and Model 2 is out of order (its circuit breaker is open), so that Advanced answers.",
  ].join(" "));
});

test("a model that is not loaded, or failed at this very request, is replaced as well", () => {
  assert.is(ask({ model: "advanced" }, { missing: ["advanced"] }).reason, "failover-unavailable");
  const again = ask({ model: "model2", failed: [{ slot: "model2", version: VERSIONS.model2 }] });
  assert.equal([again.slot, again.reason], ["advanced", "failover-failed"]);
});

test("where nothing is left, the error says what is the matter with each model", () => {
  const nothing = () => ask({ model: "model2" }, { open: ["model2"], missing: ["advanced", "baseline"] });
  assert.throws(nothing, (error: Error) => {
    assert.instance(error, NoModelLeftError);
    assert.equal(standings(error as NoModelLeftError), ["model2 open", "advanced unavailable", "baseline unavailable"]);
    return /^No model is left to answer: the request asks for Model 2, but Model 2 is out of order .*, Advanced is not loaded, Baseline is not loaded/.test(error.message);
  });
  for (const request of [{}, { latencyBudgetMs: 5 }, { priority: "speed" as const }]) {
    assert.throws(() => ask(request, { missing: [...SLOTS] }), (error: Error) => error instanceof NoModelLeftError);
  }
});

test("a slot outside the failover order never stands in", () => {
  const policy = parsePolicy({ failover: ["baseline"] });
  assert.is(ask({ model: "model2" }, { open: ["model2"] }, policy).slot, "baseline");
  assert.throws(() => ask({ model: "model2" }, { open: ["model2", "baseline"] }, policy), (error: Error) => error instanceof NoModelLeftError);
});

test("priorities are the policy's", () => {
  assert.equal([ask({ priority: "accuracy" }).slot, ask({ priority: "speed" }).slot], ["advanced", "baseline"]);
  const policy = parsePolicy({ priorities: { accuracy: "model2" } });
  const decision = ask({ priority: "accuracy" }, {}, policy);
  assert.equal([decision.slot, decision.reason], ["model2", "priority-accuracy"]);
});

test("a latency budget takes the most accurate model whose observed p95 keeps it", () => {
  const slots = [100, 60, 59, 20, 19, 5].map((latencyBudgetMs) => ask({ latencyBudgetMs }, { p95: P95 }).slot);
  assert.equal(slots, ["advanced", "advanced", "model2", "model2", "baseline", "baseline"]);
});

test("before anything was observed, a budget goes by the expected latencies, and the decision says which it is", () => {
  const expected = ask({ latencyBudgetMs: 30 });
  assert.equal([expected.slot, expected.reason], ["model2", "latency-budget"]);
  assert.match(expected.explanation, /^Model 2 \(p95 expected 23 ms\) is the most accurate model that keeps the budget of 30 ms\.$/);
  assert.match(ask({ latencyBudgetMs: 30 }, { p95: { advanced: 29 } }).explanation, /^Advanced \(p95 observed 29 ms\)/);
});

test("a budget that no model keeps goes to the fastest, and is called missed", () => {
  const decision = ask({ latencyBudgetMs: 1 }, { p95: P95 });
  assert.equal([decision.slot, decision.reason], ["baseline", "budget-missed"]);
  assert.match(decision.explanation, /^No model keeps the budget of 1 ms, and Baseline \(p95 observed 5 ms\) is the fastest\.$/);
});

test("within a budget, speed takes the fastest model", () => {
  assert.equal(["accuracy", "speed"].map((priority) => ask({ latencyBudgetMs: 60, priority } as Partial<RouteRequest>, { p95: P95 }).slot), ["advanced", "baseline"]);
});

test("an open breaker inside a budget leads to the next model that keeps it, and beyond it only in need", () => {
  const inside = ask({ latencyBudgetMs: 60 }, { p95: P95, open: ["advanced"] });
  assert.equal([inside.slot, inside.reason], ["model2", "failover-open"]);
  const beyond = ask({ latencyBudgetMs: 5 }, { p95: P95, open: ["baseline"] });
  assert.equal([beyond.slot, beyond.reason], ["model2", "failover-open"]);
  assert.match(beyond.explanation, /so that Model 2 answers, over the budget\.$/);
});

test("a canary gets its share of its slot's requests and no others", () => {
  const decisions = IDS.map((requestId) => ask({ requestId }, CANARY_LOADED, WITH_CANARY));
  const canary = decisions.filter(({ arm }) => arm === "canary");
  assert.ok(canary.every(({ version }) => version === CANARY_VERSION));
  assert.ok(decisions.every(({ arm, version }) => (arm === "canary") === (version === CANARY_VERSION)));
  assert.ok(Math.abs(canary.length / IDS.length - 0.1) < 0.025, String(canary.length));
  assert.match(canary[0]!.explanation, /; of its requests this one belongs to the canary cccccccccccc\.$/);
  assert.ok(IDS.every((requestId) => ask({ requestId, model: "advanced" }, CANARY_LOADED, WITH_CANARY).arm === "stable"));
});

test("a canary that is missing, out of order or has failed leaves its requests to the stable version", () => {
  const requestId = IDS.find((id) => ask({ requestId: id }, CANARY_LOADED, WITH_CANARY).arm === "canary")!;
  const failed = [{ slot: "model2" as Slot, version: CANARY_VERSION }];
  const cases = [
    [{}, {}, "failover-unavailable"], [{}, { others: [versionView(CANARY_VERSION, false)] }, "failover-open"], [{ failed }, CANARY_LOADED, "failover-failed"],
  ] as const;
  for (const [request, view, reason] of cases) {
    const decision = ask({ requestId, ...request }, view, WITH_CANARY);
    assert.equal([decision.version, decision.arm, decision.reason], [VERSIONS.model2, "stable", reason]);
    assert.match(decision.explanation, /; the canary that this request belongs to .*, so that the stable version answers\.$/);
  }
});

test("a shadow is drawn by its share and never answers twice, nor while its breaker is not closed", () => {
  const policy = parsePolicy({ shares: { model2: 1 }, shadow: { slot: "advanced", share: 0.3 } });
  const shadows = IDS.map((requestId) => ask({ requestId }, {}, policy).shadow).filter((shadow) => shadow !== null);
  assert.ok(Math.abs(shadows.length / IDS.length - 0.3) < 0.035, String(shadows.length));
  assert.equal(shadows[0], { slot: "advanced", version: VERSIONS.advanced });
  assert.ok(IDS.every((requestId) => ask({ requestId, model: "advanced" }, {}, policy).shadow === null));
  assert.ok(IDS.every((requestId) => ask({ requestId }, { open: ["advanced"] }, policy).shadow === null));
});

test("a shadow may be a version that is not active", () => {
  const policy = parsePolicy({ shares: { model2: 1 }, shadow: { slot: "model2", version: CANARY_VERSION, share: 1 } });
  assert.equal(ask({}, CANARY_LOADED, policy).shadow, { slot: "model2", version: CANARY_VERSION });
  assert.is(ask({}, {}, policy).shadow, null);
});

test("every decision, whatever is asked and open, names a loaded version that admits and explains itself in one sentence", () => {
  const requests: Partial<RouteRequest>[] = [
    {}, { model: "baseline" }, { model: "advanced" }, { priority: "accuracy" }, { priority: "speed" }, { latencyBudgetMs: 21 }, { latencyBudgetMs: 1, priority: "speed" },
  ];
  const states = [[], ["model2"], ["baseline"], ["advanced"], ["model2", "advanced"], ["baseline", "advanced"]] as readonly Slot[][];
  for (const request of requests) {
    for (const open of states) {
      for (const missing of states.filter((each) => each.every((slot) => !open.includes(slot)) && each.length + open.length < SLOTS.length)) {
        const decision = ask(request, { open, missing, p95: P95 });
        assert.ok(!open.includes(decision.slot) && !missing.includes(decision.slot));
        assert.is(decision.version, VERSIONS[decision.slot]);
        assert.match(decision.explanation, /^[A-Z][^\n]*[^.]\.$/);
        assert.not.match(decision.explanation, /undefined|null|NaN/);
        assert.equal(decision.considered.filter(({ standing }) => standing === "chosen").map(({ slot }) => slot), [decision.slot]);
      }
    }
  }
});

test.run();
