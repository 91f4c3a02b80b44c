import { DataError } from "../../errors";
import { CancelledError, DeadlineError, InferenceError, QueueFullError, WorkerLostError } from "./errors";
import { JobQueue } from "./job-queue";
import type { Computing, TaggedBatch } from "./messages";
import type { PendingJob } from "./pending-job";
import { INFERENCE_DEFAULTS, type InferenceSettings } from "./settings";
import { WorkerHandle } from "./worker-handle";
import { WorkerPool, type OpenWorker, type Pace, type PooledWorker } from "./worker-pool";

/** A sentence to be tagged. */
export interface TagRequest {
  readonly version: string;
  /** Word ids; never empty. */
  readonly words: Int32Array;
  /** When the answer is due, on the engine's clock. */
  readonly due: number;
  /** Aborted when the caller is gone. */
  readonly signal?: AbortSignal;
}

/** Tag ids `[tokens]` with their probabilities, and how they came about. */
export interface TagAnswer {
  readonly tags: Int32Array;
  readonly confidences: Float32Array;
  readonly batchSize: number;
  readonly queueMilliseconds: number;
  readonly inferenceMilliseconds: number;
}

const MAXIMUM_ATTEMPTS = 2;
const SWEEP_MILLISECONDS = 5;

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SWEEP_MILLISECONDS));
}

/** What waits for the worker threads: micro-batches, a bounded queue, deadlines. */
export class InferenceEngine {
  private readonly settings: InferenceSettings;
  private readonly queue: JobQueue<PendingJob>;
  private readonly running = new Set<PendingJob>();
  private readonly pool: WorkerPool;
  /** Versions that go once what was taken for them is answered. */
  private readonly retiring = new Set<string>();
  private sweeper: NodeJS.Timeout | undefined;
  private dispatching = false;
  private closed = false;
  private finishedPerSecond = 200;

  /** `onIncident` hears of lost workers and of models that ONNX Runtime cannot compute, in a sentence. */
  constructor(
    settings: Partial<InferenceSettings> = {},
    onIncident: (sentence: string) => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
    openWorker: OpenWorker = (onGone) => new WorkerHandle(onGone),
  ) {
    this.settings = { ...INFERENCE_DEFAULTS, ...settings };
    this.queue = new JobQueue(this.settings);
    this.pool = new WorkerPool(this.settings, { incident: onIncident, free: () => this.dispatchSoon() }, openWorker);
  }

  /** Sentences that wait, and those that are with workers. */
  get depth(): { readonly waiting: number; readonly running: number } {
    return { waiting: this.queue.size, running: this.running.size };
  }

  get maximumQueue(): number {
    return this.settings.maximumQueue;
  }

  /** Whether at least one worker has everything loaded. */
  get ready(): boolean {
    return this.pool.ready;
  }

  /** What computes, such as `addon (AVX-512)`; empty before the first model is loaded. */
  get variant(): string {
    return this.pool.variant;
  }

  /** What computes a version; undefined for one that is not loaded. */
  computingOf(version: string): Computing | undefined {
    return this.pool.computingOf(version);
  }

  /** Starts the workers. Models come with `load`. */
  start(): void {
    this.pool.start();
  }

  /**
   * Loads a version into every worker and warms it up: in turn, so that all but one answer meanwhile with what they have. It can
   * be asked when all have it. Throws an InferenceError when the model is damaged, a DataError when a worker is lost meanwhile;
   * then no worker keeps it.
   */
  async load(version: string, folder: string, pace: Pace = "in turn"): Promise<void> {
    this.retiring.delete(version);
    try {
      await this.pool.load(version, folder, pace);
    } catch (error) {
      this.unload(version);
      throw error;
    }
  }

  /** Takes nothing more for a version; what was taken is answered before the workers forget it. */
  unload(version: string): void {
    this.pool.forget(version);
    this.retiring.add(version);
    void this.retire(version);
  }

  private async retire(version: string): Promise<void> {
    while (this.queue.sizeOf(version) > 0 || [...this.running].some((job) => job.version === version)) await pause();
    if (this.closed || !this.retiring.delete(version)) return;
    this.pool.unload(version);
  }

  /**
   * Tags a sentence. Throws a QueueFullError, a DeadlineError, a CancelledError, or, when workers die with it, a
   * WorkerLostError; an InferenceError when the model cannot compute.
   */
  tag({ version, words, due, signal }: TagRequest): Promise<TagAnswer> {
    if (this.closed) return Promise.reject(new DataError("The service is shutting down."));
    if (signal?.aborted) return Promise.reject(new CancelledError());
    if (!this.pool.has(version)) return Promise.reject(new InferenceError(`The version ${version} is not loaded.`));
    if (this.queue.size >= this.settings.maximumQueue) return Promise.reject(new QueueFullError(this.queue.size, this.retryAfter()));
    return new Promise((resolve, reject) => {
      const fresh = { since: this.now(), attempts: 0, given: Infinity, settled: false };
      const job: PendingJob = { version, words, due, ...fresh, resolve, reject, forget: () => undefined };
      const cancel = () => this.cancel(job);
      signal?.addEventListener("abort", cancel, { once: true });
      job.forget = () => signal?.removeEventListener("abort", cancel);
      this.queue.add(job);
      this.sweeper ??= setInterval(() => this.sweep(), SWEEP_MILLISECONDS);
      this.dispatchSoon();
    });
  }

