import type { ModelConfigs } from "./build";
import type { ModelName } from "./options";

/** A layer that multiplies its input with weights: an affine map, with or without a rectifier behind it, or an LSTM in both directions. */
export type LayerSize =
  | { readonly kind: "dense"; readonly name: string; readonly inputs: number; readonly outputs: number; readonly rectified: boolean }
  | { readonly kind: "bilstm"; readonly name: string; readonly inputs: number; readonly units: number };

/** A layer's parameters, with the sum that gives them. */
export interface LayerParameters {
  readonly layer: string;
  /** With the numbers put in, such as `2 × 4 × 100 × (50 + 100 + 1)`. */
  readonly formula: string;
  readonly parameters: number;
}

/** What a batch is to the weights: so many tokens, in so many steps of its longest sentence. One sentence has as many of both. */
export interface BatchShape {
  readonly tokens: number;
  readonly steps: number;
}

const GATES = 4;
const DIRECTIONS = 2;
export const BYTES_A_FLOAT = 4;

function dense(name: string, inputs: number, outputs: number, rectified = true): LayerSize {
  return { kind: "dense", name, inputs, outputs, rectified };
}

function bilstm(name: string, inputs: number, units: number): LayerSize {
  return { kind: "bilstm", name, inputs, units };
}

function logits(inputs: number, tags: number): LayerSize {
  return dense("logits", inputs, tags, false);
}

function baselineLayers({ embedding, hidden: [first, second] }: ModelConfigs["baseline"], tags: number): LayerSize[] {
  return [dense("hidden_1", embedding, first), dense("hidden_2", first, second), logits(second, tags)];
}

function advancedLayers({ embedding, units: [first, second], hidden, attention }: ModelConfigs["advanced"], tags: number): LayerSize[] {
  const width = (attention ? 4 : 2) * second;
  return [bilstm("bilstm_1", embedding, first), bilstm("bilstm_2", 2 * first, second), dense("hidden", width, hidden), logits(hidden, tags)];
}

const LAYERS: { readonly [name in ModelName]: (config: ModelConfigs[name], tags: number) => LayerSize[] } = {
  baseline: baselineLayers,
  "baseline-per-token": baselineLayers,
  model2: ({ embedding, units }, tags) => [bilstm("bilstm", embedding, units), logits(2 * units, tags)],
  advanced: advancedLayers,
};

/** A model's layers behind the embedding that have weights, under the names that they have in the model. */
export function layerSizes<N extends ModelName>(model: N, config: ModelConfigs[N], tags: number): LayerSize[] {
  return (LAYERS[model] as (config: ModelConfigs[N], tags: number) => LayerSize[])(config, tags);
}

function weightsOf(layer: LayerSize): number {
  return layer.kind === "dense" ? layer.inputs * layer.outputs : DIRECTIONS * GATES * layer.units * (layer.inputs + layer.units);
}

function biasesOf(layer: LayerSize): number {
  return layer.kind === "dense" ? layer.outputs : DIRECTIONS * GATES * layer.units;
}

function formulaOf(layer: LayerSize): string {
  return layer.kind === "dense"
    ? `${layer.inputs} × ${layer.outputs} + ${layer.outputs}`
    : `${DIRECTIONS} × ${GATES} × ${layer.units} × (${layer.inputs} + ${layer.units} + 1)`;
}

/** A model's trainable parameters, layer by layer, the embedding first. */
export function layerParameters<N extends ModelName>(
  model: N, config: ModelConfigs[N], { vocabulary, tags }: { readonly vocabulary: number; readonly tags: number },
): LayerParameters[] {
  const { embedding } = config;
  const table = { layer: "embedding", formula: `${vocabulary} × ${embedding}`, parameters: vocabulary * embedding };
  const others = layerSizes(model, config, tags).map((layer) => ({
    layer: layer.name, formula: formulaOf(layer), parameters: weightsOf(layer) + biasesOf(layer),
  }));
  return [table, ...others];
}

/**
 * Weights that every token is multiplied with: all but the embedding, of which a token reads one row, and the biases. A
 * token then costs about twice as many floating-point operations going forward, and six times as many in training.
 */
export function multipliedWeights<N extends ModelName>(model: N, config: ModelConfigs[N], tags: number): number {
  return layerSizes(model, config, tags).reduce((sum, layer) => sum + weightsOf(layer), 0);
}

/** Floating-point operations of the matrix products for one token, from words to logits: a product and a sum for each weight. */
export function forwardFlops<N extends ModelName>(model: N, config: ModelConfigs[N], tags: number): number {
  return 2 * multipliedWeights(model, config, tags);
}

/** The same for a step of training: going back, each product becomes two, for the input's gradient and for the weights'. */
export function trainingFlops<N extends ModelName>(model: N, config: ModelConfigs[N], tags: number): number {
  return 3 * forwardFlops(model, config, tags);
}

/** A recurrent matrix is read at every step, everything else once a batch. */
function floatsRead(layer: LayerSize, steps: number): number {
  const recurrent = layer.kind === "bilstm" ? DIRECTIONS * GATES * layer.units ** 2 : 0;
  return weightsOf(layer) + biasesOf(layer) + (steps - 1) * recurrent;
}

/** Bytes of weights read for one token of a batch, its row of the embedding among them. */
export function weightBytesRead<N extends ModelName>(model: N, config: ModelConfigs[N], tags: number, { tokens, steps }: BatchShape): number {
  const read = layerSizes(model, config, tags).reduce((sum, layer) => sum + floatsRead(layer, steps), 0);
  return BYTES_A_FLOAT * (config.embedding + read / tokens);
}

/** Of an LSTM and a direction: four gates, the cell state, its tanh, the hidden state as it goes on, and the output. */
const FLOATS_A_UNIT = GATES + 4;

function floatsWritten(layer: LayerSize): number {
  if (layer.kind === "bilstm") return DIRECTIONS * FLOATS_A_UNIT * layer.units;
  return (layer.rectified ? 2 : 1) * layer.outputs;
}

/** Bytes of activations written for one token: the embedded word, every layer's, and in the end a tag and its probability. */
export function activationBytesWritten<N extends ModelName>(model: N, config: ModelConfigs[N], tags: number): number {
  const answer = 2;
  return BYTES_A_FLOAT * layerSizes(model, config, tags).reduce((sum, layer) => sum + floatsWritten(layer), config.embedding + answer);
}
