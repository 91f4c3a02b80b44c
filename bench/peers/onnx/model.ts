import { bilstmPiece, type LstmDirection } from "../../../src/onnx/lstm";
import { densePiece, embeddingPiece, type Piece } from "../../../src/onnx/pieces";
import { INT32, model, node, value, type Graph } from "../../../src/onnx/protobuf";
import { isFull, lstmWeights, weightNamed, type Work } from "../work";

function directionOf(work: Work, layer: number, direction: "forward" | "backward"): LstmDirection {
  const [kernel, recurrent, bias] = lstmWeights(work, layer, direction).map((weight) => weight.values);
  return { kernel: kernel!, recurrent: recurrent!, bias: bias! };
}

/** `[time, rows, inputs]` → `[time, rows, 2 units]`; where there is padding, over each row's own length. */
function bilstm(work: Work, layer: number, units: number, input: string): Piece {
  return bilstmPiece({
    name: (part) => `${part} ${layer}`, input, output: `features ${layer + 1}`, units,
    directions: [directionOf(work, layer, "forward"), directionOf(work, layer, "backward")],
    ...(!isFull(work) && { lengths: "lengths" }),
    batchFirst: false,
  });
}

function dense(work: Work, name: string, input: string, rectified: boolean): Piece {
  return densePiece(name, [weightNamed(work, `${name}/kernel`), weightNamed(work, `${name}/bias`)], input, rectified);
}

function pieces(work: Work): readonly Piece[] {
  const result = [embeddingPiece(weightNamed(work, "embedding"), "words", "features 0")];
  const last = () => result[result.length - 1]!.output;
  work.shape.units.forEach((units, layer) => result.push(bilstm(work, layer, units, last())));
  if (work.shape.hidden) result.push(dense(work, "hidden", last(), true));
  result.push(dense(work, "logits", last(), false));
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
  return model(graph);
}
