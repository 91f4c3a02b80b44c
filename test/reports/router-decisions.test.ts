import { test } from "uvu";
import * as assert from "uvu/assert";
import { decisionRows, shareRows, viewOf } from "../../src/reports/router-decisions";
import type { RouterEconomics } from "../../src/reports/router-report";
import { DEFAULT_POLICY } from "../../src/serving/router/policy";

const economics = {
  models: [["model2", 20], ["baseline", 8], ["advanced", 60]].map(([slot, p95]) => ({ slot, cost: { processor: 1, p95 } })),
} as unknown as RouterEconomics;

test("each request shows another rule, and the latencies are the measured ones", () => {
  const rows = decisionRows(economics);
  assert.equal(rows.map(({ reason }) => reason), ["share", "priority-accuracy", "priority-speed", "latency-budget", "budget-missed", "failover-open"]);
  assert.equal(rows.slice(1).map(({ answers }) => answers), ["Advanced", "Baseline", "Baseline", "Baseline", "Advanced"]);
  assert.match(String(rows[3]!["explanation"]), /p95 observed 8 ms.*budget of 14 ms/);
  assert.match(String(rows[4]!["explanation"]), /no model keeps the budget of 4 ms/i);
});

test("without measurements the policy's expectations decide", () => {
  assert.match(String(decisionRows(null)[3]!["explanation"]), /p95 expected 12 ms/);
  assert.ok(viewOf(null).slots.every(({ observedP95Milliseconds }) => observedP95Milliseconds === null));
});

test("shares come out as they are set, the same at every call", () => {
  const rows = shareRows();
  for (const row of rows) assert.ok(Math.abs((row["set %"] as number) - (row["of 10,000 requests %"] as number)) < 1.5);
  assert.equal(rows, shareRows(DEFAULT_POLICY));
  assert.is(rows.reduce((sum, row) => sum + (row["of 10,000 requests %"] as number), 0).toFixed(6), "100.000000");
});

test.run();
