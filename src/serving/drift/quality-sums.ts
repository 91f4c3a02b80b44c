import type { QualityCounts } from "./quality";

/** An F1 with the standard error that sampling sentences gives it. */
export interface SampledF1 {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
  readonly standardError: number;
}

/**
 * Counts of sentences summed up, and the products that the standard error needs: seven numbers, however many sentences.
 * F1 = 2C / S with C the right entities and S = predicted + right + missed, which is twice the right ones and all wrong and missed ones.
 */
export class QualitySums {
  private sentences = 0;
  private predicted = 0;
  private correct = 0;
  private missed = 0;
  private correctSquared = 0;
  private crossed = 0;
  private totalSquared = 0;

  add({ predicted, correct, missed }: QualityCounts): void {
    const total = predicted + correct + missed;
    this.sentences++;
    this.predicted += predicted;
    this.correct += correct;
    this.missed += missed;
    this.correctSquared += correct * correct;
    this.crossed += correct * total;
    this.totalSquared += total * total;
  }

  addAll(other: QualitySums): void {
    this.sentences += other.sentences;
    this.predicted += other.predicted;
    this.correct += other.correct;
    this.missed += other.missed;
    this.correctSquared += other.correctSquared;
    this.crossed += other.crossed;
    this.totalSquared += other.totalSquared;
  }

  /**
   * The F1 and its standard error by the delta method for a ratio of sums over sentences, which is what a bootstrap of the sentences
   * tends to and draws nothing. Null where no entity is predicted and none is missed.
   */
  f1(): SampledF1 | null {
    const total = this.predicted + this.correct + this.missed;
    if (total === 0) return null;
    const f1 = (2 * this.correct) / total;
    const squaredResiduals = Math.max(0, 4 * this.correctSquared - 4 * f1 * this.crossed + f1 * f1 * this.totalSquared);
    const correction = this.sentences > 1 ? this.sentences / (this.sentences - 1) : 1;
    const support = this.correct + this.missed;
    return {
      f1,
      precision: this.predicted === 0 ? 0 : this.correct / this.predicted,
      recall: support === 0 ? 0 : this.correct / support,
      standardError: Math.sqrt(correction * squaredResiduals) / total,
    };
  }
}
