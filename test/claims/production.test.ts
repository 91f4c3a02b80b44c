import { test } from "uvu";
import * as assert from "uvu/assert";
import { auditClaim, auditClaims, CLAIMS } from "../../src/claims/audit";
import { mixedF1, slotTrials } from "../../src/claims/mixture";
import { LOAD, loadWith, madeStep } from "../reports/load-tests";
import { evidenceWith, madeSeeds } from "./records";

const HEADLINE = {
  headline: {
    "baseline-per-token": madeSeeds("per token", 1, [700, 701]), model2: madeSeeds("model2", 1, [900, 901]), advanced: madeSeeds("advanced", 1, [950, 951, 952]),
  },
};

function audited(id: string, evidence = evidenceWith({}, {}, LOAD)) {
  return auditClaim(CLAIMS.find((claim) => claim.id === id)!, evidence);
}

test("with a load test, latencies are its p95 at the claimed rate, and the cause says on which side of the claim they lie", () => {
  const model2 = audited("model2-latency");
  assert.is(model2.measured, "p95 15 ms here");
  assert.match(model2.cause, /a processor × 2, load generator included; sentences of gmb.*p95 15 ms at 2,000 requests\/s.*within the claimed 23 ms/);
  assert.match(audited("baseline-latency").cause, /p95 21 ms at 2,000 requests\/s, at its share of the 90\/8\/2 mix; above the claimed 12 ms/);
  assert.match(audited("advanced-latency").cause, /p95 22 ms.*within the claimed 45 ms/);
});

test("nobody measured them there, so that no load test gives them another verdict", () => {
  for (const id of ["model2-latency", "baseline-latency", "advanced-latency", "throughput", "caching", "scaling"]) assert.is(audited(id).verdict, "not measured", id);
});

test("a latency of a single sentence stands beside that under load, with its records", () => {
  const { cause, records } = audited("model2-latency", evidenceWith(HEADLINE, {}, LOAD));
  assert.match(cause, /One sentence alone, without the service: 2 ms/);
  assert.is(records.length, 2);
});

test("the rate is the highest that was held within the claimed latency, and the peak is said to be reached or not", () => {
  const { measured, cause } = audited("throughput");
  assert.is(measured, "2,000/s within 23 ms here");
  assert.match(cause, /46 requests in flight\. Here.*at 2,000\/s p95 is 15 ms, as claimed; the most that was answered is 2,500\/s, not the claimed peak/);
  const slow = evidenceWith({}, {}, loadWith([madeStep({ scenario: "Model 2", rate: 500, p95: 90 })]));
  assert.is(audited("throughput", slow).measured, "no rate within 23 ms here");
  assert.match(audited("throughput", slow).cause, /the load ended at 500\/s, before the claimed rate/);
  const fast = evidenceWith({}, {}, loadWith([madeStep({ scenario: "Model 2", rate: 11_000, p95: 9 })]));
  assert.match(audited("throughput", fast).cause, /11,000\/s, the claimed peak and more/);
});

test("without a load test they are what the records say, as before", () => {
  const evidence = evidenceWith(HEADLINE);
  assert.is(audited("model2-latency", evidence).measured, "2 ms here");
  assert.match(audited("throughput", evidence).measured!, /sentences\/s here$/);
  assert.match(audited("caching", evidence).cause, /npm run bench:serve measures it/);
  assert.is(audited("caching", evidence).measured, null);
});

test("a load test says nothing on another corpus, split or profile", () => {
  for (const changes of [{ corpus: { name: "mine", sha256: "1" } }, { profile: "quick" }, { split: "random" }]) {
    const evidence = evidenceWith(HEADLINE, changes, LOAD);
    assert.is(evidence.load, null);
    assert.is(audited("model2-latency", evidence).measured, "2 ms here");
    assert.is(audited("routing-shares", evidence).measured, null);
  }
});

test("cache and instances are compared at what both were given", () => {
  assert.is(audited("caching").measured, "p95 15 → 7 ms here");
  assert.match(audited("caching").cause, /60 % of the answers come from it/);
  assert.is(audited("scaling").measured, "2 instances 1,000/s, one 2,000/s");
});

test("a day's documents follow from the held rate, beside the claims' contradiction", () => {
  const { verdict, cause } = audited("capacity");
  assert.is(verdict, "refuted");
  // 2,000 sentences a second, 86,400 seconds, 10 sentences a document.
  assert.match(cause, /holds 2,000 sentences\/s \(a processor × 2\): 17,280,000 documents of 10 sentences a day/);
  assert.not.match(audited("capacity", evidenceWith({})).cause, /Here one instance/);
  assert.not.match(audited("return").cause, /Here one instance/);
});

test("all to one model scores what that model scores, and a mixture lies between its models", () => {
  const trials = slotTrials(evidenceWith(HEADLINE))!;
  assert.equal(Object.values(trials).map(({ length }) => length), [2, 2, 2]);
  const none = { model2: 0, baseline: 0, advanced: 0 };
  const single = mixedF1({ ...trials, model2: trials.model2.slice(0, 1) }, { ...none, model2: 1 });
  assert.is(single.toFixed(12), trials.model2[0]!.metrics.test.entities.discard.micro.f1.toFixed(12));
  const [low, mixed, high] = [mixedF1(trials, { ...none, baseline: 1 }), mixedF1(trials), mixedF1(trials, { ...none, advanced: 1 })];
  assert.ok(low < mixed && mixed < high, `${low} ${mixed} ${high}`);
});

test("the shares stay an assumption; what they come to stands beside them", () => {
  const { verdict, measured, cause, records } = audited("routing-shares", evidenceWith(HEADLINE, {}, LOAD));
  assert.is(verdict, "assumption");
  assert.match(measured!, /^F1 \d+\.\d\d %, all Model 2 \d+\.\d\d %$/);
  assert.match(cause, /Of 22,200 requests under load the router here sent 90\.1 \/ 9\.01 \/ 0\.901 % to them/);
  assert.is(records.length, 6);
});

test("with a load test and all records no text has a hole in it", () => {
  for (const { id, measured, cause } of auditClaims(evidenceWith(HEADLINE, {}, LOAD))) assert.not.match(`${measured} ${cause}`, /NaN|undefined|Infinity/, id);
});

test.run();
