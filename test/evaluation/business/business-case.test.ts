import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import {
  assumed, businessCase, INPUT_NAMES, measured, measuredErrorRates, PRICED_RANGES, returnInPercent, savingPerMonth, SEED_INPUTS, sweep,
  SWEPT_RANGES, tornado, withInputs, withPriceOfErrors, withValue, type BusinessInputs, type InputName,
} from "../../../src/evaluation/business";
import { close, says } from "../calibration/helpers";

const RUNS = { seed: 20260801 };

/** Model 2's counts on the GMB test part, seed 0. */
const RATES = measuredErrorRates({ all: { support: 16836, predicted: 15851, correct: 13252 } }, 7194, "an example");
const PRICED = withPriceOfErrors(SEED_INPUTS, RATES);
const QUALITY: readonly InputName[] = ["precision", "recall"];

const amount = (max: number) => fc.double({ min: 1, max, noNaN: true });
const fraction = fc.double({ min: 0.01, max: 1, noNaN: true });
const inputs: fc.Arbitrary<BusinessInputs> = fc.record({
  annotators: amount(100), annotatorMonthlyCost: amount(1e4), infrastructureMonthlyCost: amount(1e4), maintenanceMonthlyCost: amount(1e4),
  developmentCost: amount(1e6), documentsPerMonth: amount(1e6), sentencesPerDocument: amount(100), entitiesPerSentence: amount(5),
  precision: fraction, recall: fraction, correctedShare: fraction, minutesPerError: amount(10), hourlyWage: amount(100),
}).map((values) => Object.fromEntries(INPUT_NAMES.map((name) => [name, assumed(values[name], "", "")])) as unknown as BusinessInputs);

test("ten annotators at 5,000 against 2,000 + 1,000 return 1,566.67 % a month and cost 94 % less", () => {
  const { returnOnInvestment, costReduction, monthlyCost, monthlySaving } = businessCase(SEED_INPUTS);
  assert.equal([monthlyCost.manual, monthlyCost.automated, monthlySaving], [50000, 3000, 47000]);
  close([returnOnInvestment!, costReduction!], [47 / 3, 0.94]);
});

test("no input of that case is measured, and the quality of the model does not enter it", () => {
  assert.ok(INPUT_NAMES.every((name) => SEED_INPUTS[name].source === "assumption"));
  for (const name of QUALITY) {
    const returns = sweep(SEED_INPUTS, name, [0.05, 0.5, 0.999]).map(({ result }) => result.returnOnInvestment);
    assert.is(new Set(returns).size, 1);
  }
});

test("a model that finds nothing right returns the same 1,566.67 %", () => {
  const useless = withInputs(SEED_INPUTS, { precision: measured(0, "fraction", "all-O"), recall: measured(0, "fraction", "all-O") });
  close([businessCase(useless).returnOnInvestment!], [47 / 3]);
});

test("with a price of errors both precision and recall raise the return", () => {
  for (const name of QUALITY) {
    const returns = sweep(PRICED, name, [0.5, 0.7, 0.9, 1]).map(({ result }) => result.returnOnInvestment!);
    assert.equal(returns, [...returns].sort((a, b) => a - b));
    assert.is(new Set(returns).size, 4);
  }
});

test("by hand: 100 entities, 80 found among 100 predicted, are 20 missed and 20 spurious; ten minutes each at 30 an hour are 200", () => {
  const small = withInputs(SEED_INPUTS, {
    documentsPerMonth: assumed(1, "", ""), sentencesPerDocument: assumed(10, "", ""), entitiesPerSentence: assumed(10, "", ""),
    precision: assumed(0.8, "", ""), recall: assumed(0.8, "", ""), minutesPerError: assumed(10, "", ""), hourlyWage: assumed(30, "", ""),
    developmentCost: assumed(93600, "", ""),
  });
  const { errorsPer1000Documents, monthlyCost, breakEven, costPerDocument } = businessCase(small);
  close(Object.values(errorsPer1000Documents), [20000, 20000, 40000], 1e-8);
  close([monthlyCost.correction, costPerDocument.automated!, costPerDocument.manual!], [200, 3200, 50000], 1e-9);
  close([breakEven.months!, breakEven.minutesPerError!, breakEven.documentsPerMonth!], [2, 2350, 235], 1e-8);
});

test("measured rates come from counts and say so", () => {
  close([RATES.entitiesPerSentence.value, RATES.precision.value, RATES.recall.value], [16836 / 7194, 13252 / 15851, 13252 / 16836]);
  assert.ok(Object.values(RATES).every(({ source, note }) => source === "measurement" && note === "an example"));
  const none = measuredErrorRates({ x: { support: 5, predicted: 0, correct: 0 } }, 1, "all-O");
  assert.equal([none.precision.value, none.recall.value], [0, 0]);
});