  private retryAfter(): number {
    return Math.max(1, Math.ceil(this.queue.size / this.finishedPerSecond));
  }

  private settle(job: PendingJob, how: () => void): void {
    this.running.delete(job);
    if (job.settled) return;
    job.settled = true;
    job.forget();
    how();
  }

  private cancel(job: PendingJob): void {
    this.queue.remove(job);
    this.settle(job, () => job.reject(new CancelledError()));
  }

  /** Answers those whose time is over, waiting or with a worker, and sees to sentences that waited for company. */
  private sweep(): void {
    const now = this.now();
    const late = [...this.queue.removeWhere(({ due }) => due <= now), ...[...this.running].filter(({ due }) => due <= now)];
    for (const job of late) this.settle(job, () => job.reject(new DeadlineError(now - job.since, Math.max(0, now - job.given))));
    this.dispatch();
    if (this.queue.size + this.running.size > 0) return;
    clearInterval(this.sweeper);
    this.sweeper = undefined;
  }

  /** Requests that arrive in one turn of the event loop go out together. */
  private dispatchSoon(): void {
    if (this.dispatching) return;
    this.dispatching = true;
    setImmediate(() => {
      this.dispatching = false;
      this.dispatch();
    });
  }

  /** To an idle worker, or, what need not wait longer, to the one that has least to do. */
  private dispatch(): void {
    for (;;) {
      const next = this.queue.next();
      const urgent = next !== undefined && (next.full || this.now() - next.oldest.since >= this.settings.maximumWait);
      const worker = next && this.pool.free(urgent ? this.settings.batchesPerWorker : 1);
      if (!worker) return;
      this.give(worker, this.queue.take(next.version));
    }
  }

  private give(worker: PooledWorker, jobs: readonly PendingJob[]): void {
    const lengths = Int32Array.from(jobs, ({ words }) => words.length);
    const words = new Int32Array(lengths.reduce((sum, length) => sum + length, 0));
    const started = this.now();
    let at = 0;
    for (const job of jobs) {
      words.set(job.words, at);
      at += job.words.length;
      job.attempts += 1;
      job.given = started;
      this.running.add(job);
    }
    worker.tag(jobs[0]!.version, words, lengths, this.settings.workerPatience).then(
      (answer) => this.finish(jobs, answer, started),
      (error: Error) => this.fail(jobs, error),
    );
  }

  private finish(jobs: readonly PendingJob[], answer: TaggedBatch, started: number): void {
    const elapsed = Math.max(0.001, (this.now() - started) / 1000);
    this.finishedPerSecond = 0.95 * this.finishedPerSecond + 0.05 * (jobs.length / elapsed);
    let at = 0;
    for (const job of jobs) {
      const end = at + job.words.length;
      const [tags, confidences] = [answer.tags.subarray(at, end), answer.confidences.subarray(at, end)];
      const queueMilliseconds = started - job.since;
      const told = { tags, confidences, batchSize: jobs.length, queueMilliseconds, inferenceMilliseconds: answer.milliseconds };
      this.settle(job, () => job.resolve(told));
      at = end;
    }
    this.dispatch();
  }

  /** What a model cannot compute fails; what was lost with its worker is tried once more, as it may not be to blame. */
  private fail(jobs: readonly PendingJob[], error: Error): void {
    const again: PendingJob[] = [];
    for (const job of jobs) {
      const retried = !(error instanceof InferenceError) && job.attempts < MAXIMUM_ATTEMPTS && !job.settled && !this.closed;
      this.running.delete(job);
      // It waits again: what it had with the lost worker is no sign of a slow model.
      job.given = Infinity;
      if (retried) again.push(job);
      else this.settle(job, () => job.reject(error instanceof InferenceError ? error : new WorkerLostError(job.attempts, error.message)));
    }
    this.queue.restore(again);
    this.dispatchSoon();
  }

  /** For tests and operators: ends one worker as a crash would. */
  killWorker(): void {
    this.pool.kill();
  }

  /** Ends when nothing waits and nothing runs. */
  async drain(): Promise<void> {
    while (this.queue.size + this.running.size > 0) await pause();
  }

  /** Refuses new work and ends the threads; what still waits is told so. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.sweeper);
    const left = [...this.queue.removeWhere(() => true), ...this.running];
    for (const job of left) this.settle(job, () => job.reject(new DataError("The service is shutting down.")));
    await this.pool.close();
  }
}
