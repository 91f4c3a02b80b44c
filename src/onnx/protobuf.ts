/**
 * The few messages of ONNX's onnx.proto that a model needs, written as protocol buffers: a field is its number and wire
 * type in one varint, then the value. A message here is the bytes of its fields.
 */
export type Message = Uint8Array;

/** Versions that every runtime of the last years reads; ours need nothing newer. */
const IR_VERSION = 8;
const OPERATIONS = 17;

const VARINT = 0;
const DELIMITED = 2;

/** TensorProto.DataType */
export const FLOAT = 1;
export const INT32 = 6;
export const INT64 = 7;

/** AttributeProto.AttributeType */
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_STRING = 3;
const ATTRIBUTE_INTS = 7;

function join(parts: readonly Uint8Array[]): Message {
  return Buffer.concat(parts);
}

function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.from([...bytes, Number(rest)]);
}

function integer(field: number, value: number): Message {
  return join([varint((field << 3) | VARINT), varint(value)]);
}

function delimited(field: number, content: string | Uint8Array): Message {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return join([varint((field << 3) | DELIMITED), varint(bytes.length), bytes]);
}

/** TensorProto: a constant of the graph, with its values as raw little-endian bytes. */
export function tensor(name: string, type: number, shape: readonly number[], values: Float32Array | Int32Array | BigInt64Array): Message {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return join([...shape.map((size) => integer(1, size)), integer(2, type), delimited(8, name), delimited(9, raw)]);
}

export type AttributeValue = number | string | readonly number[];

/** AttributeProto: an integer, a string or a list of integers. */
function attribute(name: string, value: AttributeValue): Message {
  if (typeof value === "number") return join([delimited(1, name), integer(3, value), integer(20, ATTRIBUTE_INT)]);
  if (typeof value === "string") return join([delimited(1, name), delimited(4, value), integer(20, ATTRIBUTE_STRING)]);
  return join([delimited(1, name), ...value.map((item) => integer(8, item)), integer(20, ATTRIBUTE_INTS)]);
}

/** NodeProto: one operation. An empty name stands for an input that is left out. */
export function node(
  operation: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, AttributeValue>> = {},
): Message {
  return join([
    ...inputs.map((name) => delimited(1, name)),
    delimited(2, output),
    delimited(4, operation),
    ...Object.entries(attributes).map(([name, value]) => delimited(5, attribute(name, value))),
  ]);
}

/** ValueInfoProto: an input or output of the graph; each of its sizes is a number, or has a name where it is open. */
export function value(name: string, type: number, sizes: readonly (string | number)[]): Message {
  const shape = join(sizes.map((size) => delimited(1, typeof size === "number" ? integer(1, size) : delimited(2, size))));
  const tensorType = join([integer(1, type), delimited(2, shape)]);
  return join([delimited(1, name), delimited(2, delimited(1, tensorType))]);
}

export interface Graph {
  readonly nodes: readonly Message[];
  readonly constants: readonly Message[];
  readonly inputs: readonly Message[];
  readonly outputs: readonly Message[];
}

/** What a file says of itself: who wrote it, and texts by name. */
export interface Origin {
  readonly producer: string;
  readonly metadata: Readonly<Record<string, string>>;
}

function metadataProperty([key, text]: readonly [string, string]): Message {
  return delimited(14, join([delimited(1, key), delimited(2, text)]));
}

/** ModelProto around a GraphProto, for one version of the format and of ONNX's own operations. */
export function model(graph: Graph, origin?: Origin): Message {
  const body = join([
    ...graph.nodes.map((item) => delimited(1, item)),
    delimited(2, "tagger"),
    ...graph.constants.map((item) => delimited(5, item)),
    ...graph.inputs.map((item) => delimited(11, item)),
    ...graph.outputs.map((item) => delimited(12, item)),
  ]);
  return join([
    integer(1, IR_VERSION),
    ...(origin ? [delimited(2, origin.producer)] : []),
    delimited(7, body),
    delimited(8, integer(2, OPERATIONS)),
    ...Object.entries(origin?.metadata ?? {}).map(metadataProperty),
  ]);
}
