export type Floats = Float32Array | Float64Array;

/** The two views of a machine's memory that an operation works on. */
export interface Memory {
  readonly floats: Floats;
  readonly integers: Int32Array;
}

/** Row r of a matrix `[rows, width]` whose rows lie `stride` words apart, as a view. */
export function rowAt(floats: Floats, matrix: number, stride: number, r: number, width: number): Floats {
  const first = matrix + r * stride;
  return floats.subarray(first, first + width);
}
