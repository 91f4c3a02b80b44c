import { test } from "uvu";
import * as assert from "uvu/assert";
import { isFull } from "../../bench/peers/work";
import type { Heat, Race } from "../../bench/race";
import { formatRows, formatTargets } from "../../bench/report";
import { COMPARED_STEPS, disagreements, rowsOf, type Entry, type Row } from "../../bench/rows";
import { PYTORCH_LAYOUTS, PYTORCH_MIRRORED, PYTORCH_PADDED, STOCK_TFJS, WASM, type System } from "../../bench/systems";
import { judge } from "../../bench/targets";
import { randomWork } from "../../bench/works/random";
import { describeShape, shapeOf } from "../../bench/works/shape";

const FULL_WORK = randomWork({ model: "model2", shape: shapeOf("model2", 20, 3), batch: 2, length: 4, batches: 2 }, 2);
const [FIRST, SECOND] = FULL_WORK.batches as [(typeof FULL_WORK.batches)[number], (typeof FULL_WORK.batches)[number]];
/** The same with one row that is a token short. */
const PADDED_WORK = { ...FULL_WORK, batches: [FIRST, { ...SECOND, lengths: Int32Array.of(4, 3) }] };

const MAIN: Heat = { systems: [WASM, ...PYTORCH_LAYOUTS], baselines: [PYTORCH_LAYOUTS, [WASM]] };
const FEW: Heat = { systems: [WASM, STOCK_TFJS], batches: 1, baselines: [[STOCK_TFJS]] };

function race(more: Partial<Race> = {}): Race {
  return {
    task: "epoch", shape: "Model 2", command: "train", work: PADDED_WORK, heats: [MAIN, FEW],
    references: [PYTORCH_MIRRORED, WASM], ...more,
  };
}

function entry(heat: Heat, system: System, speeds: readonly number[], losses: readonly number[] = [2, 1]): Entry {
  const samples = speeds.map((speed) => ({ seconds: 1 / speed, tokens: 1, losses }));
  return { heat, system, samples, peer: system.name, threads: 2, peakMebibytes: 100 };
}

function named(rows: readonly Row[], system: System): Row {
  return rows.find((row) => row.system === system.name)!;
}

test("the ratio is to PyTorch's fastest layout, round by round; the others stand beside it", () => {
  const rows = rowsOf(race(), [
    entry(MAIN, WASM, [30, 60, 30]), entry(MAIN, PYTORCH_MIRRORED, [10, 20, 30]), entry(MAIN, PYTORCH_PADDED, [5, 5, 5]),
  ], []);
  const { ratio, otherRatios, rounds } = named(rows, WASM);
  assert.equal(ratio, { to: "PyTorch mirrored", median: 3, min: 1, max: 3 });
  assert.equal(otherRatios, [{ to: "PyTorch padded", median: 6, min: 6, max: 12 }]);
  assert.is(rounds, 3);
});

test("without PyTorch the ratio is to nerbook, and without stock tfjs its heat has no rows", () => {
  const rows = rowsOf(race(), [entry(MAIN, WASM, [10]), entry(FEW, WASM, [10])], []);
  assert.equal(rows.map(({ system, ratio }) => [system, ratio.to]), [["nerbook wasm", "nerbook wasm"]]);
});

test("a heat over the first batches is compared with itself in speed and with the whole epoch in losses", () => {
  const rows = rowsOf(race(), [entry(MAIN, WASM, [10]), entry(FEW, WASM, [40], [2]), entry(FEW, STOCK_TFJS, [2], [2.2])], []);
  const [, wasm, stock] = rows as [Row, Row, Row];
  assert.is(wasm.ratio.median, 20);
  assert.is(wasm.batches, 1);
  assert.is(stock.lossDifference, 0.1);
});

