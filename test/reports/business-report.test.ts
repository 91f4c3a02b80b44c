import { test } from "uvu";
import * as assert from "uvu/assert";
import { INPUT_NAMES } from "../../src/evaluation";
import * as business from "../../src/reports/business-report";
import { temporaryFolder } from "../corpus/files";
import { tinyCorpus } from "../support/sentences";
import { fakeComparison, studyIn } from "./comparisons";

const study = studyIn(temporaryFolder(), tinyCorpus(200));
const comparison = fakeComparison(study, [0.3, 0.2], [0.05, 0.1]);
const priced = business.pricedSystems(study, comparison);
const best = business.bestPriced(priced);

test("the claimed 1,566 % follow from their inputs, and from no quality of the model", () => {
  const [returns] = business.auditRows();
  assert.equal([returns!["stated"], returns!["derived"], returns!["verdict"]], [1566, 1566.67, "assumption"]);
  const claimed = business.tornadoData(best).panels[0]!;
  assert.is(claimed.base.toFixed(2), "1566.67");
  const idle = claimed.bars.filter(({ atLow, atHigh }) => atLow === atHigh).map(({ input }) => input);
  assert.ok(idle.includes("precision") && idle.includes("recall"));
});

test("every input stands in the table with its source; error rates are measured, all others assumed", () => {
  const rows = business.inputRows(best.inputs);
  assert.equal(rows.map(({ input }) => input), [...INPUT_NAMES]);
  const measured = rows.filter(({ source }) => source === "measurement").map(({ input }) => input);
  assert.equal(measured, ["entitiesPerSentence", "precision", "recall"]);
});

test("several seeds are priced at the rates of all of them together", () => {
  const found = comparison.models[1]!.records.map(({ metrics }) => metrics.test.entities.discard.micro.recall);
  assert.is(best.title, "Advanced");
  assert.is(best.inputs.recall.value.toFixed(12), ((found[0]! + found[1]!) / 2).toFixed(12));
  assert.match(best.inputs.recall.note, /2 seeds/);
});

test("the case as claimed comes first, all-O automates nothing, and fewer errors save more", () => {
  const rows = business.caseRows(priced);
  assert.equal(rows.map((row) => row["case"]), ["as claimed: an error costs nothing", "Look-up table", "Model 2", "Advanced"]);
  const saving = rows.map((row) => Number(row["saving a month"]));
  assert.is(saving[0], 47000);
  assert.ok(saving[3]! > saving[2]! && saving[2]! > saving[1]!);
});

test("without minutes for an error the sweep gives the claim back, and with more of them less and less", () => {
  const savings = business.minuteRows(best).map((row) => Number(row["saving a month"]));
  assert.is(savings[0], 47000);
  assert.equal(savings, [...savings].sort((a, b) => b - a));
  assert.match(business.businessFindings(best)[0]!, /1,566\.7 % a month, and would give it with any precision and recall/);
});

test("rates outside of the swept ranges stretch them; where nothing is found, they are not swept at all", () => {
  const poor = business.pricedSystems(study, fakeComparison(study, [0.9], [1]));
  const [model2, advanced] = ["Model 2", "Advanced"].map((title) => poor.find((system) => system.title === title)!);
  const bar = business.tornadoData(model2!).panels[1]!.bars.find(({ input }) => input === "recall")!;
  assert.is(bar.low, model2!.inputs.recall.value);
  const idle = business.tornadoData(advanced!).panels[1]!.bars.map(({ input }) => input);
  assert.ok(!idle.includes("recall") && !idle.includes("precision") && idle.includes("minutesPerError"));
});

test.run();
