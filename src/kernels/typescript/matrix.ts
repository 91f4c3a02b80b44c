import { MULTIPLY_MODES, type Arguments } from "../instructions";
import { rowAt, type Floats, type Memory } from "./memory";

/** The oracle's panels are the plain matrix, row-major without gaps. */
export function pack({ floats }: Memory, { source, sourceStride, depth, columns, transposed, target }: Arguments<"pack">): void {
  for (let k = 0; k < depth; k++) {
    for (let n = 0; n < columns; n++) {
      floats[target + k * columns + n] = floats[source + (transposed ? n * sourceStride + k : k * sourceStride + n)]!;
    }
  }
}

/** Σₖ row[k] · packed[k, n], of a packed matrix `[depth, columns]`. */
export function productAt(floats: Floats, row: Floats, packed: number, columns: number, n: number): number {
  let sum = 0;
  for (let k = 0; k < row.length; k++) sum += row[k]! * floats[packed + k * columns + n]!;
  return sum;
}

export function multiply({ floats }: Memory, given: Arguments<"multiply">): void {
  const { a, aStride, packed, bias, c, cStride, rows, depth, columns, mode } = given;
  for (let r = 0; r < rows; r++) {
    const row = rowAt(floats, a, aStride, r, depth);
    const out = rowAt(floats, c, cStride, r, columns);
    for (let n = 0; n < columns; n++) {
      const start = mode === MULTIPLY_MODES.add ? out[n]! : mode === MULTIPLY_MODES.bias ? floats[bias + n]! : 0;
      out[n] = start + productAt(floats, row, packed, columns, n);
    }
  }
}

/** c[m, n] = Σₖ a[k, m] · b[k, n] */
export function multiplyTransposed({ floats }: Memory, given: Arguments<"multiplyTransposed">): void {
  const { a, aStride, b, bStride, c, cStride, rows, depth, columns } = given;
  for (let m = 0; m < rows; m++) {
    for (let n = 0; n < columns; n++) {
      let sum = 0;
      for (let k = 0; k < depth; k++) sum += floats[a + k * aStride + m]! * floats[b + k * bStride + n]!;
      floats[c + m * cStride + n] = sum;
    }
  }
}

export function sumColumns({ floats }: Memory, { source, sourceStride, rows, columns, target }: Arguments<"sumColumns">): void {
  for (let n = 0; n < columns; n++) {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += floats[source + r * sourceStride + n]!;
    floats[target + n] = sum;
  }
}
