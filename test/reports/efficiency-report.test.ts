import { test } from "uvu";
import * as assert from "uvu/assert";
import { WATTS_PER_CORE } from "../../src/evaluation";
import * as costs from "../../src/reports/efficiency-report";
import { strictScores } from "../../src/reports/model-report";
import { scoreFloors } from "../../src/experiments/study";
import { temporaryFolder } from "../corpus/files";
import { tinyCorpus } from "../support/sentences";
import { fakeRecord, studyIn } from "./comparisons";

const study = studyIn(temporaryFolder(), tinyCorpus(200));
const measured = { latency: { p50: 3, p95: 5, p99: 9 }, trainingCpuSeconds: 100 };
const comparison = {
  models: [
    { model: "baseline" as const, records: [fakeRecord(study, "baseline", 0, 1)] },
    { model: "model2" as const, records: [fakeRecord(study, "model2", 0, 0.1, measured), fakeRecord(study, "model2", 1, 0.2)] },
    { model: "advanced" as const, records: [fakeRecord(study, "advanced", 0, 0.05, { trainingSeconds: 180, latencyMilliseconds: 8 })] },
  ],
  floors: scoreFloors(study),
};

function rowOf(rows: readonly { readonly [column: string]: unknown }[], title: string) {
  return rows.find((row) => row["system"] === title)!;
}

test("records of before the percentiles and the processor time were kept leave a gap, not a wrong number", () => {
  const tagging = rowOf(costs.taggingCostRows(comparison), "Advanced");
  assert.equal([tagging["p50 (ms a sentence)"], tagging["p95 (ms)"], tagging["p99 (ms)"]], [8, null, null]);
  const training = rowOf(costs.trainingCostRows(comparison), "Advanced");
  assert.equal([training["training s"], training["CPU s"], training["kJ (proxy)"]], [180, null, null]);
  assert.is(rowOf(costs.returnRows(comparison), "Advanced")["points a kJ (proxy)"], null);
});

test("where some seeds have the numbers, they are those seeds' mean", () => {
  assert.is(rowOf(costs.trainingCostRows(comparison), "Model 2")["CPU s"], 100);
  assert.is(rowOf(costs.trainingCostRows(comparison), "Model 2")["kJ (proxy)"], (100 * WATTS_PER_CORE.value) / 1000);
  assert.is(rowOf(costs.taggingCostRows(comparison), "Model 2")["p99 (ms)"], 9);
});

test("returns are points of F1 over what was paid", () => {
  const [f1] = strictScores(comparison.models[2]!.records);
  const row = rowOf(costs.returnRows(comparison), "Advanced");
  assert.is(row["points a training minute"], Number(((100 * f1!) / 3).toPrecision(4)));
  assert.is(row["points a million parameters"], Number(((100 * f1!) / 0.001).toPrecision(4)));
});

test("the fronts leave the Baseline as built out, and carry the spread over seeds where there is one", () => {
  const { points, cost } = costs.paretoData(comparison, "training");
  assert.equal(points.map(({ system }) => system), ["model2", "advanced"]);
  assert.equal(points.map((point) => "deviation" in point), [true, false]);
  assert.is(cost.unit, "s");
  assert.match(costs.efficiencyFindings(comparison)[0]!, /training time: Model 2 and Advanced; none is beaten in both/);
});

test("every assumption is named with unit and reason", () => {
  assert.ok(costs.costAssumptionRows().every(({ source, unit, note }) => source === "assumption" && unit && String(note).length > 20));
});

test.run();
