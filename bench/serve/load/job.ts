import type { Arrivals } from "./arrivals";
import type { ModelShares, Repetition } from "./stream";

/** One load: what is sent, how fast, and for how long. It is plain data, for another process. */
export interface LoadJob {
  readonly host: string;
  readonly port: number;
  readonly arrivals: Arrivals;
  /** Requests a second. */
  readonly rate: number;
  /** Seconds at the same rate before anything counts. */
  readonly warmUp: number;
  readonly seconds: number;
  readonly seed: number;
  readonly shares: ModelShares;
  readonly repetition: Repetition;
  /** Each a text, or tokens. */
  readonly sentences: readonly (string | readonly string[])[];
  /** Connections that are open at most; what finds none waits, and its time runs. */
  readonly maximumConnections: number;
  /** Milliseconds from the intended time after which an answer does not count. */
  readonly patience: number;
}

/** Milliseconds, by nearest rank. */
export interface Quantiles {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface SlotLatency {
  readonly requests: number;
  readonly latency: Quantiles;
}

/** What happened to the requests that were due in one second of the load; `failed` ones had no good answer. */
export interface LoadSecond {
  readonly second: number;
  readonly due: number;
  readonly failed: number;
  readonly p95: number;
  readonly max: number;
}

export interface Failure {
  /** Milliseconds from the start of the load to when the request was due, and from there to its failure. */
  readonly at: number;
  readonly after: number;
  readonly kind: string;
}

/** Little's law: requests in flight are the rate times the mean time in flight. */
export interface LittleCheck {
  /** Requests due and not answered, counted at random moments. */
  readonly sampled: number;
  readonly samples: number;
  /** Rate of requests times mean latency. */
  readonly computed: number;
}

/** What a load measured, warm-up left out. Latencies run from the intended time to the answer's last byte. */
export interface LoadResult {
  readonly offered: number;
  /** Good answers a second. */
  readonly achieved: number;
  readonly requests: number;
  readonly latency: Quantiles;
  readonly slots: Readonly<Record<string, SlotLatency>>;
  /** How late requests were sent: the generator's own share in the latency. */
  readonly lag: Quantiles;
  readonly errors: Readonly<Record<string, number>>;
  readonly little: LittleCheck;
  readonly connections: number;
  readonly generatorCpuSeconds: number;
  readonly generatorMebibytes: number;
  /** The first thousand. */
  readonly failures: readonly Failure[];
  /** Of the whole load, warm-up too. */
  readonly timeline: readonly LoadSecond[];
}

/** What the process of the generator says. */
export type GeneratorMessage =
  | { readonly kind: "ready" }
  /** The measured time begins, or ends. */
  | { readonly kind: "begin" | "end" }
  | { readonly kind: "done"; readonly result: LoadResult }
  | { readonly kind: "failed"; readonly sentence: string };
