import { collectDefaultMetrics, Counter, Gauge, Histogram, type Registry } from "prom-client";
import { UNK_ID } from "../../encoding/vocabulary";
import type { DriftReport } from "../drift/drift-report";
import { FEATURES } from "../drift/features";
import { httpErrorOf } from "../http/errors";
import type { RequestEntry, RequestObserver } from "../http/telemetry";
import type { Decision } from "../router/decide";
import type { Target } from "../router/breakers";
import type { Observation, ServiceObserver } from "../service/observer";
import { METRICS, type MetricDefinition, type MetricKey } from "./catalog";
import { Tallies, type Tally } from "./tally";

export interface MetricsOptions {
  /** The Node.js process's own metrics as well: memory, processor, event loop. */
  readonly processMetrics?: boolean;
  /** Whether sentences are looked up in a cache at all; without one there are no misses. */
  readonly cache?: boolean;
}

/** What is read at the moment of a scrape rather than recorded. */
export interface LiveSources {
  /** Sentences that wait for a worker. */
  readonly queueDepth: () => number;
  readonly breakers: () => readonly (Target & { readonly open: boolean })[];
}

const MILLISECONDS = 1000;

/**
 * The service's metrics in one registry, each under its name in the catalog. It is an observer of the service and of its requests.
 * Recording a request takes some microseconds: tags and tokens are summed up and reach their counters when someone scrapes.
 */
export class ServingMetrics implements Partial<ServiceObserver>, RequestObserver {
  private readonly tallies = new Tallies();
  private readonly histograms = new Map<MetricKey, Histogram>();
  private readonly counters = new Map<MetricKey, Counter>();
  private readonly gauges = new Map<MetricKey, Gauge>();
  private live: LiveSources | undefined;

  constructor(readonly registry: Registry, private readonly options: MetricsOptions = {}) {
    for (const key of Object.keys(METRICS) as MetricKey[]) this.create(key, METRICS[key]);
    if (options.processMetrics) collectDefaultMetrics({ register: registry });
  }

  /** From now on, scrapes read the queue and the breakers from these. */
  readFrom(sources: LiveSources): void {
    this.live = sources;
  }

  request({ route, status, milliseconds, model, version }: RequestEntry): void {
    const labels = { route, status: String(status), ...(model !== undefined && { model }), ...(version !== undefined && { version }) };
    this.histograms.get("requestSeconds")!.observe(labels, milliseconds / MILLISECONDS);
    this.counters.get("requests")!.inc(labels);
  }

  routed({ slot, version, reason }: Decision): void {
    this.counters.get("routes")!.inc({ model: slot, version, reason });
  }

  predicted({ model: { slot, version }, words, prediction, answer }: Observation): void {
    const tally = this.tallies.of(slot, version);
    tally.tokens += words.length;
    for (const id of words) if (id === UNK_ID) tally.unknownWords++;
    for (const { tag } of prediction.tokens) tally.addTag(tag);
    const labels = { model: slot, version };
    for (const { confidence } of prediction.entities) this.histograms.get("confidence")!.observe(labels, confidence);
    if (!answer) {
      tally.cacheHits++;
      return;
    }
    if (this.options.cache !== false) tally.cacheMisses++;
    this.histograms.get("batchSize")!.observe(labels, answer.batchSize);
    this.histograms.get("queueSeconds")!.observe(labels, answer.queueMilliseconds / MILLISECONDS);
    this.histograms.get("inferenceSeconds")!.observe(labels, answer.inferenceMilliseconds / MILLISECONDS);
  }

  failed({ slot, version }: Target, error: Error): void {
    this.counters.get("errors")!.inc({ model: slot, version, code: httpErrorOf(error).code });
  }

  /** Shows the last window of a version. */
  drift({ slot, version }: Target, { features, f1 }: DriftReport): void {
    for (const feature of FEATURES) {
      const labels = { model: slot, version, feature };
      const { psi, js, alarm } = features[feature];
      this.gauges.get("driftPsi")!.set(labels, psi);
      this.gauges.get("driftJs")!.set(labels, js);
      this.gauges.get("driftAlarm")!.set(labels, alarm ? 1 : 0);
    }
    if (!f1) return;
    for (const bound of ["estimate", "low", "high", "floor"] as const) {
      this.gauges.get("estimatedF1")!.set({ model: slot, version, bound }, f1[bound]);
    }
  }

  /** Removes what gauges say of a version that is no longer loaded; what was counted stays. */
  forget({ slot, version }: Target): void {
    const labels = { model: slot, version };
    for (const feature of FEATURES) {
      for (const key of ["driftPsi", "driftJs", "driftAlarm"] as const) this.gauges.get(key)!.remove({ ...labels, feature });
    }
    for (const bound of ["estimate", "low", "high", "floor"]) this.gauges.get("estimatedF1")!.remove({ ...labels, bound });
  }

  private create(key: MetricKey, { name, help, labels, kind, aggregator, buckets }: MetricDefinition): void {
    const common = { name, help, labelNames: labels, registers: [this.registry], aggregator };
    if (kind === "histogram") this.histograms.set(key, new Histogram({ ...common, buckets: [...buckets!] }));
    else if (kind === "counter") this.counters.set(key, new Counter({ ...common, collect: () => this.flush(key) }));
    else this.gauges.set(key, new Gauge({ ...common, collect: () => this.read(key) }));
  }

  /** Moves what was summed up into its counter. */
  private flush(key: MetricKey): void {
    const counter = this.counters.get(key)!;
    const add = ({ model, version }: Tally, amount: number) => counter.inc({ model, version }, amount);
    if (key === "tokens" || key === "unknownWords" || key === "cacheHits" || key === "cacheMisses") this.tallies.take(key, add);
    if (key === "tags") this.tallies.takeTags(({ model, version }, tag, amount) => counter.inc({ model, version, tag }, amount));
  }

  private read(key: MetricKey): void {
    const gauge = this.gauges.get(key)!;
    if (key === "queueDepth") gauge.set(this.live?.queueDepth() ?? 0);
    if (key !== "breakerOpen") return;
    gauge.reset();
    for (const { slot, version, open } of this.live?.breakers() ?? []) gauge.set({ model: slot, version }, open ? 1 : 0);
  }
}
