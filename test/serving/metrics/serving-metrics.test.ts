import { AggregatorRegistry, Registry } from "prom-client";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { DriftReport } from "../../../src/serving/drift/drift-report";
import { QueueFullError } from "../../../src/serving/inference/errors";
import { METRICS, seriesNames } from "../../../src/serving/metrics/catalog";
import { ServingMetrics } from "../../../src/serving/metrics/serving-metrics";
import { parseExposition, type Sample } from "../../../src/serving/monitor/exposition";
import type { Decision } from "../../../src/serving/router/decide";
import type { Observation } from "../../../src/serving/service/observer";

const TARGET = { slot: "model2", version: "0123456789ab" } as const;

function observation(tags: readonly string[], words: readonly number[], cached = false): Observation {
  const tokens = tags.map((tag, i) => ({ text: "secret", start: 7 * i, end: 7 * i + 6, tag, confidence: 0.9 }));
  const entities = tokens.filter(({ tag }) => tag.startsWith("B-")).map(({ text, start, end, tag }) => ({ text, type: tag.slice(2), start, end, confidence: 0.9 }));
  const answer = { tags: Int32Array.of(0), confidences: Float32Array.of(1), batchSize: 8, queueMilliseconds: 2, inferenceMilliseconds: 4 };
  const rest = { prepared: { text: "secret", tokens: [] }, words: Int32Array.from(words), prediction: { tokens, entities }, milliseconds: 7 };
  return { model: TARGET, ...rest, ...(cached ? {} : { answer }) } as unknown as Observation;
}

async function samplesOf(registry: Registry): Promise<Sample[]> {
  return parseExposition(await registry.metrics());
}

function valueOf(samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
  return samples.find((sample) => sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value))?.value;
}

const FEATURE = { psi: 0.3, js: 0.04, psiThreshold: 0.1, jsThreshold: 0.02, alarm: true };
const REPORT: DriftReport = {
  sentences: 200, tokens: 4000, unknownShare: 0.1, alarm: true,
  features: { words: FEATURE, lengths: { ...FEATURE, alarm: false }, tags: FEATURE, confidence: FEATURE },
  f1: { estimate: 0.7, low: 0.65, high: 0.75, precision: 0.7, recall: 0.7, floor: 0.68, belowFloor: true },
};

test("the catalog holds the metrics that were agreed upon, no more and no fewer", () => {
  assert.equal(Object.values(METRICS).map(({ name }) => name).sort(), [
    "nerbook_batch_size", "nerbook_breaker_open", "nerbook_cache_hits_total", "nerbook_cache_misses_total", "nerbook_confidence",
    "nerbook_drift_alarm", "nerbook_drift_js", "nerbook_drift_psi", "nerbook_errors_total", "nerbook_estimated_f1",
    "nerbook_inference_seconds", "nerbook_queue_depth", "nerbook_queue_seconds", "nerbook_request_seconds", "nerbook_requests_total",
    "nerbook_route_total", "nerbook_tags_total", "nerbook_tokens_total", "nerbook_unknown_words_total",
  ]);
});

test("a registry holds every metric of the catalog with its labels, and the process's own when asked", async () => {
  const [bare, full] = [new Registry(), new Registry()];
  new ServingMetrics(bare);
  new ServingMetrics(full, { processMetrics: true });
  assert.equal(bare.getMetricsAsArray().map(({ name }) => name).sort(), Object.values(METRICS).map(({ name }) => name).sort());
  assert.ok(valueOf(await samplesOf(full), "process_resident_memory_bytes")! > 0);
});

test("buckets rise from 1 ms to 10 s, and the latencies that people ask about are bounds", () => {
  const { buckets } = METRICS.requestSeconds;
  assert.ok(buckets!.every((bound, i) => i === 0 || bound > buckets![i - 1]!));
  assert.equal([buckets![0], buckets![buckets!.length - 1]], [0.001, 10]);
  for (const bound of [0.012, 0.023, 0.045, 0.1]) assert.ok(buckets!.includes(bound), String(bound));
});

test("a prediction counts its tokens, unknown words, tags and confidences, once however often one scrapes", async () => {
  const registry = new Registry();
  const metrics = new ServingMetrics(registry);
  metrics.predicted(observation(["B-geo", "O", "O"], [1, 5, 6]));
  await registry.metrics();
  metrics.predicted(observation(["O"], [1], true));
  const samples = await samplesOf(registry);
  const expected = [
    ["nerbook_tokens_total", 4], ["nerbook_unknown_words_total", 2], ["nerbook_cache_hits_total", 1], ["nerbook_cache_misses_total", 1],
    ["nerbook_batch_size_sum", 8], ["nerbook_queue_seconds_sum", 0.002], ["nerbook_inference_seconds_sum", 0.004], ["nerbook_confidence_count", 1],
  ] as const;
  for (const [name, value] of expected) assert.is(valueOf(samples, name, { model: "model2", version: TARGET.version }), value, name);
  assert.is(valueOf(samples, "nerbook_tags_total", { tag: "O" }), 3);
  assert.is(valueOf(samples, "nerbook_tags_total", { tag: "B-geo" }), 1);
});

