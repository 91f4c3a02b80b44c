import type { WorkShape } from "./peers/work";

/** Multiplications and additions of a product of a row `[inputs]` and a matrix `[inputs, outputs]`. */
function product(inputs: number, outputs: number): number {
  return 2 * inputs * outputs;
}

function bilstm(inputs: number, units: number): number {
  return 2 * (product(inputs, 4 * units) + product(units, 4 * units));
}

/** Floating-point operations of the matrix products for one token, from words to logits. Everything else is not counted. */
export function inferenceFlops({ embedding, units, hidden, tags }: WorkShape): number {
  const widths = [embedding, ...units.map((size) => 2 * size)];
  const recurrent = units.reduce((total, size, layer) => total + bilstm(widths[layer]!, size), 0);
  const last = widths.at(-1)!;
  return recurrent + (hidden ? product(last, hidden) + product(hidden, tags) : product(last, tags));
}

/** The same for a training step: going back, each product becomes two, one for the inputs' gradient and one for the weights'. */
export function trainingFlops(shape: WorkShape): number {
  return 3 * inferenceFlops(shape);
}
