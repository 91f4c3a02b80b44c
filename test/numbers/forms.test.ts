import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { TrialRecord } from "../../src/experiments/record";
import { experimentNamed } from "../../src/experiments/manifest/catalog";
import { agreementNumbers } from "../../src/numbers/families/agreement";
import { arms, tuning } from "../../src/numbers/families/arms";
import { claims } from "../../src/numbers/families/claims";
import { complexity } from "../../src/numbers/families/complexity";
import { headline } from "../../src/numbers/families/headline";
import { lengths } from "../../src/numbers/families/lengths";
import type { AddressedNumber } from "../../src/numbers/number";
import { openSources, type Sources } from "../../src/numbers/sources";
import { bookOf, scoredRecord } from "./hand-made";

const test = suite("forms of numbers");
const root = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-forms-"));
test.after(() => fs.rmSync(root, { recursive: true }));

function textsIn(numbers: readonly AddressedNumber[]): (key: string) => string | undefined {
  return (key) => numbers.find((each) => each.key === key)?.text;
}

/** Sources whose notebooks hold one table. */
function showing(notebook: string, caption: string, columns: readonly string[], ...rows: readonly (readonly string[])[]): Sources {
  const table: Sources["table"] = (number, pattern) =>
    number === notebook && pattern.test(caption) ? { notebook: `notebooks/${notebook}-x.ipynb`, caption, columns, rows } : null;
  return { ...openSources(bookOf({}), root), table };
}

test("a grid on the whole training part has addresses of its own, beside that on a part", () => {
  const columns = ["embedding dimension", "minus base (points)", "95 % interval", "the value is"];
  const of = (caption: string) => textsIn(complexity.numbers(showing("10", caption, columns, ["8", "-0.17", "−0.41 to 0.09", "worse"], ["50", "–", "–", "base"])));
  const whole = of("Embedding dimension, whole training part");
  assert.equal(["", "-interval", "-verdict"].map((end) => whole(`embedding-full-8-minus-base${end}`)), ["−0.17 points", "−0.41 to 0.09 points", "worse"]);
  assert.is(whole("embedding-full-50-minus-base"), undefined);
  assert.is(whole("embedding-8-minus-base"), undefined);
  assert.is(of("Embedding dimension")("embedding-full-8-minus-base"), undefined);
  assert.is(of("Embedding dimension, whole training part: training")("embedding-full-8-minus-base"), undefined);
});

test("a law has its interval, what it foretold, and what twice the data would bring", () => {
  const columns = ["system", "95 % interval", "largest size foretold from the others, F1 %", "extrapolated, 95 % interval"];
  const text = textsIn(complexity.numbers(showing("10", "error = scale × sentences ^ exponent", columns, ["Model 2", "−0.468 to −0.156", "85.39", "1.94 to 5.22"])));
  assert.equal(["exponent-interval", "foretold", "twice-interval"].map((end) => text(`learning-curve-model2-${end}`)), ["−0.468 to −0.156", "85.39 %", "1.94 to 5.22 points"]);
});

test("bytes are told apart by one sentence and a batch, whatever its tokens", () => {
  const columns = ["model", "batch", "weights read, program", "FLOPs a byte"];
  const rows = [["Model 2", "one sentence, 21 tokens", "328622", "0.7"], ["Model 2", "32 sentences, 907 tokens", "20152", "9.2"]];
  const text = textsIn(complexity.numbers(showing("11", "Bytes a token while tagging", columns, ...rows)));
  assert.equal(["alone-weights", "batch-weights", "alone-intensity", "batch-intensity"].map((end) => text(`bytes-model2-${end}`)), ["328,622 bytes", "20,152 bytes", "0.7", "9.2"]);
});

test("a search has its processor seconds, and a slope its interval where there is one", () => {
  const budget = textsIn(complexity.numbers(showing("11", "The budget, and what was used of it", ["model", "CPU s"], ["Model 2", "535.500"], ["Advanced", "1138.000"])));
  assert.equal([budget("search-budget-model2-cpu-seconds"), budget("search-budget-advanced-cpu-seconds")], ["536 s", "1,138 s"]);
  const columns = ["what grows", "with", "slope ± standard error", "95 % interval"];
  const slopes = textsIn(complexity.numbers(showing("11", "Model 2: slopes in log–log space", columns, ["FLOPs", "units", "1.561", "–"], ["Error", "units", "−0.017 ± 0.004", "−0.025 to −0.009"])));
  assert.equal([slopes("slope-error-units-interval"), slopes("slope-flops-units"), slopes("slope-flops-units-interval")], ["−0.025 to −0.009", "1.561", undefined]);
});

