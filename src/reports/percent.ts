const DECIMALS = 2;

/** A fraction as percent with two decimals, for table cells. */
export function percent(fraction: number): number {
  return Number((100 * fraction).toFixed(DECIMALS));
}

/** A fraction as percent in a sentence: `70.85 %`. */
export function percentText(fraction: number): string {
  return `${(100 * fraction).toFixed(DECIMALS)} %`;
}

/** A fraction in points of per cent: `70.85`, `−0.41`. */
export function pointsText(fraction: number): string {
  return (100 * fraction).toFixed(DECIMALS).replace("-", "−");
}

/** The ends of an interval of fractions, in points: `80.41 to 81.75`. */
export function rangeText({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${pointsText(low)} to ${pointsText(high)}`;
}

const SMALLEST_SHOWN_P = 0.0001;

/** A p value for a table: four decimals, as ten thousand rounds give no more. */
export function probabilityText(p: number): string {
  return p < SMALLEST_SHOWN_P ? `< ${SMALLEST_SHOWN_P}` : p.toFixed(4);
}

/** A whole number in a sentence: `47,959`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** `1 sentence`, `2 sentences`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The sample standard deviation (n − 1); null for fewer than two values. */
export function standardDeviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
}

/** Mean and, for several seeds, standard deviation, in percent: `80.61 ± 0.34`. */
export function meanAndDeviation(fractions: readonly number[]): string {
  const deviation = standardDeviation(fractions);
  const center = (100 * mean(fractions)).toFixed(DECIMALS);
  return deviation === null ? center : `${center} ± ${(100 * deviation).toFixed(DECIMALS)}`;
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

type Value = string | number | null;

/** Rows as cells for the given columns: a column that holds a fraction shows two decimals everywhere, a missing value a dash. */
export function cellsOf(rows: readonly { readonly [column: string]: Value }[], columns: readonly string[]): string[][] {
  const fractional = columns.map((column) => rows.some((row) => typeof row[column] === "number" && !Number.isInteger(row[column])));
  const shown = (value: Value | undefined, decimals: boolean) =>
    value === null || value === undefined ? "–" : typeof value === "number" && decimals ? value.toFixed(DECIMALS) : String(value);
  return rows.map((row) => columns.map((column, i) => shown(row[column], fractional[i]!)));
}