test("errors per 1,000 documents are the counts themselves, scaled", () => {
  const { missed, spurious } = businessCase(PRICED).errorsPer1000Documents;
  const sentences = 1000 * PRICED.sentencesPerDocument.value;
  close([missed, spurious], [((16836 - 13252) / 7194) * sentences, ((15851 - 13252) / 7194) * sentences], 1e-8);
});

test("the return is saving over cost, the reduction saving over manual cost, whatever the inputs", () => {
  fc.assert(fc.property(inputs, (each) => {
    const { monthlyCost, monthlySaving, returnOnInvestment, costReduction } = businessCase(each);
    const scale = monthlyCost.manual + monthlyCost.automated;
    close([((1 + returnOnInvestment!) * monthlyCost.automated) / scale], [monthlyCost.manual / scale], 1e-9);
    close([((1 - costReduction!) * monthlyCost.manual) / scale], [monthlyCost.automated / scale], 1e-9);
    assert.is(monthlySaving > 0, returnOnInvestment! > 0);
  }), RUNS);
});

test("at the break-even inputs nothing is saved", () => {
  fc.assert(fc.property(inputs, (each) => {
    const { breakEven, monthlyCost } = businessCase(each);
    for (const name of ["minutesPerError", "documentsPerMonth"] as const) {
      const value = breakEven[name];
      if (value === null) continue;
      const left = businessCase(withValue(each, name, value)).monthlySaving;
      assert.ok(Math.abs(left) <= 1e-9 * monthlyCost.manual, `${name}: ${left}`);
    }
  }), RUNS);
});

test("development is repaid after its cost over the saving, at once if it was free, never without a saving", () => {
  assert.is(businessCase(SEED_INPUTS).breakEven.months, 0);
  close([businessCase(withValue(SEED_INPUTS, "developmentCost", 94000)).breakEven.months!], [2]);
  assert.is(businessCase(withValue(PRICED, "minutesPerError", 5)).breakEven.months, null);
});

test("a tornado lists the widest effect first, and as claimed six of ten inputs have none", () => {
  const { base, bars } = tornado(SEED_INPUTS, SWEPT_RANGES, returnInPercent);
  close([base], [4700 / 3], 1e-9);
  const widths = bars.map(({ atLow, atHigh }) => Math.abs(atHigh - atLow));
  assert.equal(widths, [...widths].sort((a, b) => b - a));
  const idle = bars.filter(({ atLow, atHigh }) => atLow === atHigh).map(({ input }) => input);
  assert.equal(idle, ["documentsPerMonth", "sentencesPerDocument", "precision", "recall", "correctedShare", "hourlyWage"]);
});

test("with a price of errors every input has an effect, and the unmeasured minutes per error the largest", () => {
  const { bars } = tornado(PRICED, PRICED_RANGES, returnInPercent);
  assert.ok(bars.every(({ atLow, atHigh }) => atLow !== atHigh));
  assert.equal([bars[0]!.input, bars[0]!.source], ["minutesPerError", "assumption"]);
});

test("a bar holds the output at both ends of its range with all other inputs as given", () => {
  const { bars } = tornado(PRICED, { recall: { low: 0.7, high: 0.9 } }, savingPerMonth);
  assert.equal(bars.map(({ input, base, low, high }) => [input, base, low, high]), [["recall", RATES.recall.value, 0.7, 0.9]]);
  assert.is(bars[0]!.atHigh, businessCase(withValue(PRICED, "recall", 0.9)).monthlySaving);
});

test("inputs out of their range are DataErrors that name them", () => {
  assert.throws(() => businessCase(withValue(SEED_INPUTS, "annotators", -1)), says(DataError, /annotators is -1 people/));
  assert.throws(() => businessCase(withValue(SEED_INPUTS, "recall", 80)), says(DataError, /recall is 80; give a fraction/));
  assert.throws(() => businessCase(withValue(SEED_INPUTS, "precision", 0)), says(DataError, /precision of 0 excludes a recall of 0.999/));
  const backwards = { recall: { low: 1, high: 0.5 } };
  assert.throws(() => tornado(SEED_INPUTS, backwards, savingPerMonth), says(DataError, /recall runs from 1 to 0.5/));
});

test("the inputs stay as they were", () => {
  const before = JSON.stringify(SEED_INPUTS);
  tornado(withPriceOfErrors(SEED_INPUTS, RATES), PRICED_RANGES, savingPerMonth);
  assert.is(JSON.stringify(SEED_INPUTS), before);
});

test.run();
