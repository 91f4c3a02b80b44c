import type * as tf from "@tensorflow/tfjs";
import { Bilstm, type BilstmConfig } from "../layers/bilstm";
import { MaskedGlobalMaxPooling, RepeatOverTime } from "../layers/pooling";
import { SeededDropout } from "../layers/seeded-dropout";
import type { Arena } from "./arena";
import { placeParameters, type Parameter, type ParameterLayout } from "./parameters";
import { bilstmStage, type DirectionParameters } from "./stages/bilstm";
import { denseStage } from "./stages/dense";
import { dropoutStage } from "./stages/dropout";
import { embeddingStage } from "./stages/embedding";
import { maximumStage, repeatStage } from "./stages/pooling";
import type { Stage } from "./stages/stage";
import { placeMatrix } from "./stages/weights";

/** A model's layers as stages, from word ids to logits. */
export interface Translation {
  readonly stages: readonly Stage[];
  readonly layout: ParameterLayout;
  /** The weights' names, in the model's order. */
  readonly names: readonly string[];
  /** Whether PAD is a hole for the layers behind the embedding. */
  readonly masked: boolean;
  readonly tags: number;
}

/** A model that holds something no stage exists for; it is trained through tfjs's tape instead. */
export class UntranslatableModel extends Error {}

interface Workshop {
  readonly arena: Arena;
  readonly training: boolean;
  readonly onTableGradient: (word: number) => void;
}

/** The published types hide where a layer's input comes from. */
function inputLayer(layer: tf.layers.Layer): tf.layers.Layer | undefined {
  const [node] = (layer as unknown as { readonly inboundNodes: readonly { readonly inboundLayers: readonly tf.layers.Layer[] }[] }).inboundNodes;
  return node?.inboundLayers[0];
}

/** The layers between the input and the softmax, each of which must feed on the one before it; else throws an UntranslatableModel. */
export function layerChain(model: tf.LayersModel): tf.layers.Layer[] {
  const [, ...layers] = model.layers;
  const last = layers.pop();
  if (last?.getClassName() !== "Activation" || layers.at(-1)?.name !== "logits") {
    throw new UntranslatableModel('the model does not end in a dense layer "logits" and an activation');
  }
  layers.forEach((layer, i) => {
    if (i > 0 && inputLayer(layer) !== layers[i - 1]) throw new UntranslatableModel(`layer "${layer.name}" is not in a chain`);
  });
  return layers;
}

function embeddingOf(layer: tf.layers.Layer | undefined, layout: ParameterLayout, workshop: Workshop): Stage {
  if (layer?.getClassName() !== "Embedding") throw new UntranslatableModel("the first layer is not an embedding");
  return embeddingStage(layout.table, workshop.onTableGradient);
}

function denseOf(layer: tf.layers.Layer, [kernel, bias]: readonly Parameter[], { arena, training }: Workshop): Stage {
  const activation = layer.getConfig()["activation"];
  if (!kernel || !bias || (activation !== "relu" && activation !== "linear")) {
    throw new UntranslatableModel(`layer "${layer.name}" has no bias or the activation "${String(activation)}"`);
  }
  return denseStage(layer.name, placeMatrix(kernel, arena, training), bias, activation === "relu");
}

function bilstmOf(layer: Bilstm, weights: readonly Parameter[], { arena, training }: Workshop): Stage {
  const { units, dropout, recurrentDropout, returnSequences } = layer.getConfig() as unknown as Required<BilstmConfig>;
  if (!returnSequences) throw new UntranslatableModel(`layer "${layer.name}" does not return sequences`);
  const direction = ([kernel, recurrent, bias]: readonly Parameter[]): DirectionParameters => ({
    kernel: placeMatrix(kernel!, arena, training),
    recurrent: placeMatrix(recurrent!, arena, training),
    bias: bias!,
  });
  const directions = { forward: direction(weights.slice(0, 3)), backward: direction(weights.slice(3)) };
  return bilstmStage(layer.name, { units, dropout, recurrentDropout, masks: layer.masks, ...directions });
}

function stageOf(layer: tf.layers.Layer, weights: readonly Parameter[], workshop: Workshop): Stage {
  if (layer instanceof Bilstm) return bilstmOf(layer, weights, workshop);
  if (layer instanceof SeededDropout) return dropoutStage(layer.name, layer.getConfig()["rate"] as number, layer.masks);
  if (layer instanceof MaskedGlobalMaxPooling) return maximumStage(layer.name);
  if (layer instanceof RepeatOverTime) return repeatStage(layer.name);
  if (layer.getClassName() === "Dense") return denseOf(layer, weights, workshop);
  throw new UntranslatableModel(`no stage exists for layer "${layer.name}" (${layer.getClassName()})`);
}

/** Places a model's weights in memory and turns its layers into stages. Throws an UntranslatableModel that says why not. */
export function translate(model: tf.LayersModel, workshop: Workshop): Translation {
  const [embedding, ...rest] = layerChain(model);
  const shapes = model.trainableWeights.map((weight) => weight.shape as number[]);
  const layout = placeParameters(shapes, workshop.arena, workshop.training);
  const placed = new Map(model.trainableWeights.map((weight, i) => [weight, layout.parameters[i]!]));
  const weightsOf = (layer: tf.layers.Layer) => layer.trainableWeights.map((weight) => placed.get(weight)!);
  const stages = [embeddingOf(embedding, layout, workshop), ...rest.map((layer) => stageOf(layer, weightsOf(layer), workshop))];
  const masked = embedding!.getConfig()["maskZero"] === true;
  const names = model.trainableWeights.map((weight) => weight.name);
  return { stages, layout, names, masked, tags: shapes.at(-1)![0]! };
}
