/** One finished epoch. */
export interface EpochRecord {
  /** 1-based. */
  readonly epoch: number;
  /** Each training batch's cross-entropy in nats a counting position, with dropout; their plain mean, whatever each batch's positions. */
  readonly loss: number;
  /** Strict entity F1 on the validation part. */
  readonly validationF1: number;
  /** Share of validation tokens tagged right. */
  readonly validationAccuracy: number;
  readonly learningRate: number;
}
