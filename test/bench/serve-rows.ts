import type { ServeRow } from "../../bench/serve/records";

/** A row as a step leaves it, at a rate that the server keeps up with, unless a test says otherwise. */
export function serveRow(changes: Partial<ServeRow> = {}): ServeRow {
  const rate = changes.rate ?? 2000;
  return {
    task: "load", scenario: "Model 2", system: "nerbook", instances: 1, front: "none", cache: false, round: 1,
    rate, offered: rate, achieved: rate, seconds: 15, requests: 15 * rate,
    latency: { mean: 4.2, p50: 3.1, p95: 12.4, p99: 25.9, max: 61.2 }, lag: { mean: 0.4, p50: 0.4, p95: 0.9, p99: 1.1, max: 3 },
    slots: { model2: { requests: 15 * rate, latency: { mean: 4.2, p50: 3.1, p95: 12.4, p99: 25.9, max: 61.2 } } },
    errors: {}, little: { sampled: 8.6, samples: 3000, computed: 8.4 }, connections: 40,
    cpuSeconds: { server: 16.2, front: null, generator: 2.1 }, residentMebibytes: { server: 412, front: null, generator: 90 },
    cacheHitShare: null, batchSize: 3.2, stopped: null, ...changes,
  };
}
