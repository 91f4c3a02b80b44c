import { MULTIPLY_MODES } from "../../kernels/instructions";
import { packedWords, type Arena } from "../arena";
import type { Emission } from "../emission";
import type { Parameter } from "../parameters";
import { newValue, rowsOf, type Pass, type Value } from "./stage";

/** A weight matrix `[depth, columns]` with room for its packed forms. */
export interface PackedMatrix {
  readonly parameter: Parameter;
  readonly packed: number;
  /** Of the transpose; 0 where nothing is trained. */
  readonly transposed: number;
}

export function placeMatrix(parameter: Parameter, arena: Arena, training: boolean): PackedMatrix {
  const [depth, columns] = parameter.shape as [number, number];
  return {
    parameter,
    packed: arena.allocate(packedWords(depth, columns)),
    transposed: training ? arena.allocate(packedWords(columns, depth)) : 0,
  };
}

export function packMatrix(emission: Emission, matrix: PackedMatrix, training: boolean): void {
  const [depth, columns] = matrix.parameter.shape as [number, number];
  const source = { source: matrix.parameter.word, sourceStride: columns };
  emission.emit("pack", { ...source, depth, columns, transposed: 0, target: matrix.packed });
  if (training) emission.emit("pack", { ...source, depth: columns, columns: depth, transposed: 1, target: matrix.transposed });
}

/** input · matrix + bias. */
export function multiplyWithBias(pass: Pass, input: Value, matrix: PackedMatrix, bias: Parameter): Value {
  const [depth, columns] = matrix.parameter.shape as [number, number];
  const output = newValue(pass, columns, input.per);
  pass.emission.emit("multiply", {
    a: input.word, aStride: input.stride, packed: matrix.packed, bias: bias.word, c: output.word, cStride: output.stride,
    rows: rowsOf(input, pass.batch), depth, columns, mode: MULTIPLY_MODES.bias,
  });
  return output;
}

/** Gradients of a matrix and, where there is one, of its bias, from its input and its output's gradient. */
export function weightGradients(pass: Pass, input: Value, gradient: Value, matrix: Parameter, bias: Parameter): void {
  const [rows, columns] = matrix.shape as [number, number];
  const depth = rowsOf(input, pass.batch);
  const b = { b: gradient.word, bStride: gradient.stride };
  pass.emission.emit("multiplyTransposed", { a: input.word, aStride: input.stride, ...b, c: matrix.gradient, cStride: columns, rows, columns, depth });
  pass.emission.emit("sumColumns", { source: gradient.word, sourceStride: gradient.stride, rows: depth, columns, target: bias.gradient });
}

/** target (=, or += with `add`) gradient · transposed matrix. */
export function multiplyBack(pass: Pass, gradient: Value, matrix: PackedMatrix, target: Value, mode: number): void {
  const [columns, depth] = matrix.parameter.shape as [number, number];
  pass.emission.emit("multiply", {
    a: gradient.word, aStride: gradient.stride, packed: matrix.transposed, bias: 0, c: target.word, cStride: target.stride,
    rows: rowsOf(target, pass.batch), depth, columns, mode,
  });
}
