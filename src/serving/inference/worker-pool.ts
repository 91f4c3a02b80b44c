import { DataError } from "../../errors";
import type { Computing } from "./messages";
import type { InferenceSettings } from "./settings";
import type { WorkerHandle } from "./worker-handle";

/** A worker thread, as far as the pool and the engine need one. */
export type PooledWorker = Pick<WorkerHandle, "inFlight" | "gone" | "load" | "unload" | "tag" | "kill" | "close">;

/** Starts a worker thread; `onGone` is called once when it is lost. */
export type OpenWorker = (onGone: (why: string) => void) => PooledWorker;

/**
 * How the workers load a version: one after the other, so that the others answer meanwhile, or all at once, which is sooner done
 * while nobody waits for an answer.
 */
export type Pace = "in turn" | "at once";

export interface PoolEvents {
  /** Something that an operator should know, in a sentence. */
  incident(sentence: string): void;
  /** A worker can take a batch that could take none before. */
  free(): void;
}

/** What computes a version: the same in all workers, unless their comparisons of runtimes ended differently. */
interface Known {
  readonly runtimes: readonly string[];
  readonly fallback?: string;
}

const UNKNOWN: Known = { runtimes: [] };

const FIRST_RESPAWN_MILLISECONDS = 100;
const LAST_RESPAWN_MILLISECONDS = 5_000;

/** The worker threads: what each has loaded, which can take a batch, and new ones for those that are lost. */
export class WorkerPool {
  private workers: readonly PooledWorker[] = [];
  /** They replace lost ones and take no batch before they have every version. */
  private readonly starting = new Set<PooledWorker>();
  /** They take no batch either: it would wait until the model is there. */
  private readonly loading = new Set<PooledWorker>();
  private readonly versions = new Map<string, string>();
  private readonly known = new Map<string, Known>();
  /** The last load that was asked for; the next one begins when it ends. */
  private turn: Promise<void> = Promise.resolve();
  private respawnAfter = FIRST_RESPAWN_MILLISECONDS;
  private closed = false;

  constructor(
    private readonly settings: Pick<InferenceSettings, "workers" | "runtime" | "loadPatience">,
    private readonly events: PoolEvents,
    private readonly open: OpenWorker,
  ) {}

  /** Starts the workers. Models come with `load`. */
  start(): void {
    this.workers = Array.from({ length: this.settings.workers }, () => this.open((why) => this.workerGone(why)));
  }

  /** Whether at least one worker has everything loaded. */
  get ready(): boolean {
    return this.workers.length > 0;
  }

  /** What computes the loaded versions, each kind once; empty before the first is loaded. */
  get variant(): string {
    return [...new Set([...this.known.values()].flatMap(({ runtimes }) => runtimes))].join(", ");
  }

  has(version: string): boolean {
    return this.versions.has(version);
  }

  /** What computes a version; undefined for one that is not loaded. */
  computingOf(version: string): Computing | undefined {
    const known = this.known.get(version);
    return known && { runtime: known.runtimes.join(", "), ...(known.fallback === undefined ? {} : { fallback: known.fallback }) };
  }

  /** The worker that has least to do, among those with fewer batches than the limit; undefined where all have as many, or load a model. */
  free(limit: number): PooledWorker | undefined {
    const able = this.workers.filter((worker) => worker.inFlight < limit && !this.loading.has(worker));
    return [...able].sort((a, b) => a.inFlight - b.inFlight)[0];
  }

  /**
   * Loads a version into every worker, one load after another. Throws an InferenceError when the model is damaged, a DataError
   * when a worker is lost meanwhile; then some workers may have it, and the caller unloads it.
   */
  load(version: string, folder: string, pace: Pace): Promise<void> {
    const loaded = this.turn.then(() => this.loadEverywhere(version, folder, pace));
    this.turn = loaded.catch(() => undefined);
    return loaded;
  }

  private async loadEverywhere(version: string, folder: string, pace: Pace): Promise<void> {
    const loaded = new Set<PooledWorker>();
    // A worker that replaces a lost one meanwhile does not know of this version yet: hence the loop.
    for (let left = this.workers; left.length > 0; left = this.workers.filter((worker) => !loaded.has(worker))) {
      const next = pace === "in turn" ? left.slice(0, 1) : left;
      const ended = await Promise.allSettled(next.map((worker) => this.loadInto(worker, version, folder)));
      if (this.closed) break;
      const failed = ended.find((each) => each.status === "rejected");
      if (failed) throw (failed as PromiseRejectedResult).reason;
      next.forEach((worker) => loaded.add(worker));
    }
    if (this.closed) throw new DataError("The service is shutting down.");
    if (loaded.size === 0) throw new DataError("No worker is there to load a model; wait until one has started.");
    this.versions.set(version, folder);
  }

  private async loadInto(worker: PooledWorker, version: string, folder: string): Promise<void> {
    this.loading.add(worker);
    try {
      this.note(version, await worker.load(version, folder, this.settings));
    } finally {
      this.loading.delete(worker);
      this.events.free();
    }
  }

  /** Every worker finds out by itself that ONNX Runtime cannot compute a version; it is told once. */
  private note(version: string, { runtime, fallback }: Computing): void {
    const before = this.known.get(version) ?? UNKNOWN;
    const runtimes = [...new Set([...before.runtimes, runtime])];
    const reason = before.fallback ?? fallback;
    this.known.set(version, { runtimes, ...(reason === undefined ? {} : { fallback: reason }) });
    if (fallback === undefined || before.fallback !== undefined) return;
    const instead = `this project's kernels, ${runtime}, serve it`;
    this.events.incident(`ONNX Runtime is installed and cannot compute the version ${version} (${fallback}); ${instead}.`);
  }

  /** From now on the version counts as not loaded; workers still have it until `unload`. */
  forget(version: string): void {
    this.versions.delete(version);
  }

  unload(version: string): void {
    this.known.delete(version);
    for (const worker of [...this.workers, ...this.starting]) worker.unload(version);
  }

  private workerGone(why: string): void {
    this.workers = this.workers.filter((worker) => !worker.gone);
    if (this.closed) return;
    this.events.incident(`A worker was lost because ${why}; another one starts.`);
    setTimeout(() => void this.respawn(), this.respawnAfter).unref();
    this.respawnAfter = Math.min(LAST_RESPAWN_MILLISECONDS, 2 * this.respawnAfter);
  }

  /** A new worker takes part once it has every version. */
  private async respawn(): Promise<void> {
    if (this.closed) return;
    const worker: PooledWorker = this.open((why) => {
      this.starting.delete(worker);
      this.workerGone(why);
    });
    this.starting.add(worker);
    try {
      await this.loadAll(worker);
    } catch (error) {
      if (!worker.gone) this.events.incident(`A new worker could not load its models: ${(error as Error).message}`);
      return void worker.kill();
    }
    this.starting.delete(worker);
    if (this.closed) return void worker.close();
    this.workers = [...this.workers, worker];
    this.respawnAfter = FIRST_RESPAWN_MILLISECONDS;
    this.events.free();
  }

  private async loadAll(worker: PooledWorker): Promise<void> {
    for (const [version, folder] of this.versions) {
      const computing = await worker.load(version, folder, this.settings);
      // It may have been unloaded meanwhile, by an order that the worker gets after this one.
      if (this.versions.has(version)) this.note(version, computing);
    }
  }

  /** Ends one worker as a crash would. */
  kill(): void {
    this.workers[0]?.kill();
  }

  /** Ends the threads; who waits for them is told. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.workers, ...this.starting].map((worker) => worker.close()));
  }
}
