import { Registry } from "prom-client";
import { ServingMetrics } from "../../../src/serving/metrics/serving-metrics";
import type { Observation } from "../../../src/serving/service/observer";

export const MODEL2 = { slot: "model2", version: "0123456789ab" } as const;
export const BASELINE = { slot: "baseline", version: "ba9876543210" } as const;
type Target = typeof MODEL2 | typeof BASELINE;

function observation(target: Target, cached: boolean): Observation {
  const tokens = ["O", "B-geo"].map((tag) => ({ text: "x", start: 0, end: 1, tag, confidence: 0.9 }));
  const answer = { tags: Int32Array.of(0), confidences: Float32Array.of(1), batchSize: 6, queueMilliseconds: 1, inferenceMilliseconds: 3 };
  const prediction = { tokens, entities: [{ text: "x", type: "geo", start: 0, end: 1, confidence: 0.9 }] };
  return { model: target, words: Int32Array.of(1, 2), prediction, milliseconds: 5, ...(cached ? {} : { answer }) } as unknown as Observation;
}

/** A service that one can have answer requests. */
export class InventedService {
  readonly registry = new Registry();
  private readonly metrics = new ServingMetrics(this.registry);

  answer(target: Target, milliseconds: readonly number[], status = 200): void {
    const { slot: model, version } = target;
    milliseconds.forEach((each, i) => {
      this.metrics.request({ requestId: "r", method: "POST", route: "/v1/predict", status, milliseconds: each, model, version });
      if (status === 200) this.metrics.predicted(observation(target, i % 4 === 0));
    });
  }

  refuse(status: number): void {
    this.metrics.request({ requestId: "r", method: "POST", route: "/v1/predict", status, milliseconds: 1 });
  }

  window(target: Target, psi: number, low: number): void {
    const feature = { psi, js: psi / 10, psiThreshold: 0.1, jsThreshold: 0.01, alarm: psi > 0.1 };
    const features = { words: feature, lengths: { ...feature, psi: 0, alarm: false }, tags: { ...feature, psi: 0.01, alarm: false }, confidence: { ...feature, psi: 0.02, alarm: false } };
    const f1 = { estimate: low + 0.04, low, high: low + 0.08, precision: 0.8, recall: 0.8, floor: 0.7, belowFloor: low < 0.7 };
    this.metrics.drift(target, { sentences: 200, tokens: 4000, unknownShare: 0.1, alarm: psi > 0.1, features, f1 });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
