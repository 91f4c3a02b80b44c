/**
 * UnsortedSegmentSum, the gradient of every embedding look-up: `output[ids[i]] += rows[i]`.
 * tfjs's wasm backend lacks it, and its cpu backend loops over vocabulary × tokens.
 */
export function addRowsBySegment(rows: Float32Array, ids: Int32Array, width: number, output: Float32Array): void {
  for (let i = 0; i < ids.length; i++) {
    const from = i * width;
    const to = ids[i]! * width;
    for (let k = 0; k < width; k++) output[to + k]! += rows[from + k]!;
  }
}
