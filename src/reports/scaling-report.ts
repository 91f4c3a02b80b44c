import * as fs from "node:fs";
import * as path from "node:path";
import { fitPowerLaw, type Measurement, type PowerLaw } from "../evaluation/efficiency/power-law";
import { DataError } from "../errors";
import type { TrialRecord } from "../experiments/record";
import type { ArmResult } from "../experiments/run-experiment";
import { PROJECT_ROOT } from "../experiments/workspace";
import { trainingFlops } from "../models/arithmetic";
import { cpuSecondsPerEpoch } from "./ablation-report";
import { counted, listed } from "./percent";

type Row = { readonly [column: string]: string | number | null };

/** What is made larger. */
export interface ScaledSize {
  readonly title: string;
  readonly unit: string;
  readonly of: (result: ArmResult, record: TrialRecord) => number;
}

/** The records of one experiment, ordered by the size that it varies. */
export interface SizeSeries {
  readonly size: ScaledSize;
  readonly records: readonly { readonly x: number; readonly record: TrialRecord }[];
}

function armValue({ arm }: ArmResult): number {
  return arm.value ?? NaN;
}

export const SCALED_SIZES = {
  units: { title: "LSTM units", unit: "per direction", of: armValue },
  embedding: { title: "Embedding dimension", unit: "values a word", of: armValue },
  sentences: { title: "Training sentences", unit: "count", of: (_result: ArmResult, { metrics }: TrialRecord) => metrics.trainingSentences },
} as const;

export function sizeSeries(size: ScaledSize, results: readonly ArmResult[]): SizeSeries {
  const records = results.flatMap((result) => result.records.map((record) => ({ x: size.of(result, record), record })));
  return { size, records: records.sort((a, b) => a.x - b.x) };
}

interface Measure {
  readonly title: string;
  readonly unit: string;
  readonly of: (record: TrialRecord) => number | null;
}

/** Of the matrix products, by formula. Sentences stand for tokens: their mean length is the same at every size. */
function flopsAnEpoch({ config, metrics }: TrialRecord): number | null {
  return "model" in config ? trainingFlops(config.model, config.hyperparameters, metrics.tags) * metrics.trainingSentences : null;
}

const FLOPS: Measure = { title: "FLOPs an epoch, by formula", unit: "a token of each sentence", of: flopsAnEpoch };
const MEASURES: readonly Measure[] = [
  { title: "CPU time of an epoch", unit: "s", of: (record) => cpuSecondsPerEpoch([record]) },
  { title: "Error: 100 − strict F1", unit: "%", of: ({ metrics }) => 100 * (1 - metrics.test.entities.discard.micro.f1) },
];

/** What was measured at all sizes of a series, and the power law through it; null where there are not two sizes. */
export interface ScalingPanel {
  readonly size: { readonly title: string; readonly unit: string };
  readonly measure: { readonly title: string; readonly unit: string };
  readonly points: readonly Measurement[];
  readonly fit: PowerLaw | null;
}

function fitted(points: readonly Measurement[]): PowerLaw | null {
  return new Set(points.map(({ x }) => x)).size < 2 ? null : fitPowerLaw(points);
}

function panelOf({ size, records }: SizeSeries, measure: Measure): ScalingPanel {
  const points = records.map(({ x, record }) => ({ x, y: measure.of(record) })).filter(
    (point): point is Measurement => point.y !== null && point.x > 0 && point.y > 0);
  const named = ({ title, unit }: { readonly title: string; readonly unit: string }) => ({ title, unit });
  return { size: named(size), measure: named(measure), points, fit: fitted(points) };
}

/** Time and error against every size: a panel each, as the figure takes them; series without records have none. */
export function scalingPanels(series: readonly SizeSeries[]): ScalingPanel[] {
  const present = series.filter(({ records }) => records.length > 0);
  return MEASURES.flatMap((measure) => present.map((each) => panelOf(each, measure)));
}

function exponentText({ exponent, standardError }: PowerLaw): string {
  const shown = (value: number) => value.toFixed(3).replace("-", "−");
  return standardError === null ? shown(exponent) : `${shown(exponent)} ± ${shown(standardError)}`;
}

function intervalText({ interval }: PowerLaw): string | null {
  return interval && `${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}`.replace(/-/g, "−");
}

function fitCells(fit: PowerLaw | null): Row {
  return {
    "slope ± standard error": fit && exponentText(fit),
    "95 % interval": fit && intervalText(fit),
    "doubling multiplies by": fit && Number((2 ** fit.exponent).toFixed(3)),
  };
}

