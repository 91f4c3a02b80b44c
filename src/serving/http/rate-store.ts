import type { FastifyRateLimitStore } from "@fastify/rate-limit";
import { LRUCache } from "lru-cache";

const CALLERS = 10_000;

interface Window {
  readonly since: number;
  readonly count: number;
}

/** Counts requests in windows of a monotonic clock: the framework's own reads the wall clock, and one that is set back shuts callers out. */
export class RateStore implements FastifyRateLimitStore {
  private readonly windows = new LRUCache<string, Window>({ max: CALLERS });
  private readonly now = (): number => performance.now();

  incr(caller: string, answer: (error: Error | null, result?: { current: number; ttl: number }) => void, length: number): void {
    const now = this.now();
    const last = this.windows.get(caller);
    const { since, count } = last && now - last.since < length ? last : { since: now, count: 0 };
    this.windows.set(caller, { since, count: count + 1 });
    answer(null, { current: count + 1, ttl: since + length - now });
  }

  /** All routes count together. */
  child(): FastifyRateLimitStore {
    return this;
  }
}
