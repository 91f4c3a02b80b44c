import { test } from "uvu";
import * as assert from "uvu/assert";
import { showTable, summarizeTable } from "../../src/notebooks/display";
import { columnsOf, renderTable } from "../../src/notebooks/table";

test("columns stand in the order of their first appearance", () => {
  assert.equal(columnsOf([{ b: 1 }, { a: 1, b: 2 }, { c: null }]), ["b", "a", "c"]);
});

test("one fraction gives a column its decimals, whole columns have none, a missing value is a dash", () => {
  const { text } = renderTable(["model", "f1", "n"], [["a", 0.5, 10], ["b", 1, 2000], ["c", null, null]], { digits: 2 });
  assert.is(text, ["model    f1     n", "─────  ────  ────", "a      0.50    10", "b      1.00  2000", "c         –     –"].join("\n"));
});

test("HTML has scopes, a caption and right-aligned numbers, and escapes what it is given", () => {
  const { html } = renderTable(["name & type", "n"], [["<b>", 1]], { caption: "A < B" });
  assert.match(html, /<caption[^>]*>A &lt; B<\/caption>/);
  assert.match(html, /<th scope="col" align="left"[^>]*>name &amp; type<\/th>/);
  assert.match(html, /<th scope="row" align="left"[^>]*>&lt;b&gt;<\/th>/);
  assert.match(html, /<td align="right"[^>]*>1<\/td>/);
});

test("a summary has one row per numeric column and leaves missing values out", () => {
  const summary = summarizeTable([{ name: "a", f1: 1, x: 4 }, { name: "b", f1: 3, x: null }, { name: "c", f1: 2, x: null }]);
  assert.equal(summary, [
    { column: "f1", count: 3, mean: 2, std: 1, min: 1, median: 2, max: 3 },
    { column: "x", count: 1, mean: 4, std: null, min: 4, median: 4, max: 4 },
  ]);
  assert.equal(summarizeTable([{ name: "a" }]), []);
});

function printed(action: () => void): string {
  const write = process.stdout.write;
  let text = "";
  process.stdout.write = ((chunk: string) => { text += chunk; return true; }) as typeof process.stdout.write;
  try {
    action();
  } finally {
    process.stdout.write = write;
  }
  return text;
}

test("a column may bear the name of a member of danfo's frame", () => {
  const text = printed(() => showTable([{ values: "a  b", index: 1, shape: null }]));
  assert.is(text, ["values  index  shape", "──────  ─────  ─────", "a  b        1      –", ""].join("\n"));
});

test.run();