function rowOf({ size, measure, points, fit }: ScalingPanel): Row {
  const sizes = points.map(({ x }) => x);
  // A formula has no noise; what its line leaves is curvature.
  const exact = measure.title === FLOPS.title && fit ? { ...fit, standardError: null, interval: null } : fit;
  return {
    "what grows": measure.title,
    with: size.title,
    from: sizes.length > 0 ? Math.min(...sizes) : null,
    to: sizes.length > 0 ? Math.max(...sizes) : null,
    records: points.length,
    ...fitCells(exact),
  };
}

/** One row a series and quantity: the exponent of the power law, beside that of the operations by formula. */
export function scalingRows(series: readonly SizeSeries[]): Row[] {
  const present = series.filter(({ records }) => records.length > 0);
  return present.flatMap((each) => [FLOPS, ...MEASURES].map((measure) => rowOf(panelOf(each, measure))));
}

/** What was timed on different machines or kernels has no one slope; a sentence that says whether there are such. */
export function machineNote(series: readonly SizeSeries[]): string {
  const places = series.flatMap(({ records }) => records.map(({ record: { environment } }) =>
    `${environment.kernelVariant ?? environment.kernels}, ${counted(environment.threads, "thread")}, ${environment.cpu}`));
  const distinct = [...new Set(places)];
  if (distinct.length < 2) return `All of these trainings were timed on: ${distinct.join("") || "nothing"}.`;
  return `These trainings were timed on ${distinct.length} different combinations of kernels, threads and processor ` +
    `(${distinct.join("; ")}): the slopes of time mix them.`;
}

const BENCHMARK = path.join(PROJECT_ROOT, "results", "bench", "scaling.json");

export interface BenchmarkRow {
  readonly system: string;
  readonly dimension: string;
  readonly value: number;
  readonly secondsPerEpoch: { readonly median: number };
}

export interface Benchmark {
  readonly environment: { readonly commit: string; readonly cpu: string; readonly threads: number };
  readonly rows: readonly BenchmarkRow[];
}

/** The committed benchmark of an epoch's time; null where there is none. Throws a DataError for a file that is no benchmark. */
export function readBenchmark(file: string = BENCHMARK): Benchmark | null {
  if (!fs.existsSync(file)) return null;
  try {
    const benchmark = JSON.parse(fs.readFileSync(file, "utf8")) as Benchmark;
    if (Array.isArray(benchmark.rows)) return benchmark;
  } catch (cause) {
    throw new DataError(`${file} is no record of a benchmark (${(cause as Error).message}); run: nerbook bench --only scaling.`, { cause });
  }
  throw new DataError(`${file} is no record of a benchmark: it has no rows; run: nerbook bench --only scaling.`);
}

/** One row a system and dimension of the benchmark: the slope of an epoch's time, by the same fit as above. */
export function benchmarkRows(benchmark: Benchmark | null): Row[] {
  const rows = benchmark?.rows ?? [];
  const lines = [...new Set(rows.map(({ system, dimension }) => `${system}\n${dimension}`))].map((line) => line.split("\n"));
  return lines.map(([system, dimension]) => {
    const own = rows.filter((row) => row.system === system && row.dimension === dimension);
    const values = own.map(({ value }) => value);
    const fit = fitted(own.map(({ value, secondsPerEpoch }) => ({ x: value, y: secondsPerEpoch.median })));
    return { system: system!, with: dimension!, from: Math.min(...values), to: Math.max(...values), sizes: own.length, ...fitCells(fit) };
  });
}

/** Where the benchmark's numbers come from. */
export function benchmarkNote(benchmark: Benchmark | null): string {
  if (!benchmark) return "There is no record of the benchmark here; `nerbook bench --only scaling` makes one.";
  const { commit, cpu, threads } = benchmark.environment;
  return `Quoted from \`results/bench/scaling.json\` (commit ${commit}, ${cpu}, ${counted(threads, "thread")}): seconds of an epoch, not ` +
    "of processors, on invented sentences.";
}

function directionText({ exponent, interval }: PowerLaw, what: string): string {
  const factor = `a doubling changes ${what} by a factor of ${(2 ** exponent).toFixed(2)}`;
  if (interval === null) return `${factor} (two points, so nothing says how sure that is)`;
  const slope = `slope ${exponent.toFixed(2)}, 95 % interval ${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}`.replace(/-/g, "−");
  if (interval.low <= 0 && interval.high >= 0) return `an effect on ${what} cannot be told from none (${slope})`;
  return `${factor} (${slope})`;
}

const NAMES = ["the processor time of an epoch", "the error"] as const;

/** One sentence a size; nothing for a size that has no two values. */
export function scalingFindings(series: readonly SizeSeries[]): string[] {
  return series.flatMap((each) => {
    const said = MEASURES.flatMap((measure, i) => {
      const { fit } = panelOf(each, measure);
      return fit ? [directionText(fit, NAMES[i]!)] : [];
    });
    return said.length > 0 ? [`${each.size.title} of Model 2: ${listed(said)}.`] : [];
  });
}
