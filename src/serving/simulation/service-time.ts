/** One measurement: a batch of so many tokens took so long, in milliseconds. */
export interface BatchTime {
  readonly tokens: number;
  readonly milliseconds: number;
}

/** Batch time = fixed + per token × tokens, and how well the points keep to it. */
export interface ServiceTime {
  readonly fixedMilliseconds: number;
  readonly perTokenMicroseconds: number;
  /** Mean of |fitted − measured| / measured. */
  readonly meanRelativeError: number;
  readonly points: number;
}

const PER_MILLISECOND = 1000;

function weightedLine(points: readonly BatchTime[]): readonly [fixed: number, slope: number] {
  let [w, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (const { tokens, milliseconds } of points) {
    const weight = 1 / milliseconds ** 2;
    w += weight;
    x += weight * tokens;
    y += weight * milliseconds;
    xx += weight * tokens * tokens;
    xy += weight * tokens * milliseconds;
  }
  const spread = w * xx - x * x;
  const slope = spread > 1e-12 * w * xx ? (w * xy - x * y) / spread : 0;
  return [(y - slope * x) / w, slope];
}

/** The line through the origin: for points that a line would meet below 0. */
function proportional(points: readonly BatchTime[]): number {
  const ratios = points.map(({ tokens, milliseconds }) => tokens / milliseconds);
  return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.reduce((sum, ratio) => sum + ratio * ratio, 0);
}

/**
 * The line through measured batch times by least squares of the relative error, so that small batches count as much as large
 * ones; neither part is ever negative. Throws a RangeError without points, or with one that took no time.
 */
export function fitServiceTime(points: readonly BatchTime[]): ServiceTime {
  const wrong = points.find(({ tokens, milliseconds }) => !(tokens > 0 && milliseconds > 0));
  if (points.length === 0 || wrong) throw new RangeError(`Service times are fitted from batches with tokens and a time, not from ${JSON.stringify(wrong ?? [])}.`);
  const [intercept, steepness] = weightedLine(points);
  const mean = points.reduce((sum, { milliseconds }) => sum + 1 / milliseconds, 0);
  const flat = mean / points.reduce((sum, { milliseconds }) => sum + 1 / milliseconds ** 2, 0);
  const [fixed, slope] = intercept < 0 ? [0, proportional(points)] : steepness < 0 ? [flat, 0] : [intercept, steepness];
  const errors = points.map(({ tokens, milliseconds }) => Math.abs(fixed + slope * tokens - milliseconds) / milliseconds);
  return {
    fixedMilliseconds: fixed,
    perTokenMicroseconds: slope * PER_MILLISECOND,
    meanRelativeError: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    points: points.length,
  };
}
