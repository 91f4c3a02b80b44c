import { DataError } from "../../errors";

/** The queue holds as much as it may; try again after the given time. */
export class QueueFullError extends DataError {
  constructor(queued: number, readonly retryAfterSeconds: number) {
    super(`${queued} sentences are waiting already, which is all that may; try again in ${retryAfterSeconds} s.`);
  }
}

/** The time that the caller gave was over before an answer was there. */
export class DeadlineError extends DataError {
  /** Of the time that it waited, a worker had the sentence for `computedMilliseconds`; 0 when none had. */
  constructor(readonly waitedMilliseconds: number, readonly computedMilliseconds: number) {
    super(`There was no answer within the ${Math.round(waitedMilliseconds)} ms that the request gave.`);
  }
}

/** The caller went away; nobody waits for the answer. */
export class CancelledError extends DataError {
  constructor() {
    super("The request was cancelled.");
  }
}

/** Workers died while they had this sentence, more than once. */
export class WorkerLostError extends DataError {
  constructor(attempts: number, why: string) {
    super(`The sentence was given to ${attempts} workers and each was lost, the last because ${why}.`);
  }
}

/** A worker could not compute, as with a damaged model. */
export class InferenceError extends DataError {}
