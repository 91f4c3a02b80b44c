import type * as tf from "@tensorflow/tfjs";
import { Bilstm } from "../layers/bilstm";
import { MaskedGlobalMaxPooling, RepeatOverTime } from "../layers/pooling";
import { SeededDropout } from "../layers/seeded-dropout";
import { SelfAttention } from "../layers/self-attention";
import { layerChain, UntranslatableModel } from "../programs/translate";
import { bilstmPiece, type LstmDirection } from "./lstm";
import {
  attentionPiece, densePiece, embeddingPiece, MASK, maskPiece, maximumPiece, repeatPiece, type NamedWeight, type Piece,
} from "./pieces";
import { FLOAT, INT32, model as modelMessage, node, tensor, value, type Message } from "./protobuf";

/** Names of a file's input and outputs; `words` is int32 `[batch, time]`, any number of both, PAD (id 0) behind a row's tokens. */
export const WORDS = "words";
export const OUTPUTS = { probabilities: "probabilities", confidences: "confidences", tags: "tags" } as const;
const PRODUCER = "nerbook";

function weightsOf(layer: tf.layers.Layer): NamedWeight[] {
  return layer.getWeights().map((weight, i) => ({
    name: `${layer.name}/weight ${i}`, shape: weight.shape, values: weight.dataSync() as Float32Array,
  }));
}

function directionOf([kernel, recurrent, bias]: readonly NamedWeight[]): LstmDirection {
  return { kernel: kernel!.values, recurrent: recurrent!.values, bias: bias!.values };
}

function bilstmOf(layer: Bilstm, input: string, masked: boolean): Piece {
  const { units, returnSequences } = layer.getConfig() as { readonly units: number; readonly returnSequences: boolean };
  if (!returnSequences) throw new UntranslatableModel(`layer "${layer.name}" does not return sequences`);
  const weights = weightsOf(layer);
  return bilstmPiece({
    name: (part) => `${layer.name}/${part}`, input, output: layer.name, units,
    directions: [directionOf(weights.slice(0, 3)), directionOf(weights.slice(3))],
    ...(masked && { lengths: MASK.lengths }),
    batchFirst: true,
  });
}

function denseOf(layer: tf.layers.Layer, input: string): Piece {
  const [kernel, bias] = weightsOf(layer);
  const activation = layer.getConfig()["activation"];
  if (!kernel || !bias || (activation !== "relu" && activation !== "linear")) {
    throw new UntranslatableModel(`layer "${layer.name}" has no bias or the activation "${String(activation)}"`);
  }
  return densePiece(layer.name, [kernel, bias], input, activation === "relu");
}

/** What a layer computes when it predicts, of a value of this name; undefined for dropout, which does nothing then. */
function pieceOf(layer: tf.layers.Layer, input: string, masked: boolean): Piece | undefined {
  if (layer instanceof SeededDropout) return undefined;
  if (layer instanceof Bilstm) return bilstmOf(layer, input, masked);
  if (layer instanceof MaskedGlobalMaxPooling) return maximumPiece(layer.name, input, masked ? MASK.column : undefined);
  if (layer instanceof RepeatOverTime) return repeatPiece(layer.name, input, WORDS);
  if (layer instanceof SelfAttention) {
    return attentionPiece(layer.name, input, (layer.input as tf.SymbolicTensor).shape[2]!, masked ? MASK.row : undefined);
  }
  if (layer.getClassName() === "Dense") return denseOf(layer, input);
  throw new UntranslatableModel(`no ONNX operation is known for layer "${layer.name}" (${layer.getClassName()})`);
}

function embeddingOf(layer: tf.layers.Layer): Piece {
  if (layer.getClassName() !== "Embedding") throw new UntranslatableModel("the first layer is not an embedding");
  return embeddingPiece(weightsOf(layer)[0]!, WORDS, layer.name);
}

/** From logits `[batch, time, tags]` to the outputs; where padding is masked, it has probability 0 for every tag, and tag 0. */
function predictionPiece(logits: string, masked: boolean): Piece {
  const { probabilities, confidences, tags } = OUTPUTS;
  const softmax = masked
    ? [node("Softmax", [logits], "softmax", { axis: -1 }), node("Where", [MASK.column, "softmax", "zero"], probabilities)]
    : [node("Softmax", [logits], probabilities, { axis: -1 })];
  const nodes = [
    ...softmax,
    node("ReduceMax", [probabilities], confidences, { axes: [2], keepdims: 0 }),
    node("ArgMax", [probabilities], "places", { axis: 2, keepdims: 0 }),
    node("Cast", ["places"], tags, { to: INT32 }),
  ];
  return { nodes, constants: masked ? [tensor("zero", FLOAT, [], Float32Array.of(0))] : [], output: tags };
}

function piecesOf(layers: readonly tf.layers.Layer[], masked: boolean): readonly Piece[] {
  const [embedding, ...rest] = layers;
  const result: Piece[] = [embeddingOf(embedding!)];
  const last = () => result.at(-1)!.output;
  for (const layer of rest) {
    const piece = pieceOf(layer, last(), masked);
    if (piece) result.push(piece);
  }
  const needs = { row: layers.some((layer) => layer instanceof SelfAttention), lengths: layers.some((layer) => layer instanceof Bilstm) };
  return [...(masked ? [maskPiece(WORDS, needs)] : []), ...result, predictionPiece(last(), masked)];
}

function outputsOf(tags: number): Message[] {
  return [
    value(OUTPUTS.probabilities, FLOAT, ["batch", "time", tags]),
    value(OUTPUTS.confidences, FLOAT, ["batch", "time"]),
    value(OUTPUTS.tags, INT32, ["batch", "time"]),
  ];
}

/** Whether PAD is a hole for the layers behind the embedding. Throws an UntranslatableModel for a model without an embedding. */
export function isMasked(model: tf.LayersModel): boolean {
  return layerChain(model)[0]?.getConfig()["maskZero"] === true;
}

/**
 * A tagger as the bytes of an ONNX file: words int32 `[batch, time]` → probabilities float32 `[batch, time, tags]`, and the
 * most probable tag (int32) and its probability `[batch, time]`. Throws an UntranslatableModel that says why not.
 */
export function toOnnx(model: tf.LayersModel, metadata: Readonly<Record<string, string>>): Uint8Array {
  const pieces = piecesOf(layerChain(model), isMasked(model));
  const graph = {
    nodes: pieces.flatMap((piece) => piece.nodes),
    constants: pieces.flatMap((piece) => piece.constants),
    inputs: [value(WORDS, INT32, ["batch", "time"])],
    outputs: outputsOf((model.outputs[0] as tf.SymbolicTensor).shape[2]!),
  };
  return modelMessage(graph, { producer: PRODUCER, metadata });
}
