import { FLOAT, INT32, INT64, node, tensor, type Message } from "./protobuf";

/** A part of a graph, and the name of its result. */
export interface Piece {
  readonly nodes: readonly Message[];
  readonly constants: readonly Message[];
  readonly output: string;
}

export interface NamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What stands where padding must lose: below anything that a model reaches. */
const BELOW_EVERYTHING = -1e9;

function weightTensor({ name, shape, values }: NamedWeight): Message {
  return tensor(name, FLOAT, shape, values);
}

function scalar(name: string, value: number): Message {
  return tensor(name, FLOAT, [], Float32Array.of(value));
}

function integers(name: string, ...values: readonly number[]): Message {
  return tensor(name, INT64, [values.length], BigInt64Array.from(values, BigInt));
}

/** Ids `[…]` → rows of the table `[…, width]`. */
export function embeddingPiece(table: NamedWeight, words: string, output: string): Piece {
  return { nodes: [node("Gather", [table.name, words], output)], constants: [weightTensor(table)], output };
}

/** `[…, inputs]` → `[…, outputs]`: an affine map, with a rectifier behind it where one is wanted. */
export function densePiece(name: string, [kernel, bias]: readonly [NamedWeight, NamedWeight], input: string, rectified: boolean): Piece {
  const nodes = [node("MatMul", [input, kernel.name], `${name} product`), node("Add", [`${name} product`, bias.name], name)];
  const constants = [kernel, bias].map(weightTensor);
  if (!rectified) return { nodes, constants, output: name };
  return { nodes: [...nodes, node("Relu", [name], `${name} relu`)], constants, output: `${name} relu` };
}

/** The maximum over time, `[batch, time, width]` → `[batch, 1, width]`; `tokens`, bool `[batch, time, 1]`, leaves padding out. */
export function maximumPiece(name: string, input: string, tokens: string | undefined): Piece {
  const maximum = (from: string) => node("ReduceMax", [from], name, { axes: [1], keepdims: 1 });
  if (tokens === undefined) return { nodes: [maximum(input)], constants: [], output: name };
  const low = `${name}/below everything`;
  const nodes = [node("Where", [tokens, input, low], `${name}/tokens`), maximum(`${name}/tokens`)];
  return { nodes, constants: [scalar(low, BELOW_EVERYTHING)], output: name };
}

/** `[batch, 1, width]` → `[batch, time, width]`, the time taken from `words` `[batch, time]`. */
export function repeatPiece(name: string, input: string, words: string): Piece {
  const nodes = [
    node("Shape", [words], `${name}/rows and time`),
    node("Concat", [`${name}/rows and time`, `${name}/one`], `${name}/sizes`, { axis: 0 }),
    node("Expand", [input, `${name}/sizes`], name),
  ];
  return { nodes, constants: [integers(`${name}/one`, 1)], output: name };
}

/** `[batch, time, width]` → `[batch, time, 2 width]`, as the layer SelfAttention; `tokens` is bool `[batch, 1, time]`. */
export function attentionPiece(name: string, input: string, width: number, tokens: string | undefined): Piece {
  const at = (part: string) => `${name}/${part}`;
  const allowed = tokens === undefined ? at("scores") : at("allowed");
  const nodes = [
    node("Transpose", [input], at("turned"), { perm: [0, 2, 1] }),
    node("MatMul", [input, at("turned")], at("products")),
    node("Mul", [at("products"), at("scale")], at("scores")),
    ...(tokens === undefined ? [] : [node("Where", [tokens, at("scores"), at("below everything")], allowed)]),
    node("Softmax", [allowed], at("shares"), { axis: -1 }),
    node("MatMul", [at("shares"), input], at("mixture")),
    node("Concat", [input, at("mixture")], name, { axis: 2 }),
  ];
  const low = tokens === undefined ? [] : [scalar(at("below everything"), BELOW_EVERYTHING)];
  return { nodes, constants: [scalar(at("scale"), 1 / Math.sqrt(width)), ...low], output: name };
}

/** Names of the values that say where a batch's tokens are. */
export const MASK = { column: "tokens as a column", row: "tokens as a row", lengths: "lengths" } as const;

export interface MaskNeeds {
  readonly row: boolean;
  readonly lengths: boolean;
}

/**
 * Where tokens are, from words int32 `[batch, time]` alone, PAD being id 0: bool `[batch, time, 1]` and, where needed,
 * `[batch, 1, time]` and the number of tokens of each row, int32 `[batch]`.
 */
export function maskPiece(words: string, { row, lengths }: MaskNeeds): Piece {
  const nodes = [
    node("Equal", [words, "PAD"], "padding"),
    node("Not", ["padding"], "tokens"),
    node("Unsqueeze", ["tokens", "axis 2"], MASK.column),
    ...(row ? [node("Unsqueeze", ["tokens", "axis 1"], MASK.row)] : []),
    ...(lengths ? [node("Cast", ["tokens"], "ones", { to: INT32 }), node("ReduceSum", ["ones", "axis 1"], MASK.lengths, { keepdims: 0 })] : []),
  ];
  const pad = tensor("PAD", INT32, [], Int32Array.of(0));
  return { nodes, constants: [pad, integers("axis 2", 2), ...(row || lengths ? [integers("axis 1", 1)] : [])], output: MASK.column };
}
