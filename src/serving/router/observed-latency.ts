import { SLOTS, type Slot } from "../slots";
import type { LatencySettings } from "./policy";

const CAPACITY = 512;
/** Sorting at every request would cost more than routing does. */
const STALE_AFTER = 32;
const QUANTILE = 0.95;

/** The last requests of one slot, in a ring that is overwritten from its oldest. */
class LatencyRing {
  private readonly milliseconds = new Float64Array(CAPACITY);
  private readonly ended = new Float64Array(CAPACITY).fill(-Infinity);
  private next = 0;

  add(milliseconds: number, now: number): void {
    this.milliseconds[this.next] = milliseconds;
    this.ended[this.next] = now;
    this.next = (this.next + 1) % CAPACITY;
  }

  /** Those that ended after a time, ascending. */
  since(time: number): Float64Array {
    return this.milliseconds.filter((_, i) => this.ended[i]! > time).sort();
  }
}

interface Cached {
  readonly at: number;
  readonly value: number | null;
  readonly additions: number;
}

const NEVER: Cached = { at: -Infinity, value: null, additions: 0 };

/**
 * The 95th percentile of each slot's latest requests, in milliseconds: by nearest rank among at most 512 that are not older
 * than the memory. The memory it takes never grows. A value may be up to 32 requests, or a hundredth of the memory, old.
 */
export class ObservedLatency {
  private readonly rings = new Map<Slot, LatencyRing>(SLOTS.map((slot) => [slot, new LatencyRing()]));
  private readonly added = new Map<Slot, number>();
  private readonly cache = new Map<Slot, Cached>();

  constructor(private readonly settings: LatencySettings, private readonly now: () => number) {}

  /** A request that was answered, or that was not within its deadline: then the time it waited. */
  add(slot: Slot, milliseconds: number): void {
    this.rings.get(slot)!.add(milliseconds, this.now());
    this.added.set(slot, (this.added.get(slot) ?? 0) + 1);
  }

  private computed(slot: Slot, now: number): number | null {
    const sorted = this.rings.get(slot)!.since(now - this.settings.memoryMilliseconds);
    return sorted.length < Math.min(this.settings.minimumRequests, CAPACITY) ? null : sorted[Math.ceil(QUANTILE * sorted.length) - 1]!;
  }

  /** Null while too few requests are remembered. */
  p95(slot: Slot): number | null {
    const now = this.now();
    const cached = this.cache.get(slot) ?? NEVER;
    const additions = this.added.get(slot) ?? 0;
    const fresh = additions - cached.additions < STALE_AFTER && now - cached.at < this.settings.memoryMilliseconds / 100;
    if (fresh) return cached.value;
    const value = this.computed(slot, now);
    this.cache.set(slot, { at: now, value, additions });
    return value;
  }
}
