import { Registry as MetricsRegistry } from "prom-client";
import { DriftObserver } from "../drift/drift-observer";
import { readReference } from "../drift/reference-file";
import type { MetricsText } from "../http/routes/metrics";
import { ServingMetrics } from "../metrics/serving-metrics";
import type { PredictionService } from "../service/service";
import type { ServedModel } from "../service/served-model";

/** What an instance measures of itself. */
export interface Telemetry extends MetricsText {
  readonly metrics: ServingMetrics;
  readonly registry: MetricsRegistry;
}

/** Has metrics and drift watched from now on; models must be loaded after. A version without a drift reference is served unwatched. */
export function watch(service: PredictionService, cached: boolean, onIncident: (sentence: string) => void): Telemetry {
  const registry = new MetricsRegistry();
  const metrics = new ServingMetrics(registry, { processMetrics: true, cache: cached });
  const drift = new DriftObserver((target, report) => metrics.drift(target, report));
  metrics.readFrom({
    queueDepth: () => service.engine.depth.waiting,
    breakers: () => service.router.view().slots.flatMap(({ slot, active, others }) =>
      [active, ...others].map(({ version, breaker }) => ({ slot, version, open: breaker === "open" }))),
  });
  const loaded = (model: ServedModel): void => {
    try {
      const reference = readReference(model);
      if (reference) drift.watch(model, reference);
    } catch (error) {
      onIncident((error as Error).message);
    }
  };
  const unloaded = (model: ServedModel): void => {
    drift.forget(model);
    metrics.forget(model);
  };
  service.observe(metrics);
  service.observe(drift);
  service.observe({ loaded, unloaded });
  return { metrics, registry, read: () => registry.metrics(), contentType: registry.contentType };
}
