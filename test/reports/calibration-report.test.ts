import { test } from "uvu";
import * as assert from "uvu/assert";
import { tagMatrix, type PartDistributions } from "../../src/evaluation/calibration";
import {
  calibrationFindings, calibrationOf, calibrationRows, distributionRows, reliabilityData,
} from "../../src/reports/calibration-report";
import { countOtherAnswers } from "../../src/reports/distributions";

const TAGS = ["O", "B-geo"];

/** One-token sentences whose model gives B-geo with log-odds `z`; so many of them are right. */
function part<P extends string>(name: P, z: number, right: number, all: number): PartDistributions<P> {
  const sentences = Array.from({ length: all }, (_, i) => ({
    gold: [i < right ? "B-geo" : "O"],
    logits: tagMatrix(Float32Array.of(0, z), TAGS.length),
  }));
  return { part: name, tags: TAGS, sentences };
}

const OVERCONFIDENT = { validation: part("validation", 4, 3, 4), test: part("test", 4, 3, 4) };
const SILENT = { validation: part("validation", 4, 3, 4), test: part("test", -4, 0, 4) };

test("a row before and one after scaling, for tokens and each rule of entity confidence", () => {
  const rows = calibrationRows(calibrationOf(OVERCONFIDENT));
  assert.is(rows.length, 8);
  const [before, after] = rows;
  assert.equal([before!["predictions"], before!["right %"], before!["mean confidence %"], before!["ECE %"]], [4, 75, 98.2, 23.2]);
  assert.equal([after!["right %"], after!["mean confidence %"], after!["ECE %"]], [75, 75, 0]);
});

test("scaling lowers the loss on validation, and the figure takes tokens and entities", () => {
  const calibration = calibrationOf(OVERCONFIDENT);
  const [before, after] = distributionRows(calibration);
  assert.ok(before!["validation loss (nats a token)"]! > after!["validation loss (nats a token)"]!);
  const { temperature, panels } = reliabilityData(calibration);
  assert.ok(temperature > 3.6 && temperature < 3.7);
  assert.equal(panels.map(({ label }) => label), ["Tokens", "Entities"]);
});

test("the findings say whether scaling helped, and what untempered entities claim", () => {
  const findings = calibrationFindings(calibrationOf(OVERCONFIDENT));
  assert.is(findings[0], "The temperature that fits the validation part's tokens is 3.64: it lowers confidences that were too high there.");
  assert.match(findings[1]!, /^Temperature scaling lowers the ECE of tokens: 23\.20 % before, 0\.00 % after/);
  assert.match(findings[3]!, /the 4 predicted entities claim to be right in 98\.20 % of cases and are in 75\.00 %/);
});

test("without a predicted entity there is no confidence to judge, and a dash in the row", () => {
  const calibration = calibrationOf(SILENT);
  assert.is(calibrationRows(calibration)[2]!["ECE %"], null);
  assert.ok(calibrationFindings(calibration).includes("The model predicts no entities here: there is no confidence to judge."));
});

test("tokens that a saved model answers unlike the record are counted", () => {
  assert.is(countOtherAnswers(OVERCONFIDENT.test, [["B-geo"], ["O"], ["B-geo"], ["I-geo"]]), 2);
});

test.run();
