import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { buildVocabulary } from "../../src/encoding";
import { buildModel } from "../../src/models/build";
import { exampleSentence, gateFindings, gateRows, gatesData, meansByTag, meansRows, restlessUnits } from "../../src/reports/gate-report";
import type { BilstmSteps, LstmStep } from "../../src/reports/lstm-anatomy";
import { stepsOf } from "../../src/reports/trained-lstm";
import { sentence } from "../corpus/files";

const SHOWN = sentence("they/O met/O Ada/B-per Boole/I-per in/O Paris/B-geo on/O a/O Monday/B-tim ./O");

/** A step whose gates are the given numbers, one a unit. */
function step(i: number[], f: number[], o: number[]): LstmStep {
  const of = (values: number[]) => Float64Array.from(values);
  return { i: of(i), f: of(f), candidate: of(i.map(() => -0.5)), o: of(o), c: of(i), h: of(i.map(() => -0.25)) };
}

test("the sentence shown fits a figure and has an entity of several words; failing that, it is the first", () => {
  const short = sentence("Ada/B-per Boole/I-per met/O Oslo/B-geo");
  const single = sentence("a/O b/O c/O Ada/B-per d/O Oslo/B-geo e/O f/O g/O h/O");
  assert.is(exampleSentence([short, single, SHOWN]), SHOWN);
  assert.is(exampleSentence([short, single]), short);
  assert.throws(() => exampleSentence([]), /no sentence to show/);
});

test("the units shown are those whose gates move, in order", () => {
  const steps = [step([0, 0.5, 0.1], [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]), step([1, 0.5, 0.3], [0.5, 0.5, 0.5], [0.5, 0.5, 0.5])];
  assert.equal(restlessUnits(steps, 2), [0, 2]);
});

const WORDS = { words: ["one", "two", "three"], tags: ["O", "B-geo", "O"] };
const STEPS: BilstmSteps = {
  forward: [step([0.2, 0.4], [0.9, 0.95], [0.5, 0.5]), step([0.8, 0.8], [0.05, 0.15], [0.5, 0.5]), step([0.5, 0.5], [0.5, 0.5], [0.5, 0.5])],
  backward: [step([0.5, 0.5], [0.5, 0.5], [0.5, 0.5]), step([0.5, 0.5], [0.6, 0.6], [0.5, 0.5]), step([0.5, 0.5], [0.4, 0.4], [0.5, 0.5])],
};

test("a gate's row says where along the sentence its mean is lowest and highest", () => {
  const forget = gateRows(WORDS, STEPS).find((row) => row["read"] === "forward" && row["gate"] === "Forget gate f")!;
  assert.equal([forget["mean lowest at"], forget["mean highest at"]], ["two (0.10)", "one (0.93)"]);
  assert.equal([forget["closed (below 0.1) %"], forget["open (above 0.9) %"]], [16.7, 16.7]);
});

test("the figure's first row is the mean of all units, and every gate has a value for each row and token", () => {
  const data = gatesData(WORDS, STEPS, "forward");
  assert.equal(data.rows[0], "mean");
  assert.equal(data.gates[1]!.values[0]!.map((value) => value.toFixed(3)), ["0.925", "0.100", "0.500"]);
  for (const { values } of data.gates) assert.equal(values.map((row) => row.length), data.rows.map(() => 3));
});

test("means by tag are over the tokens of that tag alone, and classes without a token are left out", async () => {
  await startBackend();
  const vocabulary = buildVocabulary([SHOWN], { minimumCount: 1, maximumSize: null });
  const model = buildModel("model2", { vocabulary: vocabulary.size, tags: 7, seed: 1 }, { embedding: 5, units: 3, dropout: 0, recurrentDropout: 0, outputDropout: 0, masked: true });
  const bundle = { model, vocabulary };
  const means = meansByTag(bundle, [SHOWN]);
  assert.equal(meansRows(means).map((row) => [row["read"], row["gold tag"], row["tokens"]]), [
    ["forward", "O", 6], ["forward", "B-", 3], ["forward", "I-", 1], ["backward", "O", 6], ["backward", "B-", 3], ["backward", "I-", 1],
  ]);
  const { forward } = stepsOf(bundle, SHOWN);
  const inside = forward[3]!.f.reduce((sum, value) => sum + value, 0) / 3;
  assert.ok(Math.abs(means[2]!.f - inside) < 1e-12);
  assert.equal(meansByTag(bundle, [sentence("it/O rains/O")]).map(({ tags }) => tags), ["O", "O"]);
  model.dispose();
});

test("findings say more open, less open or about as open, whichever it is", () => {
  const [outside, first] = [{ i: 0.4, f: 0.7, o: 0.5 }, { i: 0.6, f: 0.5, o: 0.503 }].map((gates, k) => ({
    direction: "forward" as const, tags: (["O", "B-"] as const)[k]!, tokens: 10, h: 0.1, ...gates,
  }));
  const findings = gateFindings(WORDS, STEPS, [outside!, first!]);
  assert.is(findings.length, 2);
  assert.match(findings[0]!, /read forward, the forget gate's mean is lowest at two \(0\.10\)/);
  assert.match(findings[1]!, /the forget gate is less open \(0\.50 against 0\.70\), the input gate more open \(0\.60 against 0\.40\) and the output gate about as open/);
});

test.run();
