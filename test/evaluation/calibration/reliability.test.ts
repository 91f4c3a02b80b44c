import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import {
  brierScore, calibrationErrorByChance, expectedCalibrationError, judgements, judgeTokens, maximumCalibrationError, reliabilityBins,
  tagMatrix, topLabelBrierScore, topLabels,
} from "../../../src/evaluation/calibration";
import { createGenerator } from "../../../src/random/generator";
import { calibratedJudgements, close, says } from "./helpers";

const RUNS = { seed: 20260801 };

const judgedPairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }).map((n) => n / 20), fc.boolean()), { minLength: 1, maxLength: 60 });
const judged = judgedPairs.map((pairs) => judgements(pairs.map(([confidence]) => confidence), pairs.map(([, isRight]) => isRight)));
const numbers = fc.integer({ min: 1, max: 20 });

test("two bins by hand: half of the predictions each, with their mean confidence and their share of right ones", () => {
  const bins = reliabilityBins(judgements([0.9, 0.5, 0.8, 0.6], [1, 0, 1, 1]), { bins: 2 });
  const rows = bins.map(({ count, lowest, highest, accuracy }) => [count, lowest, highest, accuracy]);
  assert.equal(rows, [[2, 0.5, 0.6, 0.5], [2, 0.8, 0.9, 1]]);
  close(bins.map((bin) => bin.confidence), [0.55, 0.85]);
  close([expectedCalibrationError(bins), maximumCalibrationError(bins)], [0.5 * 0.05 + 0.5 * 0.15, 0.15]);
});

test("fifteen bins by default, of sizes that differ by one at most", () => {
  const sizes = reliabilityBins(judgements(Array.from({ length: 100 }, (_, i) => i / 100), new Array(100).fill(1))).map((bin) => bin.count);
  assert.is(sizes.length, 15);
  assert.equal([...new Set(sizes)].sort(), [6, 7]);
});

test("equal confidences share a bin, which then is larger, and the border of the next one does not move", () => {
  const bins = reliabilityBins(judgements([0.1, 0.5, 0.5, 0.5, 0.5, 0.9], [0, 1, 0, 1, 0, 1]), { bins: 3 });
  assert.equal(bins.map((bin) => bin.count), [5, 1]);
  assert.is(reliabilityBins(judgements(new Array(40).fill(1), new Array(40).fill(1))).length, 1);
});

test("bins hold every prediction once, in order, without a confidence in two of them, whatever the input's order", () => {
  fc.assert(fc.property(judged, numbers, (all, bins) => {
    const found = reliabilityBins(all, { bins });
    assert.is(found.reduce((sum, bin) => sum + bin.count, 0), all.confidences.length);
    assert.ok(found.length <= bins);
    for (let i = 1; i < found.length; i++) assert.ok(found[i - 1]!.highest < found[i]!.lowest);
    const reversed = judgements([...all.confidences].reverse(), [...all.correct].reverse());
    const again = reliabilityBins(reversed, { bins });
    close(again.map((bin) => bin.accuracy), found.map((bin) => bin.accuracy));
    close(again.map((bin) => bin.confidence), found.map((bin) => bin.confidence));
  }), RUNS);
});

test("the expected calibration error is at least the gap of the means and at most the largest gap of a bin", () => {
  fc.assert(fc.property(judged, numbers, (all, bins) => {
    const found = reliabilityBins(all, { bins });
    const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
    const error = expectedCalibrationError(found);
    assert.ok(error >= Math.abs(mean(all.confidences) - mean(all.correct)) - 1e-12);
    assert.ok(error <= maximumCalibrationError(found) + 1e-12);
  }), RUNS);
});

test("perfectly calibrated predictions have the error that chance predicts, which falls with the root of their number", () => {
  const generator = createGenerator(5);
  for (const count of [1500, 6000, 24000]) {
    const errors = Array.from({ length: 20 }, () => reliabilityBins(calibratedJudgements(count, generator)));
    const mean = (value: typeof calibrationErrorByChance): number => errors.reduce((sum, bins) => sum + value(bins), 0) / errors.length;
    const expected = mean(calibrationErrorByChance);
    // The sum of 15 half-normal gaps has a spread of about 20 % of its mean, the mean of 20 such sums one of 4.4 %.
    assert.ok(Math.abs(mean(expectedCalibrationError) / expected - 1) < 0.15, `${mean(expectedCalibrationError)} against ${expected}`);
    assert.ok(expected < 0.5 / Math.sqrt(count / 15));
  }
});

test("Brier's score of a distribution: 0 for certainty about gold, 2 for certainty about another tag, 2/3 for three equal tags", () => {
  const score = (row: number[], gold: number): number => brierScore(tagMatrix(Float64Array.from(row), 3), [gold]);
  assert.is(score([0, 1, 0], 1), 0);
  assert.is(score([0, 1, 0], 2), 2);
  close([score([1 / 3, 1 / 3, 1 / 3], 0), score([0.5, 0.3, 0.2], 0)], [2 / 3, 0.25 + 0.09 + 0.04]);
});

test("a gold tag that the model does not know costs what certainty of its absence deserves", () => {
  assert.is(brierScore(tagMatrix(Float64Array.of(1, 0), 2), [-1]), 2);
});

test("the top label's Brier score looks at the answer alone", () => {
  close([topLabelBrierScore(judgements([0.8, 0.6], [1, 0]))], [(0.04 + 0.36) / 2]);
});

test("with two tags the Brier score of distributions is twice that of the top label", () => {
  const token = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 1 }));
  fc.assert(fc.property(fc.array(token, { minLength: 1 }), (rows) => {
    const matrix = tagMatrix(Float64Array.from(rows.flatMap(([p]) => [p, 1 - p])), 2);
    const gold = rows.map(([, id]) => id);
    close([brierScore(matrix, gold)], [2 * topLabelBrierScore(judgeTokens(topLabels(matrix), gold))], 1e-9);
  }), RUNS);
});

test("without a prediction there is no bin and no error to report", () => {
  assert.equal(reliabilityBins(judgements([], [])), []);
  assert.ok(Number.isNaN(expectedCalibrationError([])));
});

test("wrong shapes and values are DataErrors", () => {
  assert.throws(() => judgements([0.5], []), says(DataError, /1 confidences but 0 judgements/));
  assert.throws(() => judgements([0.5, 1.5], [1, 1]), says(DataError, /Confidence 1 is 1.5/));
  assert.throws(() => reliabilityBins(judgements([], []), { bins: 0 }), says(DataError, /not 0/));
  assert.throws(() => brierScore(tagMatrix(Float64Array.of(1, 0), 2), [2]), says(DataError, /Token 0 has the gold tag id 2/));
  assert.throws(() => brierScore(tagMatrix(Float64Array.of(1, 0), 2), []), says(DataError, /1 distributions but 0 gold/));
});

test.run();
