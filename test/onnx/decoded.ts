/** One field of a protocol buffer: a varint as a bigint, anything longer as its bytes. */
export interface Field {
  readonly number: number;
  readonly value: bigint | Uint8Array;
}

/** ModelProto's, GraphProto's and their parts' field numbers, from onnx.proto. */
const MODEL = { irVersion: 1, producer: 2, graph: 7, operations: 8, metadata: 14 };
const GRAPH = { nodes: 1, constants: 5, inputs: 11, outputs: 12 };
const NODE = { inputs: 1, outputs: 2, operation: 4 };

function varintAt(bytes: Uint8Array, at: number): { readonly value: bigint; readonly next: number } {
  let value = 0n;
  for (let shift = 0n, next = at; ; shift += 7n) {
    const byte = bytes[next++]!;
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return { value, next };
  }
}

/** The fields of a message in their order. Throws for a wire type that our files do not use. */
export function fieldsOf(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < message.length; ) {
    const key = varintAt(message, at);
    const { value, next } = varintAt(message, key.next);
    const number = Number(key.value >> 3n);
    const wire = Number(key.value & 7n);
    if (wire !== 0 && wire !== 2) throw new Error(`field ${number} has the wire type ${wire}`);
    at = wire === 0 ? next : next + Number(value);
    if (at > message.length) throw new Error(`field ${number} is longer than its message`);
    fields.push({ number, value: wire === 0 ? value : message.subarray(next, at) });
  }
  return fields;
}

function all(message: Uint8Array, wanted: number): Uint8Array[] {
  return fieldsOf(message).filter(({ number }) => number === wanted).map(({ value }) => value as Uint8Array);
}

function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("utf8");
}

function texts(message: Uint8Array, wanted: number): string[] {
  return all(message, wanted).map(text);
}

function integerOf(message: Uint8Array, wanted: number): number {
  return Number(fieldsOf(message).find(({ number }) => number === wanted)!.value);
}

export interface DecodedValue {
  readonly name: string;
  readonly type: number;
  /** A number, or the name of an open size. */
  readonly sizes: readonly (number | string)[];
}

/** ValueInfoProto → TypeProto → TypeProto.Tensor → TensorShapeProto. */
function valueOf(message: Uint8Array): DecodedValue {
  const [tensor] = all(all(message, 2)[0]!, 1);
  const sizes = all(all(tensor!, 2)[0]!, 1).map((size) => {
    const [{ value }] = fieldsOf(size) as [Field];
    return typeof value === "bigint" ? Number(value) : text(value);
  });
  return { name: texts(message, 1)[0]!, type: integerOf(tensor!, 1), sizes };
}

export interface DecodedNode {
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export interface DecodedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
  readonly bytes: number;
}

function tensorOf(message: Uint8Array): DecodedTensor {
  const fields = fieldsOf(message);
  const shape = fields.filter(({ number }) => number === 1).map(({ value }) => Number(value));
  return { name: texts(message, 8)[0]!, shape, type: integerOf(message, 2), bytes: all(message, 9)[0]!.length };
}

export interface DecodedModel {
  readonly irVersion: number;
  readonly operations: number;
  readonly producer: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly nodes: readonly DecodedNode[];
  readonly constants: readonly DecodedTensor[];
  readonly inputs: readonly DecodedValue[];
  readonly outputs: readonly DecodedValue[];
}

/** What an ONNX file holds, read by other code than what wrote it. */
export function decodeModel(bytes: Uint8Array): DecodedModel {
  const [graph] = all(bytes, MODEL.graph) as [Uint8Array];
  return {
    irVersion: integerOf(bytes, MODEL.irVersion),
    operations: integerOf(all(bytes, MODEL.operations)[0]!, 2),
    producer: texts(bytes, MODEL.producer)[0]!,
    metadata: Object.fromEntries(all(bytes, MODEL.metadata).map((entry) => [texts(entry, 1)[0]!, texts(entry, 2)[0]!])),
    nodes: all(graph, GRAPH.nodes).map((node) => ({
      operation: texts(node, NODE.operation)[0]!, inputs: texts(node, NODE.inputs), outputs: texts(node, NODE.outputs),
    })),
    constants: all(graph, GRAPH.constants).map(tensorOf),
    inputs: all(graph, GRAPH.inputs).map(valueOf),
    outputs: all(graph, GRAPH.outputs).map(valueOf),
  };
}
