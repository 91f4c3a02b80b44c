import * as fc from "fast-check";
import { Counter, Gauge, Registry } from "prom-client";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DataError } from "../../../src/errors";
import { parseExposition } from "../../../src/serving/monitor/exposition";

test("samples are read with labels, timestamps dropped; comments and blank lines are nothing", () => {
  const text = '# HELP a What\n# TYPE a counter\na{x="1",y="two"} 3 1700000000000\n\nb 4.5e-3\r\n c_total{} 7';
  assert.equal(parseExposition(text).map(({ name, labels, value }) => [name, { ...labels }, value]), [
    ["a", { x: "1", y: "two" }, 3], ["b", {}, 0.0045], ["c_total", {}, 7],
  ]);
});

test("infinities and what is no number are read as such", () => {
  const values = parseExposition("a +Inf\nb -Inf\nc NaN\nd Nan").map(({ value }) => value);
  assert.equal(values, [Infinity, -Infinity, NaN, NaN]);
});

test("labels may hold quotes, backslashes, braces, commas and line breaks", () => {
  const [sample] = parseExposition('a{x="\\"}, \\\\ \\n",y="{"} 1');
  assert.equal({ ...sample!.labels }, { x: '"}, \\ \n', y: "{" });
});

test("a label may be called constructor", () => {
  const [sample] = parseExposition('a{constructor="x"} 1');
  assert.is(sample!.labels["constructor"], "x");
});

test("what prom-client writes is read as what it holds", async () => {
  const values = fc.array(fc.tuple(fc.string({ maxLength: 12 }), fc.double({ noNaN: true, noDefaultInfinity: true, min: 0, max: 1e12 })), { minLength: 1, maxLength: 8 });
  await fc.assert(fc.asyncProperty(values, async (given) => {
    const registry = new Registry();
    const gauge = new Gauge({ name: "g", help: "a\nb", labelNames: ["x"], registers: [registry] });
    new Counter({ name: "c", help: "c", registers: [registry] });
    const held = new Map(given);
    for (const [label, value] of held) gauge.set({ x: label }, value);
    const read = parseExposition(await registry.metrics()).filter(({ name }) => name === "g");
    assert.equal(read.map(({ labels, value }) => [labels["x"], value]), [...held]);
  }), { numRuns: 60 });
});

test("a line in another form is refused by its number", () => {
  for (const [text, line] of [["a 1\n<html>", 2], ['a{x="1} 2', 1], ["a one", 1], ["a{x=1} 1", 1], ["9a 1", 1]] as const) {
    assert.throws(() => parseExposition(text), (error: Error) => error instanceof DataError && error.message.startsWith(`Line ${line} `));
  }
});

test.run();
