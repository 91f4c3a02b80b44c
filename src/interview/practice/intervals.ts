const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.4375 * DAY;
const YEAR = 12 * MONTH;

/** A time between two answers as a person reads it: `10 min`, `4 d`, `3 mo`. */
export function intervalText(milliseconds: number): string {
  const rounded = (unit: number) => Math.max(1, Math.round(milliseconds / unit));
  if (milliseconds < HOUR) return `${rounded(MINUTE)} min`;
  if (milliseconds < DAY) return `${rounded(HOUR)} h`;
  if (milliseconds < 2 * MONTH) return `${rounded(DAY)} d`;
  return milliseconds < 2 * YEAR ? `${rounded(MONTH)} mo` : `${rounded(YEAR)} y`;
}
