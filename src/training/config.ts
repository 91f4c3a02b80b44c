import type { Batching } from "../encoding/batches";
import type { LabelEncoding } from "../encoding/labels";

/** Every choice of a training run that changes its result. */
export interface TrainingConfig {
  readonly batchSize: number;
  readonly maximumEpochs: number;
  /** Epochs without a better validation score before training stops; the best epoch's weights are kept. */
  readonly patience: number;
  /** Adam's learning rate at the start. */
  readonly learningRate: number;
  /** After `patience` epochs without gain the learning rate is multiplied by `factor`; null keeps it. */
  readonly plateau: { readonly factor: number; readonly patience: number } | null;
  /**
   * How the labels of a batch are laid out where tfjs computes the loss. Whole steps take tag ids under both, since both have
   * one loss and one gradient: they build no one-hot rows.
   */
  readonly labelEncoding: LabelEncoding;
  /**
   * Adam leaves the row and the moments of a word that a batch does not hold as they are. Dense Adam, the usual one, goes on
   * moving them by what their moments remember.
   */
  readonly lazyEmbedding: boolean;
  /** Decoupled weight decay (AdamW) on all weights, biases and embeddings among them; 0 is plain Adam. */
  readonly weightDecay: number;
  readonly batching: Batching;
}
