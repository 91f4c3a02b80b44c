import * as tf from "@tensorflow/tfjs";
import { createGenerator, type RandomGenerator } from "../random/generator";

export type Initializer = ReturnType<typeof tf.initializers.zeros>;

function initializer(apply: (shape: tf.Shape) => tf.Tensor): Initializer {
  // tfjs exports no Initializer class to extend; addWeight calls nothing but apply.
  return { apply } as unknown as Initializer;
}

/** Bias of an LSTM direction: zeros, but ones for the forget gate (Jozefowicz et al. 2015), as tf.layers' unitForgetBias. */
export function unitForgetBias(units: number): Initializer {
  return initializer(() => tf.tidy(() => tf.concat([tf.zeros([units]), tf.ones([units]), tf.zeros([2 * units])])));
}

/** A standard normal number (Box & Muller 1958). */
function normal(generator: RandomGenerator): number {
  const radius = Math.sqrt(-2 * Math.log(1 - generator.uniform()));
  return radius * Math.cos(2 * Math.PI * generator.uniform());
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The part of a row at right angles to the rows before it, scaled to length one. */
function orthonormalized(row: Float64Array, earlier: readonly Float64Array[]): Float64Array {
  let rest = row;
  for (const other of earlier) {
    const share = dot(rest, other);
    rest = rest.map((value, i) => value - share * other[i]!);
  }
  const length = Math.sqrt(dot(rest, rest));
  return rest.map((value) => value / length);
}

/** `rows` orthonormal rows of width `columns` (rows ≤ columns) by modified Gram–Schmidt over normal rows (Saxe et al. 2014). */
export function orthonormalRows(rows: number, columns: number, generator: RandomGenerator): Float64Array[] {
  const result: Float64Array[] = [];
  for (let r = 0; r < rows; r++) {
    const row = Float64Array.from({ length: columns }, () => normal(generator));
    result.push(orthonormalized(row, result));
  }
  return result;
}

/** The recurrent kernel's initial value `[units, 4 × units]`: orthonormal rows. tf.layers' own takes seconds for the same. */
export function orthogonal(seed: number): Initializer {
  return initializer((shape) => {
    const [rows, columns] = shape as [number, number];
    const values = orthonormalRows(rows, columns, createGenerator(seed)).flatMap((row) => [...row]);
    return tf.tensor2d(values, [rows, columns]);
  });
}
