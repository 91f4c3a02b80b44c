import { test } from "uvu";
import * as assert from "uvu/assert";
import type { TrialRecord } from "../../src/experiments/record";
import { capacityInputs, simulatedModels, type CapacityInputs } from "../../src/reports/capacity-inputs";
import {
  assumptionRows, CAPACITY_ASSUMPTIONS, capacityFindings, dayMean, dayRows, demandedLoads, demandRows, formulaRows, instanceCapacities, instanceRows,
  instancesNeededData, type InstanceCapacity,
} from "../../src/reports/capacity-report";
import { validationFinding, validationRows } from "../../src/reports/capacity-validation";
import { LOAD, loadWith } from "./load-tests";

const ASSUMPTIONS = { ...CAPACITY_ASSUMPTIONS, requests: 3000 };
const INPUTS = capacityInputs(LOAD, [])!;
const CAPACITIES = instanceCapacities(INPUTS, ASSUMPTIONS);
const LOADS = demandedLoads(ASSUMPTIONS);

const TRAINED = [{ timings: { inferenceTokensPerSecond: 500_000, latencyMilliseconds: 0.1 } }] as unknown as readonly TrialRecord[];

function near(actual: number, expected: number, tolerance = 1e-3): void {
  assert.ok(Math.abs(actual - expected) <= tolerance * expected, `${actual} is not ${expected}`);
}

test("times come from the load test: batches from their line, the HTTP thread from what the model leaves of the processor", () => {
  assert.is(INPUTS.fromLoadTest, true);
  const model2 = INPUTS.slots.find(({ slot }) => slot === "model2")!;
  near(model2.times.fixedMilliseconds, 0.2);
  near(model2.times.perTokenMicroseconds, 5);
  // Half a millisecond a request, less a third of a batch's fixed time and 20 tokens.
  near(INPUTS.mainMicroseconds.value, 500 - 200 / 3 - 100);
  assert.is(INPUTS.mainMicroseconds.origin, "derived");
  assert.match(INPUTS.source, /load test in `results\/bench\/serve\.json`/);
});

test("shares are the policy's, of the models whose times are known", () => {
  near(simulatedModels(INPUTS).reduce((sum, { share }) => sum + share, 0), 1);
  const alone: CapacityInputs = { ...INPUTS, slots: INPUTS.slots.slice(0, 1) };
  assert.equal(simulatedModels(alone).map(({ share }) => share), [1]);
});

test("without a load test the trainings' records speak, and say so; without either there is nothing", () => {
  const inputs = capacityInputs(null, TRAINED)!;
  near(inputs.slots[0]!.times.perTokenMicroseconds, 2);
  near(inputs.slots[0]!.times.fixedMilliseconds, 0.1 - 21 * 0.002);
  assert.is(inputs.mainMicroseconds.origin, "assumed");
  assert.match(inputs.source, /No load test is recorded/);
  assert.is(capacityInputs(null, []), null);
});

test("a load test that tells no processor time leaves the HTTP thread's time an assumption", () => {
  const inputs = capacityInputs(loadWith([{ scenario: "Model 2", rate: 10, offered: 10, achieved: 10, requests: 100, latency: { mean: 1, p50: 1, p95: 1, p99: 1, max: 1 } }]), [])!;
  assert.is(inputs.fromLoadTest, true);
  assert.is(inputs.mainMicroseconds.origin, "assumed");
});

test("every input is a row with its origin, and none is without a note", () => {
  const rows = assumptionRows(INPUTS, ASSUMPTIONS);
  assert.ok(rows.every(({ origin, note }) => ["measured", "derived", "assumed"].includes(String(origin)) && note !== ""));
  assert.ok(rows.some(({ origin }) => origin === "measured") && rows.some(({ origin }) => origin === "assumed"));
});

