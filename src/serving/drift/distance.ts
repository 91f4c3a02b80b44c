/** The share of a histogram that is spread evenly over its bins before a PSI is taken of it. */
export const SMOOTHING = 0.01;

function totalOf(counts: ArrayLike<number>): number {
  let total = 0;
  for (let bin = 0; bin < counts.length; bin++) total += counts[bin]!;
  return total;
}

function checkParallel(a: ArrayLike<number>, b: ArrayLike<number>): void {
  if (a.length !== b.length) throw new RangeError(`Histograms of ${a.length} and ${b.length} bins cannot be compared.`);
}

/**
 * The population stability index of two histograms of the same bins: Σ (p − q) · ln(p / q), which is both Kullback-Leibler divergences
 * together (Jeffreys' divergence), in nats. Shares are smoothed: 99 % of them as they are and 1 % spread evenly over the bins, on both
 * sides alike, so that equal shares have the index 0 and an empty bin none that is infinite. An empty histogram has the index 0.
 */
export function populationStabilityIndex(a: ArrayLike<number>, b: ArrayLike<number>): number {
  checkParallel(a, b);
  const [totalA, totalB] = [totalOf(a), totalOf(b)];
  if (totalA === 0 || totalB === 0) return 0;
  const floor = SMOOTHING / a.length;
  let sum = 0;
  for (let bin = 0; bin < a.length; bin++) {
    const p = (1 - SMOOTHING) * (a[bin]! / totalA) + floor;
    const q = (1 - SMOOTHING) * (b[bin]! / totalB) + floor;
    sum += (p - q) * Math.log(p / q);
  }
  return sum;
}

function towardsMiddle(share: number, middle: number): number {
  return share === 0 ? 0 : share * Math.log2(share / middle);
}

/**
 * The Jensen-Shannon divergence of two histograms of the same bins, in bits (Lin 1991): 0 for equal shares, 1 for histograms without a
 * common bin; it needs no smoothing. An empty histogram diverges from nothing.
 */
export function jensenShannon(a: ArrayLike<number>, b: ArrayLike<number>): number {
  checkParallel(a, b);
  const [totalA, totalB] = [totalOf(a), totalOf(b)];
  if (totalA === 0 || totalB === 0) return 0;
  let sum = 0;
  for (let bin = 0; bin < a.length; bin++) {
    const [p, q] = [a[bin]! / totalA, b[bin]! / totalB];
    const middle = (p + q) / 2;
    sum += towardsMiddle(p, middle) + towardsMiddle(q, middle);
  }
  return Math.min(1, Math.max(0, sum / 2));
}
