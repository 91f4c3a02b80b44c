import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { MIX, MODEL2_ALONE, TARGETS } from "../../bench/serve/targets";
import { loadFindings } from "../../src/reports/load-findings";
import { loadTestOf, readLoadTest } from "../../src/reports/load-record";
import * as report from "../../src/reports/load-report";
import { temporaryFolder } from "../corpus/files";
import { LOAD, LOAD_RECORD, loadWith, madeStep } from "./load-tests";

test("scenarios and the claimed numbers have the load test's own names and values", () => {
  assert.is(report.MODEL2_SCENARIO, MODEL2_ALONE);
  assert.is(report.MIX_SCENARIO, MIX);
  const [{ rate, p95 }] = TARGETS as readonly [(typeof TARGETS)[number]];
  assert.equal([report.CLAIMED_LOAD.rate, report.CLAIMED_LOAD.p95], [rate, p95]);
});

test("no file is no load test; a file that holds none is named with what makes one", () => {
  const folder = temporaryFolder();
  assert.is(readLoadTest(path.join(folder, "none.json")), null);
  for (const [name, text] of [["broken.json", "{"], ["empty.json", "{}"], ["list.json", "[]"], ["rows.json", '{"rows":[{"rate":5}]}']] as const) {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    assert.throws(() => readLoadTest(file), (error: Error) => error.message.includes(name) && error.message.includes("npm run bench:serve"));
  }
});

test("a record is read whole", () => {
  const file = path.join(temporaryFolder(), "serve.json");
  fs.writeFileSync(file, JSON.stringify(LOAD_RECORD));
  const read = readLoadTest(file)!;
  assert.equal(read, LOAD);
  assert.is(read.steps.length, LOAD_RECORD.rows.length);
  assert.is(read.targets.length, 2);
  assert.equal(read.computeTimes.map(({ slot }) => slot), ["model2", "baseline", "advanced"]);
});

test("a record without what a system may not tell is read all the same", () => {
  const { scenario, rate, offered, achieved, latency } = madeStep({ scenario: "Model 2", rate: 100, p95: 5 }) as { readonly [name: string]: unknown };
  const bare = loadTestOf({ rows: [{ scenario, rate, offered, achieved, latency }, { scenario }, null, 3] })!;
  assert.is(bare.steps.length, 1);
  assert.is(report.stepRows(bare)[0]!["cores: server"], null);
  assert.equal(report.littleRows(bare), []);
  assert.is(report.loadCosts(bare), null);
  assert.ok(loadFindings(bare).every((sentence) => !/NaN|undefined|null/.test(sentence)));
});

test("a step is held only without errors, with nearly all answered and p95 within the limit", () => {
  const at = (changes: object, p95 = 10) => loadWith([madeStep({ scenario: "Model 2", rate: 1000, p95, changes })]).steps[0]!;
  assert.ok(report.isHeld(at({}), 23));
  assert.not.ok(report.isHeld(at({ errors: { timeout: 1 } }), 23));
  assert.not.ok(report.isHeld(at({ achieved: 940 }), 23));
  assert.not.ok(report.isHeld(at({}, 24), 23));
});

test("a rate above one that was lost does not count as held", () => {
  const steps = [[1000, 10], [2000, 50], [3000, 20]].map(([rate, p95]) => madeStep({ scenario: "Model 2", rate: rate!, p95: p95! }));
  assert.is(report.heldStep(report.stepsOfScenario(loadWith(steps), "Model 2"))!.rate, 1000);
  assert.is(report.heldStep(report.stepsOfScenario(loadWith(steps.slice(1)), "Model 2")), undefined);
});

test("each scenario's row says what it held and what ended it", () => {
  const [model2, mix, , two] = report.heldRows(LOAD);
  assert.is(model2!["held within 23 ms (requests/s)"], 2000);
  assert.is(model2!["what ended it"], "errors: 40 × status 503");
  assert.is(mix!["what ended it"], "no higher rate was planned");
  assert.is(two!["held within 23 ms (requests/s)"], 1000);
});

