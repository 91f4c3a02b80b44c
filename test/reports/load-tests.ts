import { loadTestOf, type LoadTest } from "../../src/reports/load-record";

const QUANTILES = (p95: number) => ({ mean: p95 / 2, p50: p95 / 2.5, p95, p99: 1.5 * p95, max: 3 * p95 });

interface MadeStep {
  readonly scenario: string;
  readonly rate: number;
  readonly p95: number;
  readonly slots?: readonly string[];
  readonly changes?: object;
}

/** A step as the load test writes it: everything answered, half a processor millisecond a request. */
export function madeStep({ scenario, rate, p95, slots = ["model2"], changes = {} }: MadeStep): object {
  const requests = 10 * rate;
  return {
    task: "load", scenario, system: "nerbook", instances: 1, front: "none", cache: false, round: 1, rate, offered: rate, achieved: rate, seconds: 10, requests,
    latency: QUANTILES(p95), lag: QUANTILES(0.1), connections: 20, errors: {}, stopped: null, cacheHitShare: null, batchSize: 3,
    slots: Object.fromEntries(slots.map((slot, i) => [slot, { requests: requests / 10 ** i, latency: QUANTILES(p95 + i) }])),
    little: { sampled: (rate * p95) / 2000, samples: 100, computed: (rate * p95) / 2000 },
    cpuSeconds: { server: requests / 2000, front: null, generator: 1 }, residentMebibytes: { server: 300, front: null, generator: 90 },
    ...changes,
  };
}

const ALL = ["model2", "baseline", "advanced"] as const;

/** 1,000 and 2,000 requests a second are held, 3,000 is not; two instances hold less than one, and a cache halves the latency. */
export const LOAD_RECORD = {
  environment: { cpu: "a processor × 2", commit: "0123456789ab", node: "20", date: "2026-01-02", threads: 2, peers: {}, nginx: "1.26" },
  settings: { arrivals: "poisson", seconds: 10, warmUp: 3, seed: 1, limit: 100, zipfExponent: 1, workers: 1 },
  sentences: { corpus: "gmb", sentences: 7000, tokens: { min: 1, median: 21, mean: 21.9, p95: 38, max: 104 } },
  engine: "some kernels; model2: model2 of gmb, 20000 words", skipped: [],
  rows: [
    madeStep({ scenario: "Model 2", rate: 1000, p95: 6 }),
    madeStep({ scenario: "Model 2", rate: 2000, p95: 15 }),
    madeStep({ scenario: "Model 2", rate: 3000, p95: 300, changes: { achieved: 2500, errors: { "status 503": 40 }, stopped: "errors: 40 × status 503" } }),
    madeStep({ scenario: "90/8/2 mix", rate: 2000, p95: 20, slots: ALL }),
    madeStep({ scenario: "Model 2, cache, repeated sentences", rate: 2000, p95: 7, changes: { cache: true, cacheHitShare: 0.6, cpuSeconds: { server: 4, front: null, generator: 1 } } }),
    madeStep({ scenario: "Model 2, two instances", rate: 1000, p95: 12, changes: { instances: 2, front: "nginx", cpuSeconds: { server: 6, front: 2, generator: 1 } } }),
    madeStep({ scenario: "Model 2, two instances", rate: 2000, p95: 90, changes: { instances: 2, front: "nginx" } }),
  ],
  serviceTimes: ALL.map((slot, i) => ({
    slot, model: slot, runtime: "kernels", points: [1, 4, 32].flatMap((sentences) => [0, 1].map(() => ({ sentences, tokens: 20 * sentences, milliseconds: (i + 1) * (0.2 + 0.1 * sentences) }))),
  })),
  targets: [
    { title: "Model 2, all requests", scenario: "Model 2", rate: 2000, p95: 23, measured: 15, errors: 0, achieved: 2000, verdict: "met", why: "" },
    { title: "Baseline at its share", scenario: "90/8/2 mix", slot: "baseline", rate: 2000, p95: 12, measured: 21, errors: 0, achieved: 2000, verdict: "missed", why: "p95 too high" },
  ],
};

export const LOAD: LoadTest = loadTestOf(LOAD_RECORD)!;

/** The same load test with other rows. */
export function loadWith(rows: readonly object[]): LoadTest {
  return loadTestOf({ ...LOAD_RECORD, rows })!;
}
