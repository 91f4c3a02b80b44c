import type { TagAnswer } from "../inference/engine";
import type { CanaryVerdict } from "../router/canary";
import type { Decision } from "../router/decide";
import type { CanaryPolicy } from "../router/policy";
import type { ServedVersion } from "../slots";
import type { Prediction } from "./prediction";
import type { PreparedText } from "./questions";
import type { ServedModel } from "./served-model";

/** What was said of one text, for metrics and drift; the text itself must not be kept. */
export interface Observation {
  readonly model: ServedModel;
  readonly prepared: PreparedText;
  /** Word ids, as the model saw them. */
  readonly words: Int32Array;
  readonly prediction: Prediction;
  /** Undefined for an answer out of the cache. */
  readonly answer?: TagAnswer;
  readonly milliseconds: number;
}

/** Who hears of what the service does. None of these may fail or take long. */
export interface ServiceObserver {
  routed(decision: Decision): void;
  predicted(observation: Observation): void;
  failed(version: ServedVersion, error: Error, milliseconds: number): void;
  /** The canary has stood its test, or failed it; it gets no more requests as one. */
  judged(verdict: CanaryVerdict, canary: CanaryPolicy): void;
  /** A version can be asked from now on, or no longer. */
  loaded(model: ServedModel): void;
  unloaded(model: ServedModel): void;
}

/** Several observers as one. */
export function everyone(observers: readonly Partial<ServiceObserver>[]): ServiceObserver {
  return {
    routed: (decision) => observers.forEach((each) => each.routed?.(decision)),
    predicted: (observation) => observers.forEach((each) => each.predicted?.(observation)),
    failed: (version, error, milliseconds) => observers.forEach((each) => each.failed?.(version, error, milliseconds)),
    judged: (verdict, canary) => observers.forEach((each) => each.judged?.(verdict, canary)),
    loaded: (model) => observers.forEach((each) => each.loaded?.(model)),
    unloaded: (model) => observers.forEach((each) => each.unloaded?.(model)),
  };
}
