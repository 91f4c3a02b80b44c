import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../errors";
import { PROJECT_ROOT } from "../experiments/workspace";

/** Milliseconds. */
export interface LatencyQuantiles {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Of one slot's share of a step. */
export interface SlotStep {
  readonly requests: number;
  readonly latency: LatencyQuantiles;
}

/** One rate of one scenario, as far as a report needs it: rates are requests a second, latencies run from the intended time. */
export interface LoadStep {
  readonly scenario: string;
  readonly instances: number;
  readonly cache: boolean;
  readonly rate: number;
  readonly offered: number;
  readonly achieved: number;
  readonly seconds: number;
  readonly requests: number;
  readonly latency: LatencyQuantiles;
  readonly slots: { readonly [slot: string]: SlotStep };
  readonly errors: { readonly [kind: string]: number };
  /** Requests in flight as counted at random moments, and as the rate times the mean latency has them. */
  readonly little: { readonly sampled: number; readonly computed: number } | null;
  /** Processor seconds in the step's time; null where the system did not tell. */
  readonly cpuSeconds: { readonly server: number | null; readonly front: number | null; readonly generator: number | null };
  readonly serverMebibytes: number | null;
  readonly cacheHitShare: number | null;
  readonly batchSize: number | null;
  /** Why no higher rate was tried; null where one was. */
  readonly stopped: string | null;
}

/** What the load test is judged by, with what came of it. */
export interface LoadTarget {
  readonly title: string;
  readonly scenario: string;
  readonly rate: number;
  readonly p95: number;
  readonly measured: number | null;
  readonly verdict: "met" | "missed";
  readonly why: string;
}

/** Milliseconds that a model computes for a batch, alone on one thread. */
export interface ComputeTimes {
  readonly slot: string;
  readonly runtime: string;
  readonly points: readonly { readonly sentences: number; readonly tokens: number; readonly milliseconds: number }[];
}

/** The record of `npm run bench:serve`, reduced to what is reported. */
export interface LoadTest {
  readonly machine: string;
  readonly commit: string;
  readonly corpus: string;
  readonly engine: string;
  readonly arrivals: string;
  readonly steps: readonly LoadStep[];
  readonly targets: readonly LoadTarget[];
  readonly computeTimes: readonly ComputeTimes[];
}

export const LOAD_RECORD = path.join("results", "bench", "serve.json");
export const LOAD_COMMAND = "npm run bench:serve";

type Fields = { readonly [name: string]: unknown };

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function numberOr<T>(value: unknown, otherwise: T): number | T {
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}

function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === "string" ? value : otherwise;
}

function quantiles(value: unknown): LatencyQuantiles | undefined {
  const { mean, p50, p95, p99, max } = fieldsOf(value);
  const [m, a, b, c, d] = [mean, p50, p95, p99, max].map((each) => numberOr(each, NaN)) as [number, number, number, number, number];
  return Number.isFinite(m + a + b + c + d) ? { mean: m, p50: a, p95: b, p99: c, max: d } : undefined;
}

function slotsOf(value: unknown): { [slot: string]: SlotStep } {
  return Object.fromEntries(Object.entries(fieldsOf(value)).flatMap(([slot, told]) => {
    const { requests, latency } = fieldsOf(told);
    const known = quantiles(latency);
    return known ? [[slot, { requests: numberOr(requests, 0), latency: known }]] : [];
  }));
}

function errorsOf(value: unknown): { [kind: string]: number } {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([kind, count]) => [kind, numberOr(count, 0)] as const).filter(([, count]) => count > 0));
}

function littleOf(value: unknown): LoadStep["little"] {
  const { sampled, computed } = fieldsOf(value);
  return typeof sampled === "number" && typeof computed === "number" ? { sampled, computed } : null;
}

