import type { Sample } from "./exposition";

/** A scrape and when it was taken. */
export interface Scrape {
  readonly samples: readonly Sample[];
  /** Monotonic seconds. */
  readonly at: number;
  /** Wall-clock time, in seconds since 1970. */
  readonly wallTime: number;
}

export type Labels = { readonly [label: string]: string };
export type Selector = (labels: Labels) => boolean;

function keyOf({ name, labels }: Sample): string {
  return `${name} ${JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))}`;
}

const PROCESS_START = "process_start_time_seconds";

/** What counters did between two scrapes, or, with one scrape alone, since the process began; gauges are as they are now. */
export class Changes {
  private readonly before: ReadonlyMap<string, number>;
  /** Seconds that the changes took; null where a single scrape does not say when its process began. */
  readonly seconds: number | null;

  constructor(private readonly now: Scrape, earlier?: Scrape) {
    this.before = new Map((earlier?.samples ?? []).map((sample) => [keyOf(sample), sample.value]));
    this.seconds = earlier ? now.at - earlier.at : this.age();
  }

  private age(): number | null {
    const began = this.now.samples.find(({ name }) => name === PROCESS_START)?.value;
    return began === undefined ? null : Math.max(0, this.now.wallTime - began);
  }

  /** The samples of a metric that the selector takes. */
  select(name: string, selector: Selector = () => true): readonly Sample[] {
    return this.now.samples.filter((sample) => sample.name === name && selector(sample.labels));
  }

  /** How much a counter grew; one that is smaller than before began anew. */
  private growth(sample: Sample): number {
    const before = this.before.get(keyOf(sample)) ?? 0;
    return sample.value < before ? sample.value : sample.value - before;
  }

  increase(name: string, selector?: Selector): number {
    return this.select(name, selector).reduce((sum, sample) => sum + this.growth(sample), 0);
  }

  /** Increase a second; null where the time is not known. */
  rate(name: string, selector?: Selector): number | null {
    return this.seconds === null || this.seconds === 0 ? null : this.increase(name, selector) / this.seconds;
  }

  /** A gauge, summed over what the selector takes; null where there is none. */
  gauge(name: string, selector?: Selector): number | null {
    const samples = this.select(name, selector);
    return samples.length === 0 ? null : samples.reduce((sum, { value }) => sum + value, 0);
  }

  /** The mean of what a histogram observed; null where that is nothing. */
  mean(name: string, selector?: Selector): number | null {
    const observed = this.increase(`${name}_count`, selector);
    return observed === 0 ? null : this.increase(`${name}_sum`, selector) / observed;
  }

  /** A quantile of what a histogram observed, as `histogramQuantile` has it. */
  quantile(name: string, share: number, selector?: Selector): number | null {
    const buckets = new Map<number, number>();
    for (const sample of this.select(`${name}_bucket`, selector)) {
      const bound = sample.labels["le"] === "+Inf" ? Infinity : Number(sample.labels["le"]);
      buckets.set(bound, (buckets.get(bound) ?? 0) + this.growth(sample));
    }
    return histogramQuantile(share, [...buckets].sort(([a], [b]) => a - b));
  }
}

/**
 * A quantile from cumulative buckets by rising upper bound, straight between the bounds as Prometheus' `histogram_quantile`; above the
 * last finite bound it is that bound. Null for an empty histogram.
 */
export function histogramQuantile(share: number, buckets: readonly (readonly [bound: number, cumulative: number])[]): number | null {
  const total = buckets[buckets.length - 1]?.[1] ?? 0;
  if (total === 0) return null;
  const rank = share * total;
  const at = buckets.findIndex(([, cumulative]) => cumulative >= rank);
  const [low, below] = at > 0 ? buckets[at - 1]! : [0, 0];
  const [high, upTo] = buckets[at]!;
  if (high === Infinity) return low;
  return upTo === below ? high : low + ((high - low) * (rank - below)) / (upTo - below);
}
