import type { ServeRow } from "./records";

/** The least share of what is offered that a server must answer to count as keeping up. */
export const KEEPING_UP = 0.95;

type Judged = Pick<ServeRow, "offered" | "achieved" | "errors" | "latency">;

export function errorCount(errors: Readonly<Record<string, number>>): number {
  return Object.values(errors).reduce((sum, count) => sum + count, 0);
}

/** Why a server has had enough at this rate; null while it keeps up. `limit` is the highest p95 in milliseconds. */
export function saturation({ offered, achieved, errors, latency }: Judged, limit: number): string | null {
  const kinds = Object.entries(errors).map(([kind, count]) => `${count} × ${kind}`);
  if (kinds.length > 0) return `errors: ${kinds.join(", ")}`;
  if (achieved < KEEPING_UP * offered) return `answered ${Math.floor((100 * achieved) / offered)} % of what was offered`;
  return latency.p95 > limit ? `p95 above ${limit} ms` : null;
}

/** Tries rising rates until the server has had enough; the last row says why, if it has. */
export async function climb(rates: readonly number[], limit: number, measure: (rate: number) => Promise<ServeRow>): Promise<ServeRow[]> {
  const rows: ServeRow[] = [];
  for (const rate of [...rates].sort((a, b) => a - b)) {
    const row = await measure(rate);
    const stopped = saturation(row, limit);
    rows.push({ ...row, stopped });
    if (stopped !== null) break;
  }
  return rows;
}

/** The highest rate that was held with every answer good and p95 within the limit; null where none was. */
export function heldRate(rows: readonly (Judged & Pick<ServeRow, "rate">)[], limit: number): number | null {
  const held = rows.filter((row) => saturation(row, limit) === null).map(({ rate }) => rate);
  return held.length === 0 ? null : Math.max(...held);
}