/** A step without its scenario, rate or latency says nothing and is left out; of all else, what is missing counts as unknown. */
function stepOf(row: Fields): LoadStep[] {
  const latency = quantiles(row["latency"]);
  const [scenario, rate, offered, achieved] = [textOr(row["scenario"], null), ...["rate", "offered", "achieved"].map((name) => numberOr(row[name], null))];
  if (!latency || typeof scenario !== "string" || typeof rate !== "number" || typeof offered !== "number" || typeof achieved !== "number") return [];
  const [cpu, memory] = [fieldsOf(row["cpuSeconds"]), fieldsOf(row["residentMebibytes"])];
  return [{
    scenario, rate, offered, achieved, latency,
    instances: numberOr(row["instances"], 1), cache: row["cache"] === true,
    seconds: numberOr(row["seconds"], 0), requests: numberOr(row["requests"], 0),
    slots: slotsOf(row["slots"]), errors: errorsOf(row["errors"]), little: littleOf(row["little"]),
    cpuSeconds: { server: numberOr(cpu["server"], null), front: numberOr(cpu["front"], null), generator: numberOr(cpu["generator"], null) },
    serverMebibytes: numberOr(memory["server"], null),
    cacheHitShare: numberOr(row["cacheHitShare"], null), batchSize: numberOr(row["batchSize"], null), stopped: textOr(row["stopped"], null),
  }];
}

function targetOf(target: Fields): LoadTarget[] {
  const [title, scenario, verdict] = [textOr(target["title"], null), textOr(target["scenario"], null), target["verdict"]];
  if (title === null || scenario === null || (verdict !== "met" && verdict !== "missed")) return [];
  return [{
    title, scenario, verdict, rate: numberOr(target["rate"], NaN), p95: numberOr(target["p95"], NaN), measured: numberOr(target["measured"], null),
    why: textOr(target["why"], ""),
  }];
}

function computeTimesOf(times: Fields): ComputeTimes[] {
  const slot = textOr(times["slot"], null);
  const points = listOf(times["points"]).map(({ sentences, tokens, milliseconds }) => ({
    sentences: numberOr(sentences, NaN), tokens: numberOr(tokens, NaN), milliseconds: numberOr(milliseconds, NaN),
  })).filter(({ sentences, tokens, milliseconds }) => sentences > 0 && tokens > 0 && milliseconds > 0);
  return slot === null || points.length === 0 ? [] : [{ slot, runtime: textOr(times["runtime"], ""), points }];
}

/** What a record holds that can be reported; null where no step can be read. */
export function loadTestOf(record: unknown): LoadTest | null {
  const { environment, settings, sentences, engine, rows, targets, serviceTimes } = fieldsOf(record);
  const steps = listOf(rows).flatMap(stepOf);
  if (steps.length === 0) return null;
  const [machine, sent] = [fieldsOf(environment), fieldsOf(sentences)];
  return {
    machine: textOr(machine["cpu"], "an unnamed machine"), commit: textOr(machine["commit"], "unknown"), corpus: textOr(sent["corpus"], "unknown"),
    engine: textOr(engine, ""), arrivals: textOr(fieldsOf(settings)["arrivals"], ""),
    steps, targets: listOf(targets).flatMap(targetOf), computeTimes: listOf(serviceTimes).flatMap(computeTimesOf),
  };
}

/** The committed load test; null where there is none. Throws a DataError for a file that is no record of one. */
export function readLoadTest(file: string = path.join(PROJECT_ROOT, LOAD_RECORD)): LoadTest | null {
  if (!fs.existsSync(file)) return null;
  const broken = (why: string, cause?: unknown) =>
    new DataError(`${file} is no record of a load test (${why}); make it anew with: ${LOAD_COMMAND}.`, { cause });
  let record: unknown;
  try {
    record = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (cause) {
    throw broken((cause as Error).message, cause);
  }
  const test = loadTestOf(record);
  if (test === null) throw broken("it holds no step with a rate and a latency");
  return test;
}
