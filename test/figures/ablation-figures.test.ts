import { test } from "uvu";
import * as assert from "uvu/assert";
import { gridScores, type GridPoint } from "../../src/figures/gallery/grid-scores";
import { trainingSize } from "../../src/figures/gallery/training-size";

type Trace = { readonly [key: string]: unknown };

function pointAt(value: number, f1: number, changes: Partial<GridPoint> = {}): GridPoint {
  return { label: String(value), value, f1, seeds: [f1], difference: null, differenceWithSeeds: null, isBase: false, isChosen: false, ...changes };
}

const POINTS = [pointAt(25, 0.7, { difference: { low: -0.12, high: -0.08 } }), pointAt(50, 0.8, { isBase: true }), pointAt(100, 0.81, { difference: { low: -0.01, high: 0.03 }, isChosen: true })];

function drawn(scale: "log" | "linear" | "even", points = POINTS) {
  return gridScores({ title: "t", panels: [{ title: "Units", unit: "per direction", scale, series: [{ label: "100 sentences", points }] }] }).spec;
}

function errorsOf(trace: Trace): { array: number[]; arrayminus: number[]; thickness: number } {
  return trace["error_y"] as { array: number[]; arrayminus: number[]; thickness: number };
}

function rounded(values: readonly number[]): number[] {
  return values.map((value) => Math.round(1e9 * value) / 1e9);
}

test("a bar spans base plus the interval of the difference, so that one without a difference crosses the base's line", () => {
  const bars = drawn("log").data.find((trace) => trace["error_y"] !== undefined)!;
  const { array, arrayminus } = errorsOf(bars);
  const y = bars["y"] as number[];
  assert.equal(rounded(y.map((score, i) => score - arrayminus[i]!)), [68, 79]);
  assert.equal(rounded(y.map((score, i) => score + array[i]!)), [72, 83]);
});

test("the base's level runs through the whole panel, dashed", () => {
  const line = drawn("log").data.find((trace) => (trace["line"] as Trace | undefined)?.["dash"] === "dash")!;
  assert.equal([line["x"], line["y"]], [[25, 100], [80, 80]]);
});

test("intervals over seeds are drawn thinner, and their key is there only with them", () => {
  const names = (spec: ReturnType<typeof drawn>) => spec.data.map((trace) => trace["name"]);
  assert.not.ok(names(drawn("log")).includes("over seeds as well, 95 %"));
  const wide = drawn("log", POINTS.map((point) => ({ ...point, differenceWithSeeds: point.difference })));
  assert.ok(names(wide).includes("over seeds as well, 95 %"));
  assert.equal(wide.data.filter((trace) => trace["error_y"] !== undefined).map((trace) => errorsOf(trace).thickness), [1, 3]);
});

test("an even scale puts one value beside the next, whatever their size, and ticks say them", () => {
  const { layout } = drawn("even");
  const xaxis = layout.xaxis as unknown as { tickvals: number[]; ticktext: string[] };
  assert.equal([xaxis.tickvals, xaxis.ticktext], [[0, 1, 2], ["25", "50", "100"]]);
  assert.is(drawn("log").layout.xaxis["type"], "log");
});

test("all panels have one range of F1", () => {
  const panel = (points: readonly GridPoint[]) => ({ title: "Units", unit: "u", scale: "linear" as const, series: [{ label: "s", points }] });
  const { layout } = gridScores({ title: "t", panels: [panel(POINTS), panel([pointAt(1, 0.2)])] }).spec;
  assert.equal(layout.yaxis["range"], (layout["yaxis2"] as Trace)["range"]);
});

test("the alternative text says every value's score and which one validation would choose", () => {
  const { alt } = gridScores({ title: "t", panels: [{ title: "Units", unit: "u", scale: "log", series: [{ label: "s", points: POINTS }] }] });
  assert.match(alt, /units 25: 70\.0, 50: 80\.0, 100: 81\.0 \(chosen\)/);
});

test("grids without an arm leave an empty figure that says so", () => {
  const { spec } = gridScores({ title: "t", panels: [{ title: "Units", unit: "u", scale: "log", series: [{ label: "s", points: [] }] }] });
  assert.match(JSON.stringify(spec.layout["annotations"]), /No value of these grids was trained/);
});

test("a law is drawn solid where it was fitted and dotted up to twice the largest size", () => {
  const law = { scale: 1, exponent: -0.5, from: 100, to: 400 };
  const system = { system: "model2", points: [100, 400].map((sentences) => ({ sentences, seeds: [1 - sentences ** -0.5] })), law };
  const { data } = trainingSize({ systems: [system], unknown: [] }).spec;
  const lines = data.filter((trace) => trace["mode"] === "lines" && (trace["x"] as unknown[])[0] !== null);
  assert.equal(lines.map((trace) => [trace["x"], rounded(trace["y"] as number[]), (trace["line"] as Trace)["dash"]]), [[[100, 400], [10, 5], "solid"], [[400, 800], rounded([5, 100 * 800 ** -0.5]), "dot"]]);
});

test("an error of 0 and unknown words that there are none of have no place on a logarithmic axis", () => {
  const points = [{ sentences: 10, seeds: [0.5] }, { sentences: 20, seeds: [1] }];
  const { data } = trainingSize({ systems: [{ system: "model2", points, law: null }], unknown: [{ sentences: 10, share: 0.2 }, { sentences: 20, share: 0 }] }).spec;
  const onSecond = data.filter((trace) => trace["xaxis"] === "x2");
  assert.equal(onSecond.map((trace) => trace["x"]), [[10], [10]]);
});

test.run();
