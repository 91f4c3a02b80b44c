import type { Job } from "./job-queue";
import type { TagAnswer } from "./engine";

/** A sentence that waits for its answer, with a worker or without. */
export interface PendingJob extends Job {
  attempts: number;
  /** When a worker got it; Infinity while it waits. */
  given: number;
  settled: boolean;
  resolve(answer: TagAnswer): void;
  reject(error: Error): void;
  /** Stops listening for the caller's leave. */
  forget(): void;
}
