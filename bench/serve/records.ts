import type { BenchEnvironment } from "../records";
import type { Failure, LittleCheck, LoadSecond, Quantiles, SlotLatency } from "./load/job";
import type { SentFacts } from "./sentences";
import type { ServeTarget } from "./targets";

export const SERVE_TASKS = ["load", "peers", "soak", "failover"] as const;
export type ServeTask = (typeof SERVE_TASKS)[number];

/** File names of the records, without their ending. */
export const RECORD_NAMES: { readonly [task in ServeTask]: string } = {
  load: "serve", peers: "serve-peers", soak: "serve-soak", failover: "serve-failover",
};

/** Processor seconds and memory of everything that took part; null where the system does not tell. */
export interface Cost {
  readonly server: number | null;
  readonly front: number | null;
  readonly generator: number;
}

/** One rate of one scenario. Rates are requests a second, latencies milliseconds from the intended time. */
export interface ServeRow {
  readonly task: ServeTask;
  readonly scenario: string;
  readonly system: string;
  readonly instances: number;
  /** What shares requests out among instances. */
  readonly front: "none" | "nginx";
  readonly cache: boolean;
  readonly round: number;
  /** The rate that was asked for; `offered` is what chance made of it. */
  readonly rate: number;
  readonly offered: number;
  readonly achieved: number;
  readonly seconds: number;
  readonly requests: number;
  readonly latency: Quantiles;
  readonly lag: Quantiles;
  readonly slots: Readonly<Record<string, SlotLatency>>;
  readonly errors: Readonly<Record<string, number>>;
  readonly little: LittleCheck;
  readonly connections: number;
  readonly cpuSeconds: Cost;
  readonly residentMebibytes: Cost;
  /** Of the sentences looked up; null without a cache. */
  readonly cacheHitShare: number | null;
  /** Mean size of the micro-batch that a sentence was in; null where the server does not tell. */
  readonly batchSize: number | null;
  /** Why no higher rate was tried; null where one was. */
  readonly stopped: string | null;
}

/** How long a model computes for a batch: the median of some rounds on one thread. */
export interface ServicePoint {
  readonly sentences: number;
  readonly tokens: number;
  readonly milliseconds: number;
}

export interface ServiceTimes {
  readonly slot: string;
  readonly model: string;
  readonly runtime: string;
  readonly points: readonly ServicePoint[];
}

export interface LoadSettings {
  readonly arrivals: string;
  readonly seconds: number;
  readonly warmUp: number;
  readonly seed: number;
  readonly limit: number;
  readonly zipfExponent: number;
  readonly workers: number;
}

interface AnyServeRecord {
  readonly environment: BenchEnvironment & { readonly nginx: string | null };
  readonly settings: LoadSettings;
  readonly sentences: SentFacts;
  /** What computed: kernels and models, as the service says. */
  readonly engine: string;
  readonly skipped: readonly string[];
}

export interface LoadRecord extends AnyServeRecord {
  readonly rows: readonly ServeRow[];
  readonly serviceTimes: readonly ServiceTimes[];
  readonly targets: readonly ServeTarget[];
}

export interface PeersRecord extends AnyServeRecord {
  readonly rows: readonly ServeRow[];
}

export interface SoakPoint {
  readonly seconds: number;
  readonly server: number;
}

export interface SoakRecord extends AnyServeRecord {
  readonly rows: readonly ServeRow[];
  /** Resident MiB, once a second. */
  readonly memory: readonly SoakPoint[];
  readonly slope: { readonly mebibytesPerHour: number; readonly standardError: number; readonly from: number };
}

export interface FailoverRun {
  readonly retries: boolean;
  readonly rate: number;
  readonly requests: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
  readonly timeline: readonly LoadSecond[];
  /** What was done to an instance, and when, in seconds of the load. */
  readonly events: readonly { readonly seconds: number; readonly what: string }[];
}

export interface FailoverRecord extends AnyServeRecord {
  readonly runs: readonly FailoverRun[];
}

export type ServeRecord = LoadRecord | PeersRecord | SoakRecord | FailoverRecord;
