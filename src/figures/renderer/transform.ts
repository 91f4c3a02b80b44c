import type { Box } from "./dom-types";

/** An affine map (x, y) → (a·x + c·y + e, b·x + d·y + f), in SVG's order of its six numbers. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1], m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3], m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4], m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

function rotation(degrees: number, x: number, y: number): Matrix {
  const cosine = Math.cos((degrees * Math.PI) / 180);
  const sine = Math.sin((degrees * Math.PI) / 180);
  const turn: Matrix = [cosine, sine, -sine, cosine, 0, 0];
  return multiply(multiply([1, 0, 0, 1, x, y], turn), [1, 0, 0, 1, -x, -y]);
}

function step(name: string, values: readonly number[]): Matrix {
  const [first = 0, second = 0, third = 0] = values;
  if (name === "translate") return [1, 0, 0, 1, first, second];
  if (name === "scale") return [first, 0, 0, values.length > 1 ? second : first, 0, 0];
  if (name === "rotate") return rotation(first, second, third);
  if (name === "matrix" && values.length === 6) return values as unknown as Matrix;
  return IDENTITY;
}

/** The matrix of a `transform` attribute (translate, scale, rotate, matrix; anything else counts as no change). */
export function parseTransform(text: string | null): Matrix {
  if (!text) return IDENTITY;
  return [...text.matchAll(/(\w+)\(([^)]*)\)/g)]
    .map(([, name, values]) => step(name!, values!.split(/[\s,]+/).filter(Boolean).map(Number)))
    .reduce(multiply, IDENTITY);
}

/** The smallest upright box around a box's image under the map. */
export function transformBox(box: Box, m: Matrix): Box {
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  const corners = [[box.x, box.y], [right, box.y], [box.x, bottom], [right, bottom]] as const;
  const xs = corners.map(([x, y]) => m[0] * x + m[2] * y + m[4]);
  const ys = corners.map(([x, y]) => m[1] * x + m[3] * y + m[5]);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The smallest box around all boxes, or null around none. */
export function unionBox(boxes: readonly (Box | null)[]): Box | null {
  const present = boxes.filter((box): box is Box => box !== null);
  if (present.length === 0) return null;
  const x = Math.min(...present.map((box) => box.x));
  const y = Math.min(...present.map((box) => box.y));
  const right = Math.max(...present.map((box) => box.x + box.width));
  const bottom = Math.max(...present.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
