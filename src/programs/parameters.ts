import type { Arena } from "./arena";

/** Where one weight and, while training, its gradient and Adam's moments lie. */
export interface Parameter {
  readonly shape: readonly number[];
  readonly size: number;
  readonly word: number;
  readonly gradient: number;
  readonly first: number;
  readonly second: number;
}

/** An embedding table: its gradient has rows only for the words of a batch, and lies with the batch. */
export interface TableParameter extends Parameter {
  /** For every row of the table its slot in the gradient, or −1. */
  readonly slotOfRow: number;
}

/** All weights of a model in memory, in the model's order; the dense ones adjoin, so that one instruction updates them. */
export interface ParameterLayout {
  readonly parameters: readonly Parameter[];
  readonly table: TableParameter;
  /** The dense parameters' region: first word and words in it, and the same region of gradients and moments. */
  readonly dense: { readonly count: number; readonly word: number; readonly gradient: number; readonly first: number; readonly second: number };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

function aligned(words: number): number {
  return Math.ceil(words / 16) * 16;
}

/** Places weights of these shapes, the first of which is the embedding table; without `training` only the weights themselves. */
export function placeParameters(shapes: readonly (readonly number[])[], arena: Arena, training: boolean): ParameterLayout {
  const [tableShape, ...denseShapes] = shapes as [readonly number[], ...(readonly number[])[]];
  const count = denseShapes.reduce((sum, shape) => sum + aligned(sizeOf(shape)), 0);
  const region = (words: number, wanted: boolean) => (wanted ? arena.allocate(words) : 0);
  const tableSize = sizeOf(tableShape);
  const table: TableParameter = {
    shape: tableShape,
    size: tableSize,
    word: arena.allocate(tableSize),
    gradient: 0,
    first: region(tableSize, training),
    second: region(tableSize, training),
    slotOfRow: region(tableShape[0]!, training),
  };
  const dense = {
    count,
    word: arena.allocate(count),
    gradient: region(count, training),
    first: region(count, training),
    second: region(count, training),
  };
  let offset = 0;
  const parameters = denseShapes.map((shape): Parameter => {
    const at = offset;
    offset += aligned(sizeOf(shape));
    return { shape, size: sizeOf(shape), word: dense.word + at, gradient: dense.gradient + at, first: dense.first + at, second: dense.second + at };
  });
  return { parameters: [table, ...parameters], table, dense };
}