test("cutting is measured against the longest length, which has no difference to itself", () => {
  const columns = ["length", "minus 104 (points)", "with seeds", "against 104"];
  const text = textsIn(lengths.numbers(showing("08", "Strict F1 against the longest length", columns, ["35", "−0.62", "−1.30 to 0.03", "not distinguishable"], ["104", "–", "–", "–"])));
  assert.equal(["", "-interval-with-seeds", "-verdict"].map((end) => text(`length-35-minus-104${end}`)), ["−0.62 points", "−1.30 to 0.03 points", "not distinguishable"]);
  assert.is(text("length-104-minus-104"), undefined);
});

const SCORES = [0, 1, 2].map((seed) => scoredRecord(String(seed).repeat(16), seed, 0.8 + seed / 100));

test("processor seconds are a mean over seeds, and none where a record lacks its own", () => {
  const timed = (seconds: readonly (number | undefined)[]): TrialRecord[] =>
    SCORES.map((record, i) => ({ ...record, timings: { ...record.timings, ...(seconds[i] !== undefined && { trainingCpuSeconds: seconds[i] }) } } as TrialRecord));
  const text = (seconds: readonly (number | undefined)[]) => textsIn(arms.numbers(openSources(bookOf({ attention: { with: timed(seconds) } }, 3), root)))("attention-with-cpu-seconds");
  assert.equal([text([600, 660, 732]), text([600, 660, undefined])], ["664 s", undefined]);
});

test("the deviation over seeds of a headline model is in points, and one seed has none", () => {
  const text = (records: readonly TrialRecord[]) =>
    textsIn(headline.numbers(openSources(bookOf({ headline: { advanced: records } }, records.length), root)))("advanced-validation-deviation");
  assert.equal([text(SCORES), text(SCORES.slice(0, 1))], ["1.00 points", undefined]);
});

/** A search of a model in which every configuration has the score given, but those with a score of their own. */
function searchOf(scores: Readonly<Record<number, number>>, leftOut = -1): Sources {
  const { arms: configurations } = experimentNamed("search-advanced");
  const record = (i: number) => ({ ...scoredRecord(`search${i}`, 0, scores[i] ?? 0.5), kind: "search" }) as unknown as TrialRecord;
  const trials = configurations.map(({ id }, i) => [id, i === leftOut ? [] : [record(i)]] as const);
  return openSources(bookOf({ "search-advanced": Object.fromEntries(trials) }, 1), root);
}

test("a search's lead is that of its winner over the next one, and is not known before every configuration is", () => {
  const lead = (sources: Sources) => textsIn(tuning.numbers(sources))("search-advanced-lead");
  assert.is(lead(searchOf({ 1: 0.7704, 3: 0.77 })), "0.04 points");
  assert.is(lead(searchOf({ 1: 0.7704, 3: 0.77 }, 2)), undefined);
});

function gridsWith(small: readonly number[], large: readonly number[]): AddressedNumber[] {
  const values = experimentNamed("embedding-full").arms.slice(0, 3).map(({ id }) => id);
  const own = (name: string, scores: readonly number[]) => Object.fromEntries(values.map((id, i) => [id, [scoredRecord(`${name}${i}`, 0, scores[i]!)]]));
  return agreementNumbers(bookOf({ embedding: own("small", small), "embedding-full": own("large", large) }, 1));
}

test("two grids agree in as many pairs as both order alike", () => {
  const text = (numbers: readonly AddressedNumber[]) => ["alike", "pairs", "p"].map((end) => textsIn(numbers)(`embedding-agreement-${end}`));
  assert.equal(text(gridsWith([0.1, 0.2, 0.3], [0.4, 0.5, 0.6])), ["3", "3", "0.17"]);
  assert.equal(text(gridsWith([0.1, 0.2, 0.3], [0.4, 0.6, 0.5])), ["2", "3", "0.50"]);
  assert.equal(agreementNumbers(bookOf({})), []);
});

test("grids agree in nothing before each of their arms has all its records", () => {
  const one = [scoredRecord("a", 0, 0.1)];
  const [first, second] = experimentNamed("embedding-full").arms.map(({ id }) => id);
  const book = bookOf({ embedding: { [first!]: one, [second!]: one }, "embedding-full": { [first!]: one, [second!]: [] } }, 1);
  assert.equal(agreementNumbers(book), []);
});

test("attention has the numbers of its paired test, and none without one", () => {
  const sources = openSources(bookOf({}), root);
  const evidence = { ...sources.evidence(), attention: () => ({ outcome: "not distinguishable", points: "−0.26", interval: "−0.52 to 0.01", p: "0.0507" }) as const };
  const text = textsIn(claims.numbers({ ...sources, evidence: () => evidence }));
  assert.equal(["", "-interval", "-p", "-verdict"].map((end) => text(`attention-with-minus-without${end}`)), ["−0.26 points", "−0.52 to 0.01 points", "0.0507", "not distinguishable"]);
  assert.is(textsIn(claims.numbers(sources))("attention-with-minus-without"), undefined);
});

test.run();
