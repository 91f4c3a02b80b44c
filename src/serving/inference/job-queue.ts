import type { InferenceSettings } from "./settings";

/** One sentence that waits for a version of a model. */
export interface Job {
  readonly version: string;
  readonly words: Int32Array;
  /** When it came and when its answer is due, on the monotonic clock, in milliseconds. */
  readonly since: number;
  readonly due: number;
}

/** How many waiting sentences are looked at for ones of like length. */
const REACH = 4;
/** A sentence goes with others at most so many times as long, or of at most so many tokens. */
const LIKE = 2;
const SHORT = 24;

function alike(length: number, first: number): boolean {
  return length <= SHORT || (length <= LIKE * first && first <= LIKE * length);
}

/**
 * Sentences that wait, by version and in the order they came. The oldest always goes first, so none starves; its batch is
 * filled with waiting ones of like length, so that a long text does not hold up short ones.
 */
export class JobQueue<J extends Job> {
  private readonly waiting = new Map<string, J[]>();
  private count = 0;

  constructor(private readonly settings: Pick<InferenceSettings, "maximumBatch" | "maximumBatchTokens">) {}

  get size(): number {
    return this.count;
  }

  sizeOf(version: string): number {
    return this.waiting.get(version)?.length ?? 0;
  }

  add(job: J): void {
    const jobs = this.waiting.get(job.version);
    if (jobs) jobs.push(job);
    else this.waiting.set(job.version, [job]);
    this.count += 1;
  }

  /** Puts jobs that came back before all others of their version. */
  restore(jobs: readonly J[]): void {
    for (const job of [...jobs].reverse()) {
      this.waiting.set(job.version, [job, ...(this.waiting.get(job.version) ?? [])]);
      this.count += 1;
    }
  }

  remove(job: J): boolean {
    const jobs = this.waiting.get(job.version) ?? [];
    const at = jobs.indexOf(job);
    if (at < 0) return false;
    jobs.splice(at, 1);
    if (jobs.length === 0) this.waiting.delete(job.version);
    this.count -= 1;
    return true;
  }

  /** Takes out all for which `chosen` holds. */
  removeWhere(chosen: (job: J) => boolean): J[] {
    const removed = [...this.waiting.values()].flatMap((jobs) => jobs.filter(chosen));
    removed.forEach((job) => this.remove(job));
    return removed;
  }

  /** The version whose first sentence waits longest, and how full its batch would be. */
  next(): { readonly version: string; readonly oldest: J; readonly full: boolean } | undefined {
    let oldest: J | undefined;
    for (const [first] of this.waiting.values()) if (first && (!oldest || first.since < oldest.since)) oldest = first;
    return oldest && { version: oldest.version, oldest, full: this.sizeOf(oldest.version) >= this.settings.maximumBatch };
  }

  /** Takes the next micro-batch of a version out of the queue; never empty where one waits. */
  take(version: string): J[] {
    const jobs = this.waiting.get(version) ?? [];
    const { maximumBatch, maximumBatchTokens } = this.settings;
    const taken = new Set<J>();
    const first = jobs[0]?.words.length ?? 0;
    let tokens = 0;
    for (const job of jobs.slice(0, REACH * maximumBatch)) {
      const { length } = job.words;
      if (taken.size > 0 && (tokens + length > maximumBatchTokens || !alike(length, first))) continue;
      taken.add(job);
      tokens += length;
      if (taken.size === maximumBatch) break;
    }
    const left = jobs.filter((job) => !taken.has(job));
    // Versions come and go; nothing is kept of one for which nothing waits.
    if (left.length > 0) this.waiting.set(version, left);
    else this.waiting.delete(version);
    this.count -= taken.size;
    return [...taken];
  }
}
