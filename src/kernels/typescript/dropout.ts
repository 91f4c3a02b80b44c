import { dropoutFactor } from "../../random/dropout";
import type { Arguments } from "../instructions";
import { rowAt, type Memory } from "./memory";

type Mask = Pick<Arguments<"dropout">, "ids" | "rows" | "width" | "key0" | "key1" | "threshold" | "scale">;

/** The factor of value j in row r; the number it is drawn with counts through the rows that `ids` names. */
function factorAt(integers: Int32Array, { ids, width, key0, key1, threshold, scale }: Mask, r: number, j: number): number {
  return dropoutFactor(key0, key1, integers[ids + r]! * width + j, { threshold: threshold >>> 0, scale });
}

export function dropoutFactors({ floats, integers }: Memory, given: Arguments<"dropoutFactors">): void {
  const { rows, width, target } = given;
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < width; j++) floats[target + r * width + j] = factorAt(integers, given, r, j);
  }
}

export function dropout({ floats, integers }: Memory, given: Arguments<"dropout">): void {
  const { source, sourceStride, rows, width, target, targetStride } = given;
  for (let r = 0; r < rows; r++) {
    const row = rowAt(floats, source, sourceStride, r, width);
    const dropped = rowAt(floats, target, targetStride, r, width);
    row.forEach((value, j) => (dropped[j] = value * factorAt(integers, given, r, j)));
  }
}