test("losses are compared over the first steps, before rounding has grown; how far they part at last stands beside it", () => {
  const losses = Array.from({ length: COMPARED_STEPS + 1 }, () => 2);
  const parted = losses.map((loss, i) => (i === COMPARED_STEPS ? 3 : loss));
  const rows = rowsOf(race(), [entry(MAIN, WASM, [10], parted), entry(MAIN, PYTORCH_MIRRORED, [10], losses)], []);
  assert.equal([named(rows, WASM).lossDifference, named(rows, WASM).lossDifferenceOverAll], [0, 0.5]);
  assert.equal(disagreements(rows), []);
});

test("losses that differ by more than a thousandth are named, except where padding is read", () => {
  const rows = rowsOf(race(), [
    entry(MAIN, WASM, [10], [2, 1.002]), entry(MAIN, PYTORCH_MIRRORED, [10]), entry(MAIN, PYTORCH_PADDED, [10], [3, 3]),
  ], []);
  assert.is(named(rows, PYTORCH_PADDED).anotherFunction, true);
  assert.equal(disagreements(rows), ["nerbook wasm and PyTorch mirrored differ by 0.002 in a loss (Model 2)"]);
});

test("where no row has padding, all layouts compute the same", () => {
  assert.ok(isFull(FULL_WORK) && !isFull(PADDED_WORK));
  const rows = rowsOf(race({ work: FULL_WORK }), [entry(MAIN, PYTORCH_PADDED, [10], [3, 3]), entry(MAIN, PYTORCH_MIRRORED, [10])], []);
  assert.is(disagreements(rows).length, 1);
});

test("the share of the ceiling is of the ceiling of the same round", () => {
  const [row] = rowsOf(race({ command: "infer" }), [entry(MAIN, WASM, [1e6, 2e6])], [1000, 1000]) as [Row];
  const perToken = 2 * 2 * 4 * 100 * 150 + 2 * 200 * 3;
  assert.equal(row.sgemmShare, { median: Number(((1.5 * perToken) / 1e6).toPrecision(4)), min: perToken / 1e6, max: (2 * perToken) / 1e6 });
  assert.is(rowsOf(race(), [entry(MAIN, WASM, [1, 1])], [NaN, 3])[0]!.sgemmShare, undefined);
});

test("tags that differ from the reference's are counted", () => {
  const infer = race({ command: "infer" });
  const rows = rowsOf(infer, [
    { ...entry(MAIN, WASM, [10]), tags: Int32Array.of(1, 2, 3) }, { ...entry(MAIN, PYTORCH_MIRRORED, [10]), tags: Int32Array.of(1, 2, 0) },
  ], []);
  assert.equal(rows.map(({ differentTags, tags }) => [differentTags, tags]), [[1, 3], [0, 3]]);
});

function step(speed: number): Row[] {
  const shape = describeShape("model2", 35000, 32, "length 75");
  return rowsOf(race({ task: "step", shape, work: FULL_WORK }), [entry(MAIN, WASM, [speed]), entry(MAIN, PYTORCH_PADDED, [10])], []);
}

test("a target is met from its bound on, and one that was not measured is left out", () => {
  assert.equal(judge(step(10)).map(({ verdict, to }) => [verdict, to]), [["met", "PyTorch padded"]]);
  assert.equal(judge(step(9.9)).map(({ verdict }) => verdict), ["missed"]);
  assert.equal(judge([]), []);
  assert.equal(judge(rowsOf(race({ task: "step", shape: "Model 2, vocabulary 99" }), [entry(MAIN, WASM, [1])], [])), []);
});

test("tables fit 80 columns", () => {
  const shape = describeShape("advanced", 35180, 32, "bucketed", "a-corpus-whose-file-has-a-long-name", "words seen twice");
  const whole = [entry(MAIN, WASM, [123456, 99999]), entry(MAIN, PYTORCH_MIRRORED, [123000, 88888])];
  const rows = rowsOf(race({ shape }), [...whole, entry(FEW, WASM, [1e5]), entry(FEW, STOCK_TFJS, [999])], []);
  for (const line of `${formatRows(rows)}\n${formatTargets(judge(step(10)))}`.split("\n")) assert.ok([...line].length <= 80, line);
});

test.run();
