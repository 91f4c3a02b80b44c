import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import {
  fitTemperatureOnValidation, logProbabilities, negativeLogLikelihood, softmaxRows, tagMatrix, TEMPERATURE_RANGE, type TagMatrix,
} from "../../../src/evaluation/calibration";
import { createGenerator } from "../../../src/random/generator";
import { calibratedLogits, close, says, scaled } from "./helpers";

const RUNS = { seed: 20260801 };

const fit = (logits: TagMatrix, gold: ArrayLike<number>) => fitTemperatureOnValidation({ part: "validation", logits, gold });

test("by hand: odds of e^2 to 1 that come true 3 times in 4 want the temperature 2 / ln 3", () => {
  const logits = tagMatrix(Float64Array.of(2, 0, 2, 0, 2, 0, 2, 0), 2);
  const { temperature, after, inRange } = fit(logits, [0, 0, 0, 1]);
  close([temperature], [2 / Math.log(3)], 1e-8);
  close([after], [-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25))], 1e-12);
  assert.ok(inRange);
});

test("logits that are calibrated already want about temperature 1, and k times them about k", () => {
  const { logits, gold } = calibratedLogits(20000, 5, createGenerator(8));
  // The standard error of 1/T is (n · mean variance of the logits)^−1/2, below 0.01 here.
  const { temperature } = fit(logits, gold);
  assert.ok(Math.abs(temperature - 1) < 0.03, String(temperature));
  for (const k of [0.25, 1.7, 6]) close([fit(scaled(logits, k), gold).temperature / k], [temperature], 1e-6);
});

test("no other temperature makes the gold tags more probable", () => {
  const { logits, gold } = calibratedLogits(400, 4, createGenerator(3));
  const { temperature, before, after } = fit(scaled(logits, 2.5), gold);
  assert.ok(after <= before);
  for (const factor of [0.5, 0.99, 0.999, 1.001, 1.01, 2]) {
    assert.ok(negativeLogLikelihood(scaled(logits, 2.5), gold, temperature * factor) > after, String(factor));
  }
});

test("the fit is the best of a fine grid, whatever the logits", () => {
  const row = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 3, maxLength: 3 });
  const rows = fc.array(fc.tuple(row, fc.integer({ min: 0, max: 2 })), { minLength: 1, maxLength: 12 });
  fc.assert(fc.property(rows, (tokens) => {
    const logits = tagMatrix(Float64Array.from(tokens.flatMap(([values]) => values)), 3);
    const gold = tokens.map(([, id]) => id);
    const { temperature, after } = fit(logits, gold);
    assert.ok(temperature >= TEMPERATURE_RANGE.lowest - 1e-12 && temperature <= TEMPERATURE_RANGE.highest + 1e-9);
    for (let exponent = -2; exponent <= 2; exponent += 0.05) {
      assert.ok(negativeLogLikelihood(logits, gold, 10 ** exponent) >= after - 1e-9);
    }
  }), RUNS);
});

test("probabilities serve as well as logits", () => {
  const { logits, gold } = calibratedLogits(500, 4, createGenerator(4));
  const overconfident = scaled(logits, 3);
  const fromProbabilities = fit(logProbabilities(softmaxRows(overconfident)), gold);
  close([fromProbabilities.temperature], [fit(overconfident, gold).temperature], 1e-6);
});

test("where every answer is right, or worse than chance, the temperature stays at the end of its range and says so", () => {
  const logits = tagMatrix(Float64Array.of(1, 0, 0, 1), 2);
  const right = fit(logits, [0, 1]);
  assert.equal([right.temperature, right.inRange], [TEMPERATURE_RANGE.lowest, false]);
  const wrong = fit(logits, [1, 0]);
  assert.equal([wrong.temperature, wrong.inRange], [TEMPERATURE_RANGE.highest, false]);
});

test("a gold tag that the model does not know moves no temperature", () => {
  const four = tagMatrix(Float64Array.of(2, 0, 2, 0, 2, 0, 2, 0, 5, 1), 2);
  close([fit(four, [0, 0, 0, 1, -1]).temperature], [2 / Math.log(3)], 1e-8);
});

test("the fit on any other part than validation is refused, by the compiler and when run", () => {
  const logits = tagMatrix(Float64Array.of(1, 0), 2);
  // @ts-expect-error: the part must be "validation".
  const onTest = () => fitTemperatureOnValidation({ part: "test", logits, gold: [0] });
  assert.throws(onTest, says(DataError, /validation part only, not on "test"/));
  assert.throws(() => fit(tagMatrix(new Float64Array(0), 2), []), says(DataError, /no token with a known gold tag/));
});

test.run();
