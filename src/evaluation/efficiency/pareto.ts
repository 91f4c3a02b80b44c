import { DataError } from "../../errors";

/** One thing to want more or less of. */
export interface Objective<Point> {
  readonly name: string;
  readonly better: "higher" | "lower";
  readonly value: (point: Point) => number;
}

function valuesOf<Point>(point: Point, index: number, objectives: readonly Objective<Point>[]): number[] {
  return objectives.map(({ name, better, value }) => {
    const measured = value(point);
    if (Number.isNaN(measured)) throw new DataError(`Point ${index} has no number for ${name}; leave it out of the comparison.`);
    return better === "higher" ? measured : -measured;
  });
}

/** Whether a is at least as good as b in everything and better in something. */
function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, i) => value >= b[i]!) && a.some((value, i) => value > b[i]!);
}

/**
 * The points that no other point dominates, in the order given. Points that are equal in every objective do not dominate each
 * other: they are on the front together or not at all. Throws a DataError for no objective and for a value that is NaN.
 */
export function paretoFront<Point>(points: readonly Point[], objectives: readonly Objective<Point>[]): Point[] {
  if (objectives.length === 0) throw new DataError("A Pareto front needs at least one objective.");
  const values = points.map((point, i) => valuesOf(point, i, objectives));
  return points.filter((_, i) => !values.some((other) => dominates(other, values[i]!)));
}
