/**
 * A percentage as C's `%6.2f` prints it: the exact binary value rounded to two decimals, ties to even (3.125 gives 3.12).
 * `toFixed` also goes by the exact value but rounds ties up. Only odd multiples of 1/8 are ties at two decimals.
 */
export function formatPercentLikeC(value: number): string {
  const eighths = value * 8;
  const isTie = Number.isInteger(eighths) && eighths % 2 !== 0;
  if (!isTie) return value.toFixed(2).padStart(6);
  const below = (eighths * 25 - 1) / 2;
  return ((below % 2 === 0 ? below : below + 1) / 100).toFixed(2).padStart(6);
}
