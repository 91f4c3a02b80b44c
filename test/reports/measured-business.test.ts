import { test } from "uvu";
import * as assert from "uvu/assert";
import { businessCase, SEED_INPUTS, withPriceOfErrors, measured } from "../../src/evaluation";
import type { PricedSystem } from "../../src/reports/business-report";
import * as money from "../../src/reports/measured-business";
import type { RouterEconomics } from "../../src/reports/router-report";
import { LOAD, loadWith, madeStep } from "./load-tests";

const RATES = { entitiesPerSentence: measured(2, "", ""), precision: measured(0.8, "fraction", ""), recall: measured(0.8, "fraction", "") };
const SYSTEM: PricedSystem = { title: "Model 2", f1: 0.8, inputs: withPriceOfErrors(SEED_INPUTS, RATES) };
const ECONOMICS = { models: [{ slot: "model2", cost: { processor: 0.1, p95: null } }] } as unknown as RouterEconomics;
const COST = { milliseconds: 0.5, source: "made", wholeService: true };

test("a sentence costs what the whole service spent on it; without a load test, what the model alone takes", () => {
  assert.equal([money.sentenceCost(LOAD, ECONOMICS)!.milliseconds, money.sentenceCost(LOAD, ECONOMICS)!.wholeService], [0.5, true]);
  assert.equal([money.sentenceCost(null, ECONOMICS)!.milliseconds, money.sentenceCost(null, ECONOMICS)!.wholeService], [0.1, false]);
  const untold = loadWith([madeStep({ scenario: "Model 2", rate: 100, p95: 5, changes: { cpuSeconds: { server: null, front: null, generator: 1 } } })]);
  assert.is(money.sentenceCost(untold, ECONOMICS)!.wholeService, false);
  assert.is(money.sentenceCost(null, null), null);
});

test("ten million documents of ten sentences a day are 1,157 sentences a second, and half a millisecond each keeps 0.58 cores busy", () => {
  const { sentencesASecond, busyCores, rentedCores, monthly } = money.volumeOf(10_000_000, COST, SEED_INPUTS);
  assert.is(sentencesASecond.toFixed(1), "1157.4");
  assert.is(busyCores.toFixed(4), "0.5787");
  // Five times the mean at the peak, 70 % of a core planned with: 4.13 cores.
  assert.is(rentedCores, 5);
  assert.is(monthly.toFixed(2), (5 * 730.5 * 0.05).toFixed(2));
});

test("cores stand by however little there is to do, and a thousand documents cost the less the more there are", () => {
  const rows = money.volumeRows(COST);
  assert.is(rows[0]!["cores rented"], 4);
  const costs = rows.map((row) => row["in 1,000 documents"] as number);
  assert.ok(costs[0]! > costs[1]! && costs[1]! > costs[2]!);
  const prices = money.priceRows(COST).map((row) => Object.values(row)[1] as number);
  assert.ok(prices.every((price, i) => i === 0 || price > prices[i - 1]!));
});

test("the cost is Model 2's, and so is the case that it enters", () => {
  const better = { ...SYSTEM, title: "Advanced", f1: 0.9 };
  assert.is(money.servedOf([better, SYSTEM]).title, "Model 2");
  assert.is(money.servedOf([{ ...SYSTEM, title: "Look-up table" }, better]).title, "Advanced");
});

test("the measured cost takes the place of the claimed infrastructure and of nothing else", () => {
  const here = money.withMeasuredCost(SYSTEM, COST);
  const { infrastructureMonthlyCost: changed, ...others } = here.inputs;
  const { infrastructureMonthlyCost: _, ...before } = SYSTEM.inputs;
  assert.equal(others, before);
  assert.is(changed.value.toFixed(2), (4 * 730.5 * 0.05).toFixed(2));
  assert.is(changed.source, "assumption");
  assert.is(businessCase(here.inputs).monthlyCost.manual, businessCase(SYSTEM.inputs).monthlyCost.manual);
});

test("the finding says whether errors or machines are what it costs", () => {
  const [errors] = money.measuredBusinessFindings(COST, SYSTEM);
  assert.match(errors!, /machines of the business case cost 146 a month where 2,000 are claimed/);
  assert.match(errors!, /its errors, not its machines/);
  assert.match(money.measuredBusinessFindings({ ...COST, milliseconds: 5e6 }, SYSTEM)[0]!, /its machines are what it costs/);
  assert.match(money.measuredBusinessFindings({ ...COST, wholeService: false }, SYSTEM)[0]!, /the model alone: a service takes more/);
});

test("without a cost, or with a model that finds nothing, there is nothing to say", () => {
  assert.equal(money.measuredBusinessFindings(null, SYSTEM), []);
  assert.equal(money.measuredBusinessFindings(COST, { ...SYSTEM, f1: 0 }), []);
  assert.equal([money.volumeRows(null), money.priceRows(null)], [[], []]);
  assert.match(money.costText(null), /No cost of a sentence is known/);
});

test.run();
