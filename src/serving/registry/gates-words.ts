/** How gates write numbers: a fraction in per cent, a difference in points. */
export function percentText(fraction: number): string {
  return `${(100 * fraction).toFixed(2)} %`;
}

export function pointsText(difference: number): string {
  const points = (100 * difference).toFixed(2);
  return `${Number(points) > 0 ? "+" : ""}${points} points`;
}

export function rangeText(interval: { readonly low: number; readonly high: number }, level: number): string {
  const [low, high] = [interval.low, interval.high].map((end) => (100 * end).toFixed(2));
  return `${Number((100 * level).toFixed(4))} % interval ${low} to ${high}`;
}

export function shortHash(sha256: string): string {
  return sha256.slice(0, 12);
}
