import type { Arguments } from "../instructions";
import { rowAt, type Memory } from "./memory";

export function gatherRows({ floats, integers }: Memory, given: Arguments<"gatherRows">): void {
  const { table, ids, rows, width, target, targetStride } = given;
  for (let r = 0; r < rows; r++) {
    rowAt(floats, target, targetStride, r, width).set(rowAt(floats, table, width, integers[ids + r]!, width));
  }
}

export function addRows({ floats, integers }: Memory, given: Arguments<"addRows">): void {
  const { source, sourceStride, slots, rows, width, target, slotCount } = given;
  floats.fill(0, target, target + slotCount * width);
  for (let r = 0; r < rows; r++) {
    const row = rowAt(floats, source, sourceStride, r, width);
    const sums = rowAt(floats, target, width, integers[slots + r]!, width);
    row.forEach((value, j) => (sums[j]! += value));
  }
}

export function scaleRows({ floats, integers }: Memory, given: Arguments<"scaleRows">): void {
  const { source, sourceStride, factors, slots, rows, width, target, targetStride } = given;
  for (let r = 0; r < rows; r++) {
    const row = rowAt(floats, source, sourceStride, r, width);
    const scales = rowAt(floats, factors, width, integers[slots + r]!, width);
    const scaled = rowAt(floats, target, targetStride, r, width);
    row.forEach((value, j) => (scaled[j] = value * scales[j]!));
  }
}
