import { test } from "uvu";
import * as assert from "uvu/assert";
import { arm } from "../../src/experiments/manifest/experiment";
import type { TrialRecord } from "../../src/experiments/record";
import type { ArmResult } from "../../src/experiments/run-experiment";
import { efficiencyPanel, frontFindings, frontOf, frontRows, parameterFrontData } from "../../src/reports/parameter-efficiency";

function result(title: string, parameters: number, ...scores: number[]): ArmResult {
  const record = (f1: number, seed: number) => ({ hash: `${title} ${parameters} ${seed}`, seed, metrics: { parameters, trainingSentences: 1500, test: { entities: { discard: { micro: { f1 } } } } } });
  return { arm: arm(title, "model2"), records: scores.map(record) as unknown as TrialRecord[] };
}

const base = result("100", 1000, 0.8, 0.82);
const units = { group: "Model 2, units", prefix: "units", results: [result("25", 400, 0.78, 0.78), base, result("200", 3000, 0.805)] };
const embedding = { group: "Model 2, embedding", prefix: "embedding", results: [base, result("8", 300, 0.7)] };
const panel = efficiencyPanel([units, embedding]);

test("a training that several grids share is one point, named after the first", () => {
  assert.equal(panel.points.map(({ name }) => name), ["units 25", "units 100", "units 200", "embedding 8"]);
});

test("the front holds what nothing beats in both, the smallest first", () => {
  assert.equal(frontOf(panel).map(({ name }) => name), ["embedding 8", "units 25", "units 100"]);
  assert.equal(frontRows([panel]).map((row) => row["strict F1 %"]), ["70.00", "78.00 ± 0.00", "81.00 ± 1.41"]);
});

test("the finding names the front and the price of its last step", () => {
  assert.match(frontFindings([panel])[0]!, /With 1,500 training sentences, 3 of 4 configurations are on the front .* 1 is beaten in both: embedding 8 \(300, 70\.00 %\), .*units 25 to units 100, takes 2\.5 times the parameters for 3\.00 points\.$/);
  assert.match(frontFindings([efficiencyPanel([{ group: "one", prefix: "", results: [base] }])])[0]!, /1 of 1 configuration is on the front .*: 100 \(1,000, 81\.00 %\)\.$/);
  assert.equal(frontFindings([efficiencyPanel([])]), []);
  const blind = efficiencyPanel([{ group: "one", prefix: "", results: [result("a", 5, 0), result("b", 6, 0)] }]);
  assert.equal(frontFindings([blind]), ["With 1,500 training sentences, no configuration finds an entity: parameters buy nothing yet."]);
});

test("the figure's points carry a spread only where there are several seeds, and empty panels are left out", () => {
  const [only, ...others] = parameterFrontData([panel, efficiencyPanel([])]);
  assert.equal(others, []);
  assert.equal(only!.points.map((point) => "deviation" in point), [true, true, false, false]);
});

test.run();
