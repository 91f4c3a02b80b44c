/** Seconds; 12, 23, 45 and 100 ms are bounds, so that the share of requests within each of them is exact. */
const REQUEST_BUCKETS = [
  0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.012, 0.015, 0.0175, 0.02, 0.023, 0.025, 0.03, 0.035, 0.04, 0.045, 0.05, 0.06, 0.07, 0.08, 0.1,
  0.15, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;
const WORK_BUCKETS = [
  0.0001, 0.00025, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;
const BATCH_BUCKETS = [1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 256] as const;
const CONFIDENCE_BUCKETS = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 1] as const;

/** How instances of one service are put together: the way of prom-client's AggregatorRegistry. */
export type Aggregator = "sum" | "max" | "average";

export interface MetricDefinition {
  readonly name: string;
  readonly kind: "counter" | "gauge" | "histogram";
  readonly help: string;
  readonly labels: readonly string[];
  readonly aggregator: Aggregator;
  /** Upper bounds; of histograms alone. */
  readonly buckets?: readonly number[];
}

const MODEL = ["model", "version"] as const;

function counter(name: string, help: string, ...labels: readonly string[]): MetricDefinition {
  return { name, kind: "counter", help, labels: [...MODEL, ...labels], aggregator: "sum" };
}

function histogram(name: string, help: string, buckets: readonly number[], ...labels: readonly string[]): MetricDefinition {
  return { name, kind: "histogram", help, labels: [...MODEL, ...labels], aggregator: "sum", buckets };
}

function gauge(name: string, help: string, aggregator: Aggregator, labels: readonly string[]): MetricDefinition {
  return { name, kind: "gauge", help, labels, aggregator };
}

/** Every metric of the service: what dashboards, alert rules and `nerbook monitor` may ask for. */
export const METRICS = {
  requestSeconds: histogram("nerbook_request_seconds", "Time from a request's arrival to its answer's end, in seconds.", REQUEST_BUCKETS, "route", "status"),
  requests: counter("nerbook_requests_total", "Requests answered, by HTTP status.", "route", "status"),
  batchSize: histogram("nerbook_batch_size", "Sentences in the micro-batch of each sentence.", BATCH_BUCKETS),
  queueDepth: gauge("nerbook_queue_depth", "Sentences that wait for a worker now.", "sum", []),
  queueSeconds: histogram("nerbook_queue_seconds", "Time a sentence waited for a worker, in seconds.", WORK_BUCKETS),
  inferenceSeconds: histogram("nerbook_inference_seconds", "Time its micro-batch took in a worker, in seconds.", WORK_BUCKETS),
  errors: counter("nerbook_errors_total", "Failures of a model to answer, by their code.", "code"),
  cacheHits: counter("nerbook_cache_hits_total", "Sentences answered out of the cache."),
  cacheMisses: counter("nerbook_cache_misses_total", "Sentences that the cache did not hold."),
  confidence: histogram("nerbook_confidence", "Confidence of every entity found: the mean of its tokens'.", CONFIDENCE_BUCKETS),
  tokens: counter("nerbook_tokens_total", "Tokens tagged."),
  unknownWords: counter("nerbook_unknown_words_total", "Tokens that the model's vocabulary does not hold."),
  tags: counter("nerbook_tags_total", "Tags given.", "tag"),
  routes: counter("nerbook_route_total", "Decisions of the router, by their reason.", "reason"),
  breakerOpen: gauge("nerbook_breaker_open", "1 while the circuit breaker lets no request through.", "max", MODEL),
  driftPsi: gauge("nerbook_drift_psi", "Population stability index of the last window against the training reference.", "max", [...MODEL, "feature"]),
  driftJs: gauge("nerbook_drift_js", "Jensen-Shannon divergence of the last window from the training reference, in bits.", "max", [...MODEL, "feature"]),
  driftAlarm: gauge("nerbook_drift_alarm", "1 while a feature's index is above its calibrated threshold.", "max", [...MODEL, "feature"]),
  estimatedF1: gauge("nerbook_estimated_f1", "Strict F1 of the last window, estimated without labels; floor is the lowest that its low end should reach.", "average", [...MODEL, "bound"]),
} as const satisfies { readonly [key: string]: MetricDefinition };

export type MetricKey = keyof typeof METRICS;

/** The names of the series that a scrape holds of a metric. */
export function seriesNames({ name, kind }: MetricDefinition): readonly string[] {
  return kind === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
}