test("an instance holds less than its bounds, within the objective, and a cache never lowers its workers' bound", () => {
  const { objective } = ASSUMPTIONS;
  for (const { held, bounds, atHeld } of CAPACITIES) {
    assert.ok(held > 0 && held < Math.min(bounds.main, bounds.workers));
    assert.ok(atHeld!.latency.p95 <= objective.p95 && atHeld!.refusedShare + atHeld!.lateShare <= objective.failedShare);
  }
  const workers = CAPACITIES.map(({ bounds }) => bounds.workers);
  assert.equal([...workers].sort((a, b) => a - b), workers);
  assert.is(instanceRows(CAPACITIES).length, CAPACITIES.length);
});

test("the loads are those that the starting documents name: 10,000 a second, and 10M documents a day", () => {
  const [peak, documents] = LOADS;
  assert.equal([peak.peak, peak.mean], [10_000, 2000]);
  near(documents.mean, (10_000_000 * ASSUMPTIONS.sentencesADocument) / 86_400);
  near(documents.peak, 5 * documents.mean);
});

test("what a load needs is never below its bound, and a CDN spares at least as many instances as the cache", () => {
  for (const row of demandRows(CAPACITIES, LOADS)) {
    assert.ok(Number(row["instances"]) >= Number(row["fewest by the bound"]));
    assert.is(row["cores"], 2 * Number(row["instances"]));
    assert.ok(Number(row["instances, half from a CDN"]) <= Number(row["instances, half from the cache"]));
  }
  const { lines } = instancesNeededData(CAPACITIES, LOADS);
  assert.is(lines.length, 4);
  for (const { points } of lines) assert.is(points.length, CAPACITIES.length);
});

test("through a day, scaling with the load never takes more instances than the peak needs all day", () => {
  const { scaled, fixed } = dayMean(CAPACITIES, LOADS[0], ASSUMPTIONS)!;
  assert.ok(scaled >= 1 && scaled < fixed, `${scaled} of ${fixed}`);
  const rows = dayRows(CAPACITIES, LOADS[0], ASSUMPTIONS);
  assert.is(Math.max(...rows.map(({ instances }) => Number(instances))), fixed);
});

test("the simulated HTTP thread waits as the formula says", () => {
  const rows = formulaRows(INPUTS, { ...ASSUMPTIONS, requests: 30_000 });
  for (const row of rows) near(Number(row["mean time simulated (ms)"]), Number(row["mean time by formula (ms)"]), 0.08);
});

test("simulation and load test stand side by side at every rate without trouble", () => {
  assert.equal(validationRows(INPUTS, LOAD, ASSUMPTIONS).map((row) => row["requests/s"]), [1000, 2000]);
  assert.match(validationFinding(INPUTS, LOAD, ASSUMPTIONS)[0]!, /times the measured one/);
  assert.equal(validationRows(capacityInputs(null, TRAINED)!, null, ASSUMPTIONS), []);
});

test("findings name the source, what one instance holds, both loads, and that nothing was tried on more machines", () => {
  const findings = capacityFindings(INPUTS, CAPACITIES, LOADS, ASSUMPTIONS).join("\n");
  assert.match(findings, /one instance holds [\d,]+ requests\/s with a p95 of 23 ms/);
  assert.match(findings, /10,000 requests\/s at the peak .*instances?, .*cores.*; 10,000,000 documents of 10 sentences a day/);
  assert.match(findings, /Nothing of this was tried on more than one machine/);
  assert.not.match(findings, /NaN|undefined|null|Infinity/);
});

test("where one request is too slow already, no number of instances is said to be enough", () => {
  const slow: readonly InstanceCapacity[] = CAPACITIES.map((capacity) => ({ ...capacity, held: 0, atHeld: null }));
  assert.match(capacityFindings(INPUTS, slow, LOADS, ASSUMPTIONS).join("\n"), /no number of them does/);
  assert.is(demandRows(slow, LOADS)[0]!["instances"], null);
  assert.is(dayMean(slow, LOADS[0], ASSUMPTIONS), null);
  assert.equal(instancesNeededData(slow, LOADS).lines[0]!.points[0]!.instances, null);
});

test.run();
