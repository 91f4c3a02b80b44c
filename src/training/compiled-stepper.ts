import type { Batch } from "../encoding/batches";
import type { BatchTags, CompiledModel } from "../programs/compiled-model";
import { adamRates, keptShare, type AdamState } from "./adam";
import type { Stepper } from "./stepper";

/** Whole steps as programs: forward, back and Adam without tfjs between them. */
export class CompiledStepper implements Stepper {
  private updates = 0;

  /** `lazy` leaves the moments and rows of words that a batch does not hold as they are. */
  constructor(private readonly compiled: CompiledModel, private readonly lazy: boolean, private readonly weightDecay = 0) {}

  step(batch: Batch, step: number, learningRate: number): number {
    this.updates += 1;
    return this.compiled.trainStep(batch, step, { ...adamRates(this.updates, learningRate), lazy: this.lazy, keep: keptShare(learningRate, this.weightDecay) });
  }

  predict(batch: Batch): BatchTags {
    return this.compiled.predict(batch);
  }

  logits(batch: Batch): Float32Array {
    return this.compiled.logits(batch);
  }

  weights(): Float32Array[] {
    return this.compiled.read("word");
  }

  optimizer(): AdamState {
    return { steps: this.updates, first: this.compiled.read("first"), second: this.compiled.read("second") };
  }

  restore(weights: readonly Float32Array[], { steps, first, second }: AdamState): void {
    this.updates = steps;
    this.compiled.write("word", weights);
    this.compiled.write("first", first);
    this.compiled.write("second", second);
  }

  close(): void {
    this.compiled.close();
  }
}
