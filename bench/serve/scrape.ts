/** What a load needs of the service's own metrics, summed over all their labels; of instances, over all of them. */
export interface Counters {
  readonly cacheHits: number;
  readonly cacheMisses: number;
  readonly batchSizeSum: number;
  readonly batchSizeCount: number;
  readonly queueSecondsSum: number;
}

const SERIES: { readonly [name in keyof Counters]: string } = {
  cacheHits: "nerbook_cache_hits_total",
  cacheMisses: "nerbook_cache_misses_total",
  batchSizeSum: "nerbook_batch_size_sum",
  batchSizeCount: "nerbook_batch_size_count",
  queueSecondsSum: "nerbook_queue_seconds_sum",
};
const NAMES = Object.keys(SERIES) as (keyof Counters)[];

function together(make: (name: keyof Counters) => number): Counters {
  return Object.fromEntries(NAMES.map((name) => [name, make(name)])) as unknown as Counters;
}

/** The sum of a series over its labels, out of Prometheus' text format. */
export function sumOf(text: string, series: string): number {
  const values = [...text.matchAll(new RegExp(`^${series}(?:\\{[^\\n]*\\})? (\\S+)$`, "gm"))].map(([, value]) => Number(value));
  return values.reduce((sum, value) => sum + value, 0);
}

/** The counters of the servers at these ports; zeros of those that have none. */
export async function readCounters(ports: readonly number[]): Promise<Counters> {
  const texts = await Promise.all(ports.map((port) => fetch(`http://127.0.0.1:${port}/metrics`).then((response) => (response.ok ? response.text() : ""), () => "")));
  return together((name) => texts.reduce((sum, text) => sum + sumOf(text, SERIES[name]), 0));
}

export function difference(later: Counters, earlier: Counters): Counters {
  return together((name) => later[name] - earlier[name]);
}
