import { test } from "uvu";
import * as assert from "uvu/assert";
import { NoModelLeftError } from "../../../src/serving/router/decide";
import { parsePolicy } from "../../../src/serving/router/policy-file";
import { Router, type Call } from "../../../src/serving/router/router";
import { SLOTS } from "../../../src/serving/slots";
import { CANARY_VERSION, requestIds, VERSIONS } from "./views";

const ALL = SLOTS.map((slot) => ({ slot, active: VERSIONS[slot], others: slot === "model2" ? [CANARY_VERSION] : [] }));
const CANARY = { slot: "model2", version: CANARY_VERSION, share: 0.2, rule: { minimumRequests: 20, promoteAfter: 100 } } as const;
const WELL = { failed: false, milliseconds: 5 };
const BADLY = { failed: true, milliseconds: 5 };

function bench(policy: unknown = {}) {
  let time = 0;
  const router = new Router(parsePolicy(policy), () => time);
  router.setLoaded(ALL);
  return { router, at: (now: number) => { time = now; } };
}

function answerOf(router: Router, model: "auto" | "model2", outcome: (call: Call) => typeof WELL, ids = requestIds(1)) {
  return ids.map((requestId) => {
    const call = router.begin({ requestId, model });
    return router.end(call, outcome(call));
  });
}

test("without a loaded version no request is routed", () => {
  const { router } = bench();
  router.setLoaded([]);
  assert.throws(() => router.begin({ requestId: "r", model: "auto" }), (error: Error) => error instanceof NoModelLeftError);
});

test("a model that keeps failing is left alone, then tried again", () => {
  const { router, at } = bench();
  answerOf(router, "model2", () => BADLY, requestIds(20));
  const other = router.begin({ requestId: "r", model: "model2" });
  assert.equal([other.decision.slot, other.decision.reason], ["advanced", "failover-open"]);
  at(5000);
  for (let i = 0; i < 3; i++) router.end(router.begin({ requestId: "r", model: "model2" }), WELL);
  assert.is(router.begin({ requestId: "r", model: "model2" }).decision.slot, "model2");
});

test("budgets follow what was observed, a deadline that passed among it", () => {
  const { router } = bench();
  const budget = () => router.begin({ requestId: "r", model: "auto", latencyBudgetMs: 30 }).decision.slot;
  assert.is(budget(), "model2");
  for (let i = 0; i < 100; i++) router.end(router.begin({ requestId: `${i}`, model: "model2" }), { failed: i % 10 === 0, milliseconds: i % 10 === 0 ? 400 : 5, timedOut: i % 10 === 0 });
  assert.is(budget(), "baseline");
});

test("a canary that fails is found out, one that does well is promoted", () => {
  const ofCanary = ({ decision }: Call) => decision.arm === "canary";
  const failing = bench({ canary: CANARY }).router;
  const verdicts = answerOf(failing, "model2", (call) => (ofCanary(call) ? BADLY : WELL), requestIds(400));
  assert.ok(verdicts.some((verdict) => verdict?.outcome === "rollback" && verdict.criterion === "errors"));
  const good = bench({ canary: CANARY }).router;
  answerOf(good, "model2", () => WELL, requestIds(800));
  assert.is(good.canary!.verdict.outcome, "promote");
});

test("only first attempts at the canary's slot are compared", () => {
  const { router } = bench({ canary: CANARY });
  const retry = router.begin({ requestId: "r", model: "model2", failed: [{ slot: "model2", version: CANARY_VERSION }] });
  assert.is(router.end(retry, WELL), null);
  assert.is(router.end(router.begin({ requestId: "r", model: "advanced" }), WELL), null);
  assert.is(router.canary!.counts.stable.requests, 0);
});

test("a new canary begins without the last one's counts", () => {
  const { router } = bench({ canary: CANARY });
  const late = router.begin({ requestId: "r", model: "model2" });
  answerOf(router, "model2", () => WELL, requestIds(50));
  router.setCanary(null);
  assert.equal([router.canary, router.policy.canary, router.end(late, WELL)], [null, null, null]);
  router.setCanary(parsePolicy({ canary: CANARY }).canary);
  assert.is(router.canary!.counts.stable.requests, 0);
});

test("agreement of canary and stable version counts for the canary, that of other versions does not", () => {
  const { router } = bench({ canary: CANARY });
  const [stable, canary] = [VERSIONS.model2, CANARY_VERSION].map((version) => ({ slot: "model2" as const, version }));
  router.agree(canary!, stable!, ["O"], ["B-per"]);
  router.agree(stable!, { slot: "advanced", version: VERSIONS.advanced }, ["O"], ["O"]);
  assert.equal([router.canary!.counts.compared, router.canary!.counts.disagreed, router.agreements.length], [1, 1, 2]);
});

test.run();
