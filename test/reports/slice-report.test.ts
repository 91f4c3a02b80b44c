import { test } from "uvu";
import * as assert from "uvu/assert";
import { sliceData, sliceFindings, sliceMeans, sliceRows, systemSlices, testRules } from "../../src/reports/slice-report";
import { PART, TRAINING } from "./hand-made";

const RULES = testRules(TRAINING, PART.sentences, "reference");
const SLICES = systemSlices(PART, RULES);

test("slices are averaged over seeds, and their gold mentions add up to the part's under every rule", () => {
  const means = sliceMeans(SLICES[0]!);
  const [seen, unseen] = means.filter(({ rule }) => rule === "string with type in training");
  assert.equal([seen!.support, seen!.recall], [3, (2 / 3 + 1) / 2]);
  assert.equal([unseen!.support, unseen!.recall], [2, (1 / 2 + 1) / 2]);
  for (const { name } of RULES) {
    assert.is(means.filter(({ rule }) => rule === name).reduce((sum, { support }) => sum + support, 0), 5, name);
  }
});

test("sentences that repeat training are told from new ones by the training sentences that were used", () => {
  const rules = testRules([PART.sentences[0]!], PART.sentences, "reference");
  const nearness = sliceMeans(systemSlices(PART, rules)[0]!).filter(({ rule }) => rule === "its sentence in training");
  assert.equal(nearness.map(({ slice, support }) => [slice, support]), [["duplicate", 2], ["near", 0], ["new", 3]]);
});

test("a row holds every system's F1 and one system's precision and recall; a slice without mentions has none", () => {
  const rows = sliceRows(SLICES, "model2");
  const row = (rule: string, slice: string) => rows.find((each) => each["mentions by"] === rule && each["slice"] === slice)!;
  const seen = row("string with type in training", "seen");
  assert.equal([seen["Look-up table F1 %"], seen["Model 2 R %"]], [0, 83.33]);
  assert.is(row("mention length", "4+")["Model 2 F1 %"], null);
  assert.is(sliceData(SLICES).rows.length, rows.length);
});

test("the findings say what was unseen, where the model leads, and what length costs", () => {
  const findings = sliceFindings(SLICES, "model2", "look-up");
  assert.is(findings[0], "40.00 % of the test mentions were never seen with their type in training. Model 2 finds 75.00 % of them, and 83.33 % of those that were.");
  assert.match(findings[1]!, /^On mentions seen with their type, Model 2's F1 is [\d.]+ points higher beside that of Look-up table; on the others, /);
  assert.match(findings[2]!, /^Mentions of one token .* those of 3 tokens at 50\.00 % \(1 mention\)\.$/);
});

test("a system that is not there is an error", () => {
  assert.throws(() => sliceRows(SLICES, "advanced"), /no slices of "advanced"/);
});

test.run();
