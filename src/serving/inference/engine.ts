import { DataError } from "../../errors";
import { CancelledError, DeadlineError, InferenceError, QueueFullError, WorkerLostError } from "./errors";
import { JobQueue } from "./job-queue";
import type { TaggedBatch } from "./messages";
import type { PendingJob } from "./pending-job";
import { INFERENCE_DEFAULTS, type InferenceSettings } from "./settings";
import { WorkerHandle } from "./worker-handle";

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
const FIRST_RESPAWN_MILLISECONDS = 100;
const LAST_RESPAWN_MILLISECONDS = 5_000;

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SWEEP_MILLISECONDS));
}

/** The worker threads and what waits for them: micro-batches, a bounded queue, deadlines, replaced workers. */
export class InferenceEngine {
  private readonly settings: InferenceSettings;
  private readonly queue: JobQueue<PendingJob>;
  private readonly running = new Set<PendingJob>();
  private readonly versions = new Map<string, string>();
  /** Versions that go once what was taken for them is answered. */
  private readonly retiring = new Set<string>();
  private workers: WorkerHandle[] = [];
  private starting = new Set<WorkerHandle>();
  private sweeper: NodeJS.Timeout | undefined;
  private dispatching = false;
  private closed = false;
  private respawnAfter = FIRST_RESPAWN_MILLISECONDS;
  private finishedPerSecond = 200;
  private kernels = "";

  /** `onIncident` hears of lost workers, in a sentence. */
  constructor(
    settings: Partial<InferenceSettings> = {},
    private readonly onIncident: (sentence: string) => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.settings = { ...INFERENCE_DEFAULTS, ...settings };
    this.queue = new JobQueue(this.settings);
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
    return this.workers.length > 0;
  }

  /** What computes, such as `addon (AVX-512)`; empty before the first model is loaded. */
  get variant(): string {
    return this.kernels;
  }

  /** Starts the workers. Models come with `load`. */
  start(): void {
    this.workers = Array.from({ length: this.settings.workers }, () => new WorkerHandle((why) => this.workerGone(why)));
  }

  /**
   * Loads a version into every worker and warms it up. Throws an InferenceError when the model is damaged, a DataError when a
   * worker is lost meanwhile; then no worker keeps it.
   */
  async load(version: string, folder: string): Promise<void> {
    this.retiring.delete(version);
    try {
      await this.loadEverywhere(version, folder);
    } catch (error) {
      this.unload(version);
      throw error;
    }
  }

  private async loadEverywhere(version: string, folder: string): Promise<void> {
    const loaded = new Set<WorkerHandle>();
    // A worker that replaces a lost one meanwhile does not know of this version yet: hence the loop.
    for (let left = this.workers; left.length > 0; left = this.workers.filter((worker) => !loaded.has(worker))) {
      const variants = await Promise.all(left.map((worker) => worker.load(version, folder, this.settings)));
      this.kernels = variants[0]!;
      left.forEach((worker) => loaded.add(worker));
    }
    if (loaded.size === 0) throw new DataError("No worker is there to load a model; wait until one has started.");
    this.versions.set(version, folder);
  }

  /** Takes nothing more for a version; what was taken is answered before the workers forget it. */
  unload(version: string): void {
    this.versions.delete(version);
    this.retiring.add(version);
    void this.retire(version);
  }

  private async retire(version: string): Promise<void> {
    while (this.queue.sizeOf(version) > 0 || [...this.running].some((job) => job.version === version)) await pause();
    if (this.closed || !this.retiring.delete(version)) return;
    for (const worker of [...this.workers, ...this.starting]) worker.unload(version);
  }

  /**
   * Tags a sentence. Throws a QueueFullError, a DeadlineError, a CancelledError, or, when workers die with it, a
   * WorkerLostError; an InferenceError when the model cannot compute.
   */
  tag({ version, words, due, signal }: TagRequest): Promise<TagAnswer> {
    if (this.closed) return Promise.reject(new DataError("The service is shutting down."));
    if (signal?.aborted) return Promise.reject(new CancelledError());
    if (!this.versions.has(version)) return Promise.reject(new InferenceError(`The version ${version} is not loaded.`));
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

  private dispatch(): void {
    for (;;) {
      const next = this.queue.next();
      const worker = next && this.workerFor(next.full || this.now() - next.oldest.since >= this.settings.maximumWait);
      if (!worker) return;
      this.give(worker, this.queue.take(next.version));
    }
  }

  /** An idle worker, or, for what need not wait longer, the one that has least to do. */
  private workerFor(urgent: boolean): WorkerHandle | undefined {
    const limit = urgent ? this.settings.batchesPerWorker : 1;
    const [best] = this.workers.filter(({ inFlight }) => inFlight < limit).sort((a, b) => a.inFlight - b.inFlight);
    return best;
  }

  private give(worker: WorkerHandle, jobs: readonly PendingJob[]): void {
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

  private workerGone(why: string): void {
    this.workers = this.workers.filter((worker) => !worker.gone);
    if (this.closed) return;
    this.onIncident(`A worker was lost because ${why}; another one starts.`);
    setTimeout(() => void this.respawn(), this.respawnAfter).unref();
    this.respawnAfter = Math.min(LAST_RESPAWN_MILLISECONDS, 2 * this.respawnAfter);
  }

  /** A new worker takes part once it has every version. */
  private async respawn(): Promise<void> {
    if (this.closed) return;
    const worker: WorkerHandle = new WorkerHandle((why) => {
      this.starting.delete(worker);
      this.workerGone(why);
    });
    this.starting.add(worker);
    try {
      for (const [version, folder] of this.versions) await worker.load(version, folder, this.settings);
    } catch (error) {
      if (!worker.gone) this.onIncident(`A new worker could not load its models: ${(error as Error).message}`);
      return void worker.kill();
    }
    this.starting.delete(worker);
    if (this.closed) return void worker.close();
    this.workers = [...this.workers, worker];
    this.respawnAfter = FIRST_RESPAWN_MILLISECONDS;
    this.dispatch();
  }

  /** For tests and operators: ends one worker as a crash would. */
  killWorker(): void {
    this.workers[0]?.kill();
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
    await Promise.all([...this.workers, ...this.starting].map((worker) => worker.close()));
  }
}
