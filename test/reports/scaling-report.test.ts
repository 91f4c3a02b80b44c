import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { arm } from "../../src/experiments/manifest/experiment";
import type { TrialRecord } from "../../src/experiments/record";
import type { ArmResult } from "../../src/experiments/run-experiment";
import { scalingLaws } from "../../src/figures/gallery/scaling-laws";
import { DEFAULT_MODEL_CONFIGS } from "../../src/models/build";
import {
  benchmarkNote, benchmarkRows, machineNote, readBenchmark, SCALED_SIZES, scalingFindings, scalingPanels, scalingRows, sizeSeries,
} from "../../src/reports/scaling-report";
import { temporaryFolder } from "../corpus/files";

interface Made {
  readonly units: number;
  readonly f1: number;
  readonly cpuSeconds: number | null;
  readonly cpu?: string;
}

function fakeRecord({ units, f1, cpuSeconds, cpu = "one processor" }: Made, seed: number): TrialRecord {
  return {
    kind: "training",
    seed,
    config: { model: "model2", hyperparameters: { ...DEFAULT_MODEL_CONFIGS.model2, units } },
    metrics: { epochs: 5, trainingSentences: 1000, tags: 9, test: { entities: { discard: { micro: { f1 } } } } },
    timings: { ...(cpuSeconds !== null && { trainingCpuSeconds: 5 * cpuSeconds }) },
    environment: { kernels: "wasm", threads: 1, cpu },
  } as unknown as TrialRecord;
}

function unitsArm(...made: readonly Made[]): ArmResult {
  return { arm: arm(String(made[0]!.units), "model2", { value: made[0]!.units }), records: made.map(fakeRecord) };
}

/** Time as units to the power 1.2, error 30 / units^0.1 %. */
function law(units: number): Made {
  return { units, f1: 1 - 0.3 * units ** -0.1, cpuSeconds: 0.05 * units ** 1.2 };
}

const series = sizeSeries(SCALED_SIZES.units, [25, 50, 100, 200].map((units) => unitsArm(law(units), law(units))));

test("slopes of time and error are those of the laws behind the records, an epoch's time and not a training's", () => {
  const rows = scalingRows([series]);
  assert.equal(rows.map((row) => row["what grows"]), ["FLOPs an epoch, by formula", "CPU time of an epoch", "Error: 100 − strict F1"]);
  assert.equal(rows.slice(1).map((row) => row["slope ± standard error"]), ["1.200 ± 0.000", "−0.100 ± 0.000"]);
  assert.equal(rows.map((row) => row["records"]), [8, 8, 8]);
  const [time] = scalingPanels([series]);
  assert.ok(Math.abs(time!.fit!.coefficient - 0.05) < 1e-9);
});

test("operations grow faster than units and slower than their square", () => {
  const [flops] = scalingRows([series]);
  const slope = Number(String(flops!["slope ± standard error"]).split(" ")[0]);
  assert.ok(slope > 1 && slope < 2, String(slope));
});

test("records without a measured time have an error and no time", () => {
  const partial = sizeSeries(SCALED_SIZES.units, [25, 50, 100].map((units) => unitsArm({ ...law(units), cpuSeconds: units === 50 ? null : 1 })));
  assert.equal(scalingPanels([partial]).map(({ points }) => points.length), [2, 3]);
});

test("one size has points and no slope, and no finding; no record has no panel", () => {
  const single = sizeSeries(SCALED_SIZES.units, [unitsArm(law(50), law(50))]);
  assert.ok(scalingPanels([single]).every(({ fit, points }) => fit === null && points.length === 2));
  assert.equal(scalingFindings([single]), []);
  assert.match(scalingLaws(scalingPanels([single])).alt, /one size: no slope/);
  assert.equal(scalingPanels([sizeSeries(SCALED_SIZES.units, [])]), []);
});

test("findings say by how much a doubling changes time and error, and where no effect can be told", () => {
  const noisy = sizeSeries(SCALED_SIZES.units, [25, 50, 100, 200].map((units, i) => unitsArm({ ...law(units), f1: i % 2 ? 0.8 : 0.79 })));
  assert.match(scalingFindings([series])[0]!, /^LSTM units of Model 2: a doubling changes the processor time of an epoch by a factor of 2\.30 \(slope 1\.20, .*\) and a doubling changes the error by a factor of 0\.93/);
  assert.match(scalingFindings([noisy])[0]!, /an effect on the error cannot be told from none \(slope −?0\.0\d/);
  const two = sizeSeries(SCALED_SIZES.units, [25, 50].map((units) => unitsArm(law(units))));
  assert.match(scalingFindings([two])[0]!, /two points, so nothing says how sure that is/);
});

test("times from several machines are said to be mixed", () => {
  assert.match(machineNote([series]), /^All of these trainings were timed on: wasm, 1 thread, one processor\.$/);
  const mixed = sizeSeries(SCALED_SIZES.units, [unitsArm(law(25), { ...law(25), cpu: "another" })]);
  assert.match(machineNote([mixed]), /2 different combinations .* the slopes of time mix them/);
});

test("the benchmark's slopes come from its record, and its absence is told", () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "scaling.json");
  assert.is(readBenchmark(file), null);
  assert.equal([benchmarkRows(null), benchmarkNote(null).includes("no record")], [[], true]);
  const row = (value: number) => ({ system: "a", dimension: "units", value, secondsPerEpoch: { median: value ** 2 } });
  fs.writeFileSync(file, JSON.stringify({ environment: { commit: "c0ffee", cpu: "x", threads: 2 }, rows: [1, 2, 4].map(row) }));
  const [shown] = benchmarkRows(readBenchmark(file));
  assert.equal([shown!["with"], shown!["sizes"], shown!["slope ± standard error"]], ["units", 3, "2.000 ± 0.000"]);
  fs.writeFileSync(file, "{");
  assert.throws(() => readBenchmark(file), /no record of a benchmark/);
});

test("the committed benchmark can be read", () => {
  assert.ok(benchmarkRows(readBenchmark()).length >= 4);
});

test.run();
