import { test } from "uvu";
import * as assert from "uvu/assert";
import { experimentNamed } from "../../src/experiments/manifest/catalog";
import { budgetRows, regularizationFinding, searchFindings, searchRows } from "../../src/reports/search-report";
import { fakeSearch } from "./searches";

/** The Advanced model's configurations in the manifest's order, by what they do to its dropout. */
const ADVANCED = experimentNamed("search-advanced").arms.map(({ title }) => title);

function advancedScores(special: Readonly<Record<string, number>>, usual = 0.7): number[] {
  return ADVANCED.map((title) => special[title] ?? usual);
}

test("one configuration wins, the first among equals, and all are measured against the model as it was", () => {
  const rows = searchRows(fakeSearch("model2", [0.7, 0.72, 0.72, 0.69]));
  assert.equal(rows.map((row) => row["won"]), ["", "winner", "", ""]);
  assert.equal(rows.map((row) => row["against the first (points)"]), [0, 2, 2, -1]);
});

test("the budget is what was used of it, and unknown times stay unknown", () => {
  const search = fakeSearch("model2", [0.7, 0.72]);
  const [row] = budgetRows([search]);
  assert.equal([row!["configurations"], row!["epochs run"], row!["CPU s"], row!["training sentences"]], [2, 12, 24, 250]);
  const { trainingCpuSeconds: _gone, ...timings } = search.results[1]!.records[0]!.timings;
  const later = { ...search.results[1]!, records: [{ ...search.results[1]!.records[0]!, timings }] };
  assert.is(budgetRows([{ ...search, results: [search.results[0]!, later] }])[0]!["CPU s"], null);
});

test("a lead is told over the next one and over the model as it was", () => {
  assert.match(searchFindings([fakeSearch("model2", [0.7, 0.72, 0.715])])[0]!, /"input dropout 0\.3" wins on validation, 2\.00 points above the model as it was and 0\.50 above the next one/);
  assert.match(searchFindings([fakeSearch("model2", [0.7, 0.69])])[0]!, /"as it was" wins on validation, which is the model as it was and 1\.00 above/);
  assert.equal(searchFindings([fakeSearch("model2", [0.7])]), []);
});

test("less dropout that does better says over-regularized, more dropout that does better says the opposite", () => {
  const less = regularizationFinding(fakeSearch("advanced", advancedScores({ "every dropout 0.1": 0.73 })), 0.002);
  assert.match(less[0]!, /less dropout \("every dropout 0\.1"\) is 3\.00 points above it; .* So validation speaks for less dropout: over-regularized/);
  const more = regularizationFinding(fakeSearch("advanced", advancedScores({ "embedding dropout 0.5": 0.74, "no recurrent dropout": 0.71 })), 0.002);
  assert.match(more[0]!, /So validation speaks for more dropout: not over-regularized/);
  const neither = regularizationFinding(fakeSearch("advanced", advancedScores({ "as it was": 0.75 })), 0.002);
  assert.match(neither[0]!, /5\.00 points below it; .* about right among those tried/);
});

test("a lead that seeds alone could make is no proof, and neither is one of which no spread is known", () => {
  const search = fakeSearch("advanced", advancedScores({ "no dropout": 0.705 }));
  assert.match(regularizationFinding(search, 0.003)[0]!, /over-regularized \(but seeds alone have a standard deviation of 0\.30 points, and two trainings of one configuration may differ as much\)/);
  assert.match(regularizationFinding(search, 0.001)[0]!, /over-regularized \(seeds alone have .* 0\.10 points; one seed each, so a hint and no proof\)/);
  assert.match(regularizationFinding(search, null)[0]!, /nothing known of other seeds: a hint, no proof/);
});

test("configurations that differ in something else than dropout have no say in it", () => {
  const other = regularizationFinding(fakeSearch("advanced", advancedScores({ "embedding 100": 0.9, "learning rate 2e-3": 0.9 })), 0.002);
  assert.match(other[0]!, /about right among those tried/);
});

test("a search of two configurations has one side only, one of a single configuration none", () => {
  assert.match(regularizationFinding(fakeSearch("advanced", [0.7, 0.72]), null)[0]!, /no configuration with more dropout was tried\. So validation speaks for less/);
  assert.equal(regularizationFinding(fakeSearch("advanced", [0.7]), null), []);
  assert.match(regularizationFinding(fakeSearch("advanced", [0, 0, 0]), null)[0]!, /No configuration of the search finds an entity/);
});

test.run();
