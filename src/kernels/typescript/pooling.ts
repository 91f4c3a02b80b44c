import type { Arguments } from "../instructions";
import { rowAt, type Memory } from "./memory";

export function maxRows({ floats, integers }: Memory, given: Arguments<"maxRows">): void {
  const { source, sourceStride, slots, rows, width, target, slotCount } = given;
  floats.fill(-Infinity, target, target + slotCount * width);
  for (let r = 0; r < rows; r++) {
    const maxima = rowAt(floats, target, width, integers[slots + r]!, width);
    rowAt(floats, source, sourceStride, r, width).forEach((value, j) => (maxima[j] = Math.max(maxima[j]!, value)));
  }
}

export function maxRowsGradient({ floats, integers }: Memory, given: Arguments<"maxRowsGradient">): void {
  const { source, sourceStride, slots, rows, width, target, targetStride } = given;
  for (let r = 0; r < rows; r++) {
    const slot = integers[slots + r]!;
    const maxima = rowAt(floats, given.maxima, width, slot, width);
    const gradient = rowAt(floats, given.gradient, width, slot, width);
    const back = rowAt(floats, target, targetStride, r, width);
    rowAt(floats, source, sourceStride, r, width).forEach((value, j) => (back[j] = value === maxima[j] ? gradient[j]! : 0));
  }
}
