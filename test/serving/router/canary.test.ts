import { test } from "uvu";
import * as assert from "uvu/assert";
import { createGenerator, deriveSeed, type RandomGenerator } from "../../../src/random/generator";
import { CanaryWatch, compare, judge, NEW_CANARY, observe, type CanaryCounts, type CanaryVerdict } from "../../../src/serving/router/canary";
import { logEvidence, withOdds } from "../../../src/serving/router/evidence";
import { DEFAULT_CANARY_RULE, type CanaryPolicy, type CanaryRule } from "../../../src/serving/router/policy";

function policyWith(rule: Partial<CanaryRule> = {}, share = 0.1): CanaryPolicy {
  return { slot: "model2", version: "cccccccccccc", share, rule: { ...DEFAULT_CANARY_RULE, ...rule } };
}

/** How often each version fails, is slow, and tags otherwise than the stable one. */
interface World {
  readonly failed: readonly [canary: number, stable: number];
  readonly slow: readonly [canary: number, stable: number];
  readonly disagreed: number;
}

const ALIKE: World = { failed: [0.02, 0.02], slow: [0.05, 0.05], disagreed: 0.1 };
const OUTCOMES = { failed: { failed: true, milliseconds: 1 }, slow: { failed: false, milliseconds: 1000 }, well: { failed: false, milliseconds: 1 } };

function requestIn(world: World, counts: CanaryCounts, policy: CanaryPolicy, generator: RandomGenerator): CanaryCounts {
  const arm = generator.uniform() < policy.share ? "canary" : "stable";
  const side = arm === "canary" ? 0 : 1;
  const place = generator.uniform();
  const kind = place < world.failed[side] ? "failed" : place < world.failed[side] + world.slow[side] ? "slow" : "well";
  const after = observe(counts, policy, { arm, ...OUTCOMES[kind] });
  return arm === "canary" && kind !== "failed" ? compare(after, generator.uniform() >= world.disagreed) : after;
}

interface Life extends CanaryVerdict {
  readonly canaryRequests: number;
}

/** A canary's life, looked at after every request. */
function live(world: World, policy: CanaryPolicy, generator: RandomGenerator): Life {
  let counts = NEW_CANARY;
  for (;;) {
    counts = requestIn(world, counts, policy, generator);
    const verdict = judge(counts, policy);
    if (verdict.outcome !== "continue" || counts.canary.requests >= 3 * policy.rule.promoteAfter) return { ...verdict, canaryRequests: counts.canary.requests };
  }
}

function lives(world: World, policy: CanaryPolicy, count: number): Life[] {
  return Array.from({ length: count }, (_, i) => live(world, policy, createGenerator(deriveSeed(i, "canary"))));
}

function shareOf(own: readonly Life[], outcome: Life["outcome"]): number {
  return own.filter((life) => life.outcome === outcome).length / own.length;
}

test("the evidence of one event is the mean of its likelihood ratios", () => {
  // Tolerated 1/3; worse by odds of 2, 4, 8 and 32: 1/2, 2/3, 4/5, 16/17.
  const ratios = [1 / 2, 2 / 3, 4 / 5, 16 / 17].map((p) => 3 * p);
  assert.ok(Math.abs(Math.exp(logEvidence(1, 1, 1 / 3)) - ratios.reduce((a, b) => a + b) / 4) < 1e-12);
  assert.is(logEvidence(0, 0, 0.2), 0);
});

test("the evidence is 1 in expectation where the tolerated probability is the true one, and less where less is true", () => {
  const choose = [1, 5, 10, 10, 5, 1];
  const expectation = (p: number) => choose.reduce((sum, ways, k) => sum + ways * p ** k * (1 - p) ** (5 - k) * Math.exp(logEvidence(k, 5, 0.3)), 0);
  assert.ok(Math.abs(expectation(0.3) - 1) < 1e-12);
  assert.ok(expectation(0.25) < 1 && expectation(0.1) < expectation(0.25) && expectation(0.5) > 1);
});

test("a tenth of the requests at 1.5 times the failures has a seventh of them", () => {
  assert.ok(Math.abs(withOdds(0.1, 1.5) - 0.15 / 1.05) < 1e-12);
});

