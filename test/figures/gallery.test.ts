import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { createFigure } from "../../src/figures/figure";
import { learningCurves } from "../../src/figures/gallery/learning-curves";
import { modelComparison } from "../../src/figures/gallery/model-comparison";
import { sentenceLengths } from "../../src/figures/gallery/sentence-lengths";
import { tagShares } from "../../src/figures/gallery/tag-shares";
import { wordFrequencies } from "../../src/figures/gallery/word-frequencies";
import { axis, layout } from "../../src/figures/theme";
import { EXAMPLES } from "./examples";

const FOLDER = path.join(__dirname, "..", "..", "src", "figures", "gallery");

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(numbersIn);
}

function axesOf(layoutValues: Readonly<Record<string, unknown>>): { title: { text: string } }[] {
  return Object.entries(layoutValues).filter(([key]) => /^[xy]axis\d*$/.test(key)).map(([, value]) => value as { title: { text: string } });
}

test("every file of the gallery holds the function of its name, and has an example here", () => {
  const names = fs.readdirSync(FOLDER).map((file) => path.basename(file, ".ts"));
  assert.equal([...names].sort(), Object.keys(EXAMPLES).sort());
  for (const name of names) {
    const exported = require(path.join(FOLDER, name)) as Record<string, unknown>;
    assert.type(exported[camelCase(name)], "function", name);
    assert.is(EXAMPLES[name]!().name, name);
  }
});

test("every axis of every figure has a title with a unit", () => {
  for (const [name, make] of Object.entries(EXAMPLES)) {
    const axes = axesOf(make().spec.layout);
    assert.ok(axes.length >= 2, name);
    for (const { title } of axes) assert.match(title.text, /^\S.* \([^()]+\)$/, name);
  }
});

test("every figure has an alternative text of one sentence's length, and its specification carries it", () => {
  for (const [name, make] of Object.entries(EXAMPLES)) {
    const { alt, spec } = make();
    assert.ok(alt.length > 40 && alt.length < 900 && alt.endsWith("."), `${name}: ${alt}`);
    assert.not.match(alt, /NaN|undefined|<br>/);
    assert.is(spec.layout.meta.alt, alt);
  }
});

test("no specification holds a number that JSON cannot, and none changes on the way through JSON", () => {
  for (const [name, make] of Object.entries(EXAMPLES)) {
    const { spec } = make();
    assert.ok(numbersIn(spec).every(Number.isFinite), name);
    assert.equal(JSON.parse(JSON.stringify(spec)), spec, name);
  }
});

test("the caption stands under the title", () => {
  const { spec } = tagShares([{ tag: "O", count: 3 }], { caption: "quick profile" });
  assert.match((spec.layout["title"] as { text: string }).text, /^<b>Tags.*<\/b><br>.*quick profile/);
});

test("a figure function leaves its data as it was", () => {
  const rows = Object.freeze([{ word: "a", count: 1 }, { word: "b", count: 5 }].map((row) => Object.freeze(row)));
  const figure = wordFrequencies(rows);
  assert.equal(rows.map((row) => row.word), ["a", "b"]);
  assert.equal((figure.spec.data[1] as { y: number[] }).y, [5, 1]);
});

test("what is not a finite number becomes a gap", () => {
  const xaxis = axis({ title: "a", unit: "b" });
  const figure = createFigure("x", "y", [{ y: [1, NaN, Infinity] }], layout({ title: "t", xaxis, yaxis: xaxis }));
  assert.equal(figure.spec.data[0]!["y"], [1, null, null]);
});

test("tag shares are shares of all tokens, and a tag that never occurs is left out", () => {
  const { spec } = tagShares([{ tag: "B-a", count: 1 }, { tag: "O", count: 3 }, { tag: "I-a", count: 0 }]);
  assert.equal(spec.data[0]!["y"], ["O", "B-a"]);
  assert.equal(spec.data[0]!["x"], [75, 25]);
});

test("the sentence lengths' description states the quantiles it draws", () => {
  const { alt, spec } = sentenceLengths({ histogram: [{ length: 2, count: 9 }, { length: 8, count: 1 }], median: 2, p95: 8, p99: 8 });
  assert.match(alt, /10 sentences: median 2 tokens, 95 % have at most 8, 99 % at most 8, the longest 8/);
  assert.equal((spec.layout["shapes"] as { x0: number }[]).map((shape) => shape.x0), [2, 8, 8]);
});

test("the ring marks the epoch whose weights training kept, where it has a score", () => {
  const ringed = (kept: number, ...scores: readonly number[]) => {
    const history = scores.map((validationF1, i) => ({ epoch: i + 1, trainLoss: 1, validationF1 }));
    const { spec } = learningCurves({ system: "model2", runs: [{ seed: 4, kept, history }] });
    return spec.data.find((trace) => trace["name"] === "epoch kept")!["x"];
  };
  assert.equal(ringed(3, 0.5, NaN, 0.7, 0.7), [3]);
  assert.equal(ringed(3, 0, 0, 0), [3]);
  assert.equal(ringed(2, 0.5, NaN, 0.7), []);
});

test("the model comparison labels each reading's column with the mean over the seeds", () => {
  const runs = [{ seed: 0, discard: 0.8, begin: 0.78 }, { seed: 1, discard: 0.82, begin: 0.79 }];
  const { spec } = modelComparison({ systems: [{ system: "model2", runs }], floors: [{ system: "look-up", discard: 0.7, begin: 0.6 }] });
  const texts = (spec.layout["annotations"] as { text: string }[]).map((annotation) => annotation.text);
  assert.equal(texts, ["<b>81.0</b>", "<b>78.5</b>", "<b>Look-up table</b><br>70.0 discard<br>60.0 begin"]);
});

test.run();
