import type { Box } from "./dom-types";

/** How many numbers each absolute path command takes, and at which of them its points begin. */
const ARGUMENTS: Readonly<Record<string, { count: number; points: readonly number[] }>> = {
  M: { count: 2, points: [0] },
  L: { count: 2, points: [0] },
  T: { count: 2, points: [0] },
  Q: { count: 4, points: [0, 2] },
  S: { count: 4, points: [0, 2] },
  C: { count: 6, points: [0, 2, 4] },
  A: { count: 7, points: [5] },
};

type Point = readonly [x: number, y: number];

function straight(command: string, values: readonly number[], from: Point): Point[] {
  return values.map((value) => (command === "H" ? [value, from[1]] : [from[0], value]));
}

function pointsOf(command: string, values: readonly number[]): Point[] {
  const shape = ARGUMENTS[command];
  if (!shape) return [];
  const points: Point[] = [];
  for (let start = 0; start + shape.count <= values.length; start += shape.count) {
    for (const at of shape.points) points.push([values[start + at]!, values[start + at + 1]!]);
  }
  return points;
}

/**
 * The box around a path's end and control points, or null for an empty path. It contains curves (a Bézier curve lies inside
 * its control points) but not the bulge of arcs; only commands in absolute coordinates are read, the only ones Plotly writes.
 */
export function pathBox(path: string): Box | null {
  let last: Point = [0, 0];
  const points: Point[] = [];
  for (const [, command, rest] of path.matchAll(/([A-Z])([^A-Za-df-z]*)/g)) {
    const values = (rest!.match(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g) ?? []).map(Number);
    const reached = command === "H" || command === "V" ? straight(command, values, last) : pointsOf(command!, values);
    points.push(...reached);
    last = reached[reached.length - 1] ?? last;
  }
  if (points.length === 0) return null;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