test("a canary that is like the stable version is promoted, and as good as never rolled back", () => {
  const own = lives(ALIKE, policyWith({ promoteAfter: 200 }), 150);
  assert.ok(shareOf(own, "rollback") <= 0.01, String(shareOf(own, "rollback")));
  assert.ok(shareOf(own, "promote") >= 0.95, String(shareOf(own, "promote")));
});

test("at the very edge of what is tolerated, false rollbacks keep to their rate", () => {
  const rate = 0.1;
  const edge: World = { failed: [0.03, 0.02], slow: [0.075, 0.05], disagreed: 0.2 };
  const own = lives(edge, policyWith({ promoteAfter: 150, falseRollbackRate: rate, minimumRequests: 1 }), 200);
  const seen = shareOf(own, "rollback");
  assert.ok(seen <= rate + 3 * Math.sqrt((rate * (1 - rate)) / own.length), String(seen));
  assert.ok(seen > 0, "the rule never speaks, so the rate says nothing");
});

test("a canary with ten times the errors, slowness, or other tags is caught, for that reason, long before promotion", () => {
  const worse: readonly (readonly [World, string])[] = [
    [{ ...ALIKE, failed: [0.2, 0.02] }, "errors"], [{ ...ALIKE, slow: [0.5, 0.05] }, "latency"], [{ ...ALIKE, disagreed: 0.6 }, "disagreement"],
  ];
  for (const [world, criterion] of worse) {
    const own = lives(world, policyWith({ promoteAfter: 500 }), 60);
    assert.is(shareOf(own, "rollback"), 1);
    assert.ok(own.filter((life) => life.criterion === criterion).length >= 58);
    assert.ok(own.map(({ canaryRequests }) => canaryRequests).sort((a, b) => a - b)[30]! <= 80);
  }
});

test("an outage that hits both versions alike rolls nothing back", () => {
  const own = lives({ failed: [0.8, 0.8], slow: [0.1, 0.1], disagreed: 0.1 }, policyWith({ promoteAfter: 200 }), 60);
  assert.is(shareOf(own, "rollback"), 0);
});

test("before its least requests nothing is decided, be they all failures", () => {
  const policy = policyWith({ minimumRequests: 20 });
  let counts = NEW_CANARY;
  const outcomes = Array.from({ length: 20 }, () => {
    counts = observe(counts, policy, { arm: "canary", failed: true, milliseconds: 1 });
    return judge(counts, policy).outcome;
  });
  assert.equal([outcomes[18], outcomes[19]], ["continue", "rollback"]);
});

test("after enough requests, a share above what is tolerated, by chance or not, delays the promotion", () => {
  const policy = policyWith({ promoteAfter: 100 });
  const counts = (failed: number): CanaryCounts => ({
    canary: { requests: 100, failed, slow: 0 }, stable: { requests: 900, failed: 9, slow: 0 }, compared: 0, disagreed: 0,
  });
  assert.equal([1, 2].map((failed) => judge(counts(failed), policy).outcome), ["promote", "continue"]);
  assert.match(judge(counts(2), policy).explanation, /not promoted yet: 2 % of its requests failed, of the stable version's 1 %, and 1.5 times/);
});

test("a verdict stays, whatever comes after it", () => {
  const watch = new CanaryWatch(policyWith({ minimumRequests: 5 }));
  for (let i = 0; i < 20; i++) watch.observe({ arm: "canary", failed: true, milliseconds: 1 });
  assert.is(watch.state.verdict.outcome, "rollback");
  for (let i = 0; i < 5000; i++) watch.observe({ arm: "canary", failed: false, milliseconds: 1 });
  assert.is(watch.state.verdict.outcome, "rollback");
  assert.is(watch.state.counts.canary.requests, 5020);
});

test("a failed request is not counted as slow as well", () => {
  const counts = observe(NEW_CANARY, policyWith(), { arm: "stable", failed: true, milliseconds: 1e6 });
  assert.equal(counts.stable, { requests: 1, failed: 1, slow: 0 });
});

test.run();
