/** One finished epoch. */
export interface EpochRecord {
  /** 1-based. */
  readonly epoch: number;
  /** Mean cross-entropy of the epoch's training batches, in nats a counting position, with dropout. */
  readonly loss: number;
  /** Strict entity F1 on the validation part. */
  readonly validationF1: number;
  /** Share of validation tokens tagged right. */
  readonly validationAccuracy: number;
  readonly learningRate: number;
}