test("without a cache nothing is missed in it", async () => {
  const registry = new Registry();
  const metrics = new ServingMetrics(registry, { cache: false });
  metrics.predicted(observation(["O"], [5]));
  assert.is(valueOf(await samplesOf(registry), "nerbook_cache_misses_total"), 0);
});

test("requests, errors and decisions are counted by what they were", async () => {
  const registry = new Registry();
  const metrics = new ServingMetrics(registry);
  metrics.request({ requestId: "a", method: "POST", route: "/v1/predict", status: 200, milliseconds: 24, model: "model2", version: TARGET.version });
  metrics.request({ requestId: "b", method: "POST", route: "/v1/predict", status: 400, milliseconds: 1 });
  metrics.failed(TARGET, new QueueFullError(512, 1));
  metrics.routed({ ...TARGET, reason: "shares" } as unknown as Decision);
  const samples = await samplesOf(registry);
  const own = { model: "model2", version: TARGET.version };
  assert.is(valueOf(samples, "nerbook_request_seconds_bucket", { ...own, status: "200", le: "0.023" }), 0);
  assert.is(valueOf(samples, "nerbook_request_seconds_bucket", { ...own, status: "200", le: "0.025" }), 1);
  const refused = samples.find(({ name, labels }) => name === "nerbook_requests_total" && labels["status"] === "400")!;
  assert.equal({ ...refused.labels }, { route: "/v1/predict", status: "400" });
  assert.is(valueOf(samples, "nerbook_errors_total", { ...own, code: "overloaded" }), 1);
  assert.is(valueOf(samples, "nerbook_route_total", { ...own, reason: "shares" }), 1);
});

test("queue and breakers are read when someone scrapes; a version that is gone shows no breaker", async () => {
  const registry = new Registry();
  const metrics = new ServingMetrics(registry);
  assert.is(valueOf(await samplesOf(registry), "nerbook_queue_depth"), 0);
  let breakers = [{ ...TARGET, open: true }];
  metrics.readFrom({ queueDepth: () => 17, breakers: () => breakers });
  const samples = await samplesOf(registry);
  assert.is(valueOf(samples, "nerbook_queue_depth"), 17);
  assert.is(valueOf(samples, "nerbook_breaker_open", { version: TARGET.version }), 1);
  breakers = [];
  assert.is(valueOf(await samplesOf(registry), "nerbook_breaker_open"), undefined);
});

test("the last window's drift and estimate stand there until the version is forgotten", async () => {
  const registry = new Registry();
  const metrics = new ServingMetrics(registry);
  metrics.drift(TARGET, REPORT);
  const samples = await samplesOf(registry);
  assert.is(valueOf(samples, "nerbook_drift_psi", { feature: "words" }), 0.3);
  assert.is(valueOf(samples, "nerbook_drift_js", { feature: "tags" }), 0.04);
  assert.equal(["words", "lengths"].map((feature) => valueOf(samples, "nerbook_drift_alarm", { feature })), [1, 0]);
  const bounds = ["estimate", "low", "high", "floor"].map((bound) => valueOf(samples, "nerbook_estimated_f1", { bound }));
  assert.equal(bounds, [0.7, 0.65, 0.75, 0.68]);
  metrics.forget(TARGET);
  assert.is((await samplesOf(registry)).filter(({ name }) => /drift|f1/.test(name)).length, 0);
});

test("the metrics of several instances come together: counts and queues add, drift is the worst, the estimate the mean", async () => {
  const scrapes = await Promise.all([0, 1].map(async (i) => {
    const registry = new Registry();
    const metrics = new ServingMetrics(registry);
    metrics.readFrom({ queueDepth: () => 3 + i, breakers: () => [{ ...TARGET, open: i === 1 }] });
    metrics.predicted(observation(["O", "O"], [5, 1]));
    metrics.drift(TARGET, { ...REPORT, features: { ...REPORT.features, words: { ...FEATURE, psi: 0.3 + i } }, f1: { ...REPORT.f1!, low: 0.5 + 0.2 * i } });
    return registry.getMetricsAsJSON();
  }));
  const samples = parseExposition(await AggregatorRegistry.aggregate(scrapes as unknown as object[]).metrics());
  assert.is(valueOf(samples, "nerbook_tokens_total"), 4);
  assert.is(valueOf(samples, "nerbook_queue_depth"), 7);
  assert.is(valueOf(samples, "nerbook_breaker_open"), 1);
  assert.is(valueOf(samples, "nerbook_drift_psi", { feature: "words" }), 1.3);
  assert.is(valueOf(samples, "nerbook_estimated_f1", { bound: "low" }), 0.6);
  assert.is(valueOf(samples, "nerbook_batch_size_bucket", { le: "8" }), 2);
});

test("nothing that a user sent is among the metrics", async () => {
  const registry = new Registry();
  const metrics = new ServingMetrics(registry);
  metrics.predicted(observation(["B-geo"], [5]));
  assert.not.match(await registry.metrics(), /secret/);
});

test("a histogram has three series, everything else one", () => {
  assert.equal(seriesNames(METRICS.confidence), ["nerbook_confidence_bucket", "nerbook_confidence_sum", "nerbook_confidence_count"]);
  assert.equal(seriesNames(METRICS.queueDepth), ["nerbook_queue_depth"]);
});

test.run();
