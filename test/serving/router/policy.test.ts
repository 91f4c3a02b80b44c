import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import { openRecordBook } from "../../../src/reports/record-book";
import { DEFAULT_POLICY } from "../../../src/serving/router/policy";
import { parsePolicy, readPolicy } from "../../../src/serving/router/policy-file";
import { slotOf, type Slot } from "../../../src/serving/slots";

function messageOf(value: unknown): string {
  try {
    parsePolicy(value);
  } catch (error) {
    assert.instance(error, DataError);
    return (error as Error).message;
  }
  throw new Error(`${JSON.stringify(value)} was taken for a policy`);
}

test("an empty policy is the default one", () => {
  assert.equal(parsePolicy({}), DEFAULT_POLICY);
});

test("the default policy survives its own JSON", () => {
  assert.equal(parsePolicy(JSON.parse(JSON.stringify(DEFAULT_POLICY))), DEFAULT_POLICY);
});

test("nothing inside a policy can be changed", () => {
  for (const policy of [DEFAULT_POLICY, parsePolicy({ canary: { slot: "model2", version: "0123456789ab", share: 0.1 } })]) {
    assert.throws(() => Object.assign(policy.shares, { model2: 1 }), TypeError);
    assert.throws(() => (policy.ranking as Slot[]).push("model2"), TypeError);
    assert.throws(() => Object.assign(policy.canary?.rule ?? policy.breaker, { minimumRequests: 0 }), TypeError);
  }
});

test("the default ranking is the order of the measured strict F1, and accuracy goes to its first", () => {
  const book = openRecordBook();
  const f1 = (arm: string) => {
    const scores = book.records("headline", arm).map(({ metrics }) => metrics.test.entities.discard.micro.f1);
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  };
  const measured = ["baseline-per-token", "model2", "advanced"].sort((a, b) => f1(b) - f1(a)).map(slotOf);
  assert.equal(DEFAULT_POLICY.ranking, measured);
  assert.is(DEFAULT_POLICY.priorities.accuracy, measured[0]);
});

test("a field that is left out keeps its default, also inside a section", () => {
  const policy = parsePolicy({ breaker: { probes: 7 }, latency: { expectedP95Milliseconds: { model2: 5 } } });
  assert.equal(policy.breaker, { ...DEFAULT_POLICY.breaker, probes: 7 });
  assert.equal(policy.latency.expectedP95Milliseconds, { ...DEFAULT_POLICY.latency.expectedP95Milliseconds, model2: 5 });
});

test("a slot without a share has none", () => {
  assert.equal(parsePolicy({ shares: { model2: 1 } }).shares, { model2: 1, baseline: 0, advanced: 0 });
});

test("every refusal is one line that names the field", () => {
  const canary = { slot: "model2", version: "0123456789ab", share: 0.1 };
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [null, /^The policy must be an object/], [[], /^The policy must be an object/], [{ share: 1 }, /has no field "share"; it may have shares, /],
    [{ shares: { model2: 0.9 } }, /^shares must sum to 1, not to 0\.9\.$/], [{ shares: { model2: "most" } }, /^shares\.model2 must be a number from 0 to 1, not "most"\.$/],
    [{ shares: { model3: 1 } }, /^shares has no field "model3"/], [{ shares: null }, /^shares must be an object, not null/],
    [{ shares: { model2: 1.5, baseline: -0.5 } }, /^shares\.model2/], [{ ranking: ["model2", "baseline"] }, /^ranking does not name "advanced"/],
    [{ failover: ["model2", "model2"] }, /^failover names "model2" twice/], [{ failover: ["model9"] }, /^failover\[0\] must be one of model2, baseline, advanced/],
    [{ priorities: { accuracy: "best" } }, /^priorities\.accuracy/], [{ priorities: { cost: "model2" } }, /^priorities has no field "cost"/],
    [{ breaker: { failureShare: 0 } }, /^breaker\.failureShare must be a number above 0 to 1, not 0\.$/], [{ breaker: { probes: 1.5 } }, /^breaker\.probes must be a whole number from 1 up/],
    [{ breaker: { openMilliseconds: null } }, /^breaker\.openMilliseconds/], [{ latency: { expectedP95Milliseconds: { model2: -1 } } }, /^latency\.expectedP95Milliseconds\.model2/],
    [{ shadow: { slot: "model2" } }, /^shadow\.share must be a number from 0 to 1, missing/], [{ shadow: { slot: "model2", share: 0.1, version: "x" } }, /^shadow\.version/],
    [{ canary: { ...canary, share: 0.6 } }, /^canary\.share must be a number above 0 to 0\.5/], [{ canary: { ...canary, version: "latest" } }, /^canary\.version must be a version of twelve/],
    [{ canary: { ...canary, rule: { promoteAfter: 10 } } }, /^canary\.rule\.promoteAfter must be a whole number from 50 up/],
    [{ canary: { ...canary, rule: { falseRollbackRate: 1 } } }, /^canary\.rule\.falseRollbackRate/],
    [{ canary, shadow: { slot: "model2", version: canary.version, share: 0.1 } }, /^shadow\.version must be another version/],
  ];
  for (const [value, expected] of wrong) {
    const message = messageOf(value);
    assert.match(message, expected);
    assert.not.match(message, /\n/);
  }
});

test("a policy file is read, and its refusal names the file", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-"));
  const file = path.join(folder, "policy.json");
  fs.writeFileSync(file, JSON.stringify({ shares: { model2: 0.5, advanced: 0.5 } }));
  assert.is(readPolicy(file).shares.advanced, 0.5);
  fs.writeFileSync(file, "{");
  assert.throws(() => readPolicy(file), (error: Error) => error instanceof DataError && error.message.includes(file));
  fs.writeFileSync(file, JSON.stringify({ shares: {} }));
  assert.throws(() => readPolicy(file), (error: Error) => error.message === `The policy ${file} is not valid: shares must sum to 1, not to 0.`);
  fs.rmSync(folder, { recursive: true });
  assert.throws(() => readPolicy(file), (error: Error) => error instanceof DataError && error.message.includes(file));
});

test.run();
