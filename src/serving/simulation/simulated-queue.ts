import type { SimulatedService } from "./settings";

/** One request in the simulation; times are milliseconds. */
export interface SimulatedRequest {
  readonly arrived: number;
  readonly due: number;
  /** Its model's place in the list. */
  readonly model: number;
  readonly tokens: number;
  /** Answered from the cache. */
  readonly cached: boolean;
  /** When it began to wait for a worker, and when a worker took its batch up. */
  queued: number;
  started: number;
}

/** Requests of one model, first come first; taken from the front without moving the rest. */
class Line {
  private readonly waiting: SimulatedRequest[] = [];
  private front = 0;

  get size(): number {
    return this.waiting.length - this.front;
  }

  get first(): SimulatedRequest | undefined {
    return this.waiting[this.front];
  }

  push(request: SimulatedRequest): void {
    this.waiting.push(request);
  }

  shift(): SimulatedRequest {
    const request = this.waiting[this.front++]!;
    if (this.front === this.waiting.length) {
      this.waiting.length = 0;
      this.front = 0;
    } else if (this.front > 4096) {
      this.waiting.splice(0, this.front);
      this.front = 0;
    }
    return request;
  }
}

type Bounds = Pick<SimulatedService, "maximumBatch" | "maximumBatchTokens" | "models">;

/** What waits in an instance, as `inference/job-queue.ts` keeps it, but for its preference for sentences of like length. */
export class SimulatedQueue {
  private readonly lines: readonly Line[];
  private count = 0;

  constructor(private readonly bounds: Bounds) {
    this.lines = bounds.models.map(() => new Line());
  }

  get size(): number {
    return this.count;
  }

  add(request: SimulatedRequest): void {
    this.lines[request.model]!.push(request);
    this.count += 1;
  }

  /** The model whose first request waits longest, and how full its batch would be. */
  next(): { readonly model: number; readonly since: number; readonly full: boolean } | undefined {
    let model = -1;
    let since = Infinity;
    this.lines.forEach(({ first }, i) => {
      if (first && first.queued < since) [model, since] = [i, first.queued];
    });
    return model < 0 ? undefined : { model, since, full: this.lines[model]!.size >= this.bounds.maximumBatch };
  }

  /** The next batch of a model; it holds at least one request. */
  take(model: number): SimulatedRequest[] {
    const line = this.lines[model]!;
    const batch = [line.shift()];
    let tokens = batch[0]!.tokens;
    while (line.first && batch.length < this.bounds.maximumBatch && tokens + line.first.tokens <= this.bounds.maximumBatchTokens) {
      tokens += line.first.tokens;
      batch.push(line.shift());
    }
    this.count -= batch.length;
    return batch;
  }

  /** Takes out those whose time is over; as all may wait equally long, they are in front. */
  removeLate(now: number): SimulatedRequest[] {
    const late: SimulatedRequest[] = [];
    for (const line of this.lines) while (line.first && line.first.due <= now) late.push(line.shift());
    this.count -= late.length;
    return late;
  }
}
