import { isFull, lstmWeights, weightNamed, type Work } from "../work";
import { FLOAT, INT32, INT64, model, node, tensor, value, type Graph, type Message } from "./protobuf";

const IR_VERSION = 8;
const OPERATIONS = 17;
/** Where ONNX's gates i, o, f, c stand in ours: i, f, g, o. */
const GATES = [0, 3, 1, 2] as const;

/** A part of a graph, and the name of its result. */
interface Piece {
  readonly nodes: readonly Message[];
  readonly constants: readonly Message[];
  readonly output: string;
}

/** `[inputs, 4 units]` with gates i, f, g, o → `[4 units, inputs]` with gates i, o, f, c. */
function onnxKernel(kernel: Float32Array, units: number): Float32Array {
  const inputs = kernel.length / (4 * units);
  return Float32Array.from(kernel, (_, at) => {
    const row = Math.floor(at / inputs);
    const column = GATES[Math.floor(row / units)]! * units + (row % units);
    return kernel[(at % inputs) * 4 * units + column]!;
  });
}

function joined(parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => Array.from(part)));
}

/** Both directions' weights: kernels `[2, 4u, inputs]`, recurrent `[2, 4u, u]`, and biases `[2, 8u]`, whose second half is zero. */
function lstmConstants(work: Work, layer: number, units: number): readonly Message[] {
  const directions = (["forward", "backward"] as const).map((direction) => {
    const [kernel, recurrent, bias] = lstmWeights(work, layer, direction).map((weight) => onnxKernel(weight.values, units));
    return { kernel: kernel!, recurrent: recurrent!, bias: joined([bias!, new Float32Array(4 * units)]) };
  });
  const inputs = directions[0]!.kernel.length / (4 * units);
  return [
    tensor(`kernel ${layer}`, FLOAT, [2, 4 * units, inputs], joined(directions.map((direction) => direction.kernel))),
    tensor(`recurrent ${layer}`, FLOAT, [2, 4 * units, units], joined(directions.map((direction) => direction.recurrent))),
    tensor(`bias ${layer}`, FLOAT, [2, 8 * units], joined(directions.map((direction) => direction.bias))),
    tensor(`sizes ${layer}`, INT64, [3], BigInt64Array.from([0n, 0n, BigInt(2 * units)])),
  ];
}

/** `[time, rows, inputs]` → `[time, rows, 2 units]`; where there is padding, over each row's own length. */
function bilstm(work: Work, layer: number, units: number, input: string): Piece {
  const lengths = isFull(work) ? [] : ["lengths"];
  const [hidden, turned, output] = [`hidden ${layer}`, `turned ${layer}`, `features ${layer + 1}`];
  const weights = ["kernel", "recurrent", "bias"].map((name) => `${name} ${layer}`);
  const nodes = [
    node("LSTM", [input, ...weights, ...lengths], hidden, { direction: "bidirectional", hidden_size: units }),
    node("Transpose", [hidden], turned, { perm: [0, 2, 1, 3] }),
    node("Reshape", [turned, `sizes ${layer}`], output),
  ];
  return { nodes, constants: lstmConstants(work, layer, units), output };
}

function dense(work: Work, name: string, input: string): Piece {
  const [kernel, bias] = [weightNamed(work, `${name}/kernel`), weightNamed(work, `${name}/bias`)];
  const nodes = [node("MatMul", [input, kernel.name], `${name} product`), node("Add", [`${name} product`, bias.name], name)];
  const constants = [kernel, bias].map((weight) => tensor(weight.name, FLOAT, weight.shape, weight.values));
  return { nodes, constants, output: name };
}

function embedding(work: Work): Piece {
  const table = weightNamed(work, "embedding");
  return {
    nodes: [node("Gather", [table.name, "words"], "features 0")],
    constants: [tensor(table.name, FLOAT, table.shape, table.values)],
    output: "features 0",
  };
}

function hiddenLayer(work: Work, input: string): Piece {
  const product = dense(work, "hidden", input);
  return { ...product, nodes: [...product.nodes, node("Relu", [product.output], "hidden relu")], output: "hidden relu" };
}

function pieces(work: Work): readonly Piece[] {
  const result = [embedding(work)];
  const last = () => result[result.length - 1]!.output;
  work.shape.units.forEach((units, layer) => result.push(bilstm(work, layer, units, last())));
  if (work.shape.hidden) result.push(hiddenLayer(work, last()));
  result.push(dense(work, "logits", last()));
  return result;
}

const PREDICTION = [
  node("Softmax", ["logits"], "probabilities", { axis: -1 }),
  node("ArgMax", ["probabilities"], "places", { axis: -1, keepdims: 0 }),
  node("Cast", ["places"], "tags", { to: INT32 }),
];

/**
 * The work's model with its initial weights as the bytes of an ONNX file: words int32 `[time, rows]` (and, where there
 * is padding, lengths int32 `[rows]`) → tags int32 `[time, rows]`.
 */
export function onnxModel(work: Work): Uint8Array {
  const parts = pieces(work);
  const graph: Graph = {
    nodes: [...parts.flatMap((piece) => piece.nodes), ...PREDICTION],
    constants: parts.flatMap((piece) => piece.constants),
    inputs: [value("words", INT32, ["time", "rows"]), ...(isFull(work) ? [] : [value("lengths", INT32, ["rows"])])],
    outputs: [value("tags", INT32, ["time", "rows"])],
  };
  return model(graph, IR_VERSION, OPERATIONS);
}
