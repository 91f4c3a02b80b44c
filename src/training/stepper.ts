import type { Batch } from "../encoding/batches";
import type { Predictor } from "../models/predictor";
import type { AdamState } from "./adam";

/** What takes the steps of a training: it holds the weights and the optimizer while the training runs. */
export interface Stepper extends Predictor {
  /** One update of all weights; `step` counts from 0 over all epochs. Returns the batch's loss in nats. */
  step(batch: Batch, step: number, learningRate: number): number;
  /** Copies of the weights, in the model's order. */
  weights(): Float32Array[];
  optimizer(): AdamState;
  restore(weights: readonly Float32Array[], optimizer: AdamState): void;
}
