/** A straight line by least squares: y grows by `slope` for every x, give or take its standard error. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
  /** Of the slope; null for two points or fewer. */
  readonly standardError: number | null;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Throws a RangeError for fewer than two different x. */
export function lineThrough(points: readonly { readonly x: number; readonly y: number }[]): Line {
  const [meanX, meanY] = [meanOf(points.map(({ x }) => x)), meanOf(points.map(({ y }) => y))];
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (!(spread > 0)) throw new RangeError("A line needs two points with different x.");
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const intercept = meanY - slope * meanX;
  const rest = points.reduce((sum, { x, y }) => sum + (y - intercept - slope * x) ** 2, 0);
  return { slope, intercept, standardError: points.length > 2 ? Math.sqrt(rest / (points.length - 2) / spread) : null };
}
