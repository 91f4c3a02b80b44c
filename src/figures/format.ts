const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A count with thousands separators: 1,048,575. */
export function count(value: number): string {
  return WHOLE.format(value);
}

/** A count in a few characters, for narrow cells: 940, 9.4k, 130k, 1.3M. */
export function shortCount(value: number): string {
  if (value < 1000) return String(value);
  if (value < 9950) return `${(value / 1000).toFixed(1)}k`;
  if (value < 999500) return `${Math.round(value / 1000)}k`;
  return `${(value / 1e6).toFixed(1)}M`;
}

/** A share in [0, 1] as a number of per cent. */
export function percent(share: number): number {
  return 100 * share;
}

/** A share in [0, 1] as text in per cent, or a dash where it is undefined. */
export function percentText(share: number, digits = 1): string {
  return Number.isFinite(share) ? percent(share).toFixed(digits) : "–";
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** A copy in descending order of the key; equal keys keep their order. */
export function descending<T>(rows: readonly T[], key: (row: T) => number): T[] {
  return [...rows].sort((a, b) => key(b) - key(a));
}