test("a missed target stands in capitals, with why", () => {
  assert.equal(report.targetRows(LOAD).map(({ verdict, why }) => [verdict, why]), [["met", null], ["MISSED", "p95 too high"]]);
});

test("counted and computed requests in flight agree where the record has them agree", () => {
  for (const row of report.littleRows(LOAD)) assert.is(row["counted / computed"], 1);
  assert.not.ok(report.littleRows(LOAD).some(({ scenario }) => /cache/.test(String(scenario))));
});

test("the cache is compared at a rate and a number of instances that both have", () => {
  const [pair, ...others] = report.cacheRows(LOAD);
  assert.equal(others, []);
  assert.equal([pair!["p95 off (ms)"], pair!["p95 on"], pair!["processor ms a request, off"], pair!["on"]], [15, 7, 0.5, 0.2]);
});

test("costs of routing come from the batch size nearest to that under load, latencies from the mix", () => {
  const { costs, costSource } = report.loadCosts(LOAD)!;
  assert.is(costs.model2.processor.toFixed(6), (0.6 / 4).toFixed(6));
  assert.is(costs.advanced.processor.toFixed(6), (1.8 / 4).toFixed(6));
  assert.equal([costs.model2.p95, costs.baseline.p95, costs.advanced.p95], [20, 21, 22]);
  assert.match(costSource, /batches of 4; p95 over HTTP, the three models mixed by their shares at 2,000 requests\/s/);
  assert.is(report.loadCosts({ ...LOAD, computeTimes: LOAD.computeTimes.slice(1) }), null);
});

test("findings name what was held, missed and not reached", () => {
  const text = loadFindings(LOAD).join("\n");
  assert.match(text, /holds 2,000 requests\/s with a p95 of 15 ms and no error; at 3,000 it has 40 errors/);
  assert.match(text, /Baseline at its share \(p95 ≤ 12 ms at 2,000\/s\) MISSED with 21 ms: p95 too high/);
  assert.match(text, /peak of 10,000 requests\/s was not reached on this machine: the most that was answered is 2,500 a second/);
  assert.match(text, /p95 at 2,000 requests\/s goes from 15 ms to 7 ms, processor time a request from 0\.5 ms to 0\.2 ms/);
  assert.match(text, /2 instances behind nginx on the same cores hold 1,000 requests\/s within 23 ms, one alone 2,000/);
  assert.match(text, /means 46 in flight/);
});

test("findings read right where nothing was held, and where the peak was reached", () => {
  const slow = loadFindings(loadWith([madeStep({ scenario: "Model 2", rate: 500, p95: 80 })])).join("\n");
  assert.match(slow, /holds no tried rate within 23 ms: at 500 it has a p95 of 80 ms/);
  const fast = loadFindings(loadWith([madeStep({ scenario: "Model 2", rate: 12_000, p95: 8 })])).join("\n");
  assert.match(fast, /holds 12,000 requests\/s with a p95 of 8 ms and no error; no higher rate was tried/);
  assert.match(fast, /peak of 10,000 requests\/s was reached/);
});

test("without a load test there are no rows, and one sentence says how to make one", () => {
  for (const rows of [report.stepRows, report.heldRows, report.targetRows, report.littleRows, report.cacheRows, report.computeRows]) assert.equal(rows(null), []);
  assert.match(report.loadText(null), /was not measured here; `npm run bench:serve` measures it/);
  assert.is(loadFindings(null).length, 1);
});

test("the figure has a line a scenario, saturated where its ladder stopped", () => {
  const { lines } = report.loadCurveData(LOAD);
  assert.equal(lines[0]!.points.map(({ saturated }) => saturated), [false, false, true]);
  assert.is(lines.length, 4);
});

test.run();
