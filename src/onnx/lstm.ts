import { FLOAT, INT64, node, tensor, type Message } from "./protobuf";
import type { Piece } from "./pieces";

/** Where ONNX's gates i, o, f, c stand in ours: i, f, g, o. */
const GATES = [0, 3, 1, 2] as const;

/** One direction's weights as tf.layers has them: kernel `[inputs, 4 units]`, recurrent `[units, 4 units]`, bias `[4 units]`. */
export interface LstmDirection {
  readonly kernel: Float32Array;
  readonly recurrent: Float32Array;
  readonly bias: Float32Array;
}

export interface BilstmPart {
  /** The name in the graph of a weight or of a value in between. */
  readonly name: (part: string) => string;
  readonly input: string;
  readonly output: string;
  readonly units: number;
  /** Forward, then backward. */
  readonly directions: readonly [LstmDirection, LstmDirection];
  /** The name of int32 `[batch]` where each row is read over its own length only. */
  readonly lengths?: string;
  /** Whether input and output are `[batch, time, …]`; else `[time, batch, …]`, which is how ONNX's LSTM has them. */
  readonly batchFirst: boolean;
}

/** `[inputs, 4 units]` with gates i, f, g, o → `[4 units, inputs]` with gates i, o, f, c. */
export function onnxKernel(kernel: Float32Array, units: number): Float32Array {
  const inputs = kernel.length / (4 * units);
  return Float32Array.from(kernel, (_, at) => {
    const row = Math.floor(at / inputs);
    const column = GATES[Math.floor(row / units)]! * units + (row % units);
    return kernel[(at % inputs) * 4 * units + column]!;
  });
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

/** Both directions' weights: kernels `[2, 4u, inputs]`, recurrent `[2, 4u, u]`, and biases `[2, 8u]`, whose second half is zero. */
function constantsOf({ name, units, directions }: BilstmPart): readonly Message[] {
  const turned = (part: keyof LstmDirection) => directions.map((direction) => onnxKernel(direction[part], units));
  const kernels = turned("kernel");
  const biases = turned("bias").map((bias) => joined([bias, new Float32Array(4 * units)]));
  return [
    tensor(name("kernel"), FLOAT, [2, 4 * units, kernels[0]!.length / (4 * units)], joined(kernels)),
    tensor(name("recurrent"), FLOAT, [2, 4 * units, units], joined(turned("recurrent"))),
    tensor(name("bias"), FLOAT, [2, 8 * units], joined(biases)),
    tensor(name("sizes"), INT64, [3], BigInt64Array.from([0n, 0n, BigInt(2 * units)])),
  ];
}

/** `[batch, time, inputs]` → `[batch, time, 2 units]`, forward half first; zero behind a row's length where lengths are given. */
export function bilstmPiece(part: BilstmPart): Piece {
  const { name, input, output, units, lengths, batchFirst } = part;
  const steps = batchFirst ? name("steps") : input;
  const weights = ["kernel", "recurrent", "bias"].map(name);
  const nodes = [
    ...(batchFirst ? [node("Transpose", [input], steps, { perm: [1, 0, 2] })] : []),
    node("LSTM", [steps, ...weights, ...(lengths ? [lengths] : [])], name("hidden"), { direction: "bidirectional", hidden_size: units }),
    node("Transpose", [name("hidden")], name("turned"), { perm: batchFirst ? [2, 0, 1, 3] : [0, 2, 1, 3] }),
    node("Reshape", [name("turned"), name("sizes")], output),
  ];
  return { nodes, constants: constantsOf(part), output };
}
