import * as tf from "@tensorflow/tfjs";
import { Bilstm, type BilstmConfig } from "../layers/bilstm";
import { MaskedGlobalMaxPooling, RepeatOverTime } from "../layers/pooling";
import { SeededDropout } from "../layers/seeded-dropout";
import { SelfAttention } from "../layers/self-attention";
import { PAD_ID } from "../encoding/vocabulary";
import { layerChain, UntranslatableModel } from "../programs/translate";

/** What stands where padding must lose: below anything that a model reaches, and not beyond the half precision of some phones. */
const BELOW_EVERYTHING = -1e4;

/** A model under way: the last layer's value, and what still has to be known of the beginning. */
interface Way {
  readonly input: tf.SymbolicTensor;
  readonly value: tf.SymbolicTensor;
  readonly vocabulary: number;
  readonly masked: boolean;
  /** Called once the model is whole: gives a new layer the weights of an old one. */
  readonly later: (() => void)[];
}

type Applied = (layer: tf.layers.Layer, from: tf.SymbolicTensor | tf.SymbolicTensor[]) => tf.SymbolicTensor;
const apply: Applied = (layer, from) => layer.apply(from) as tf.SymbolicTensor;

function withWeightsOf(old: tf.layers.Layer, made: tf.layers.Layer, { value, later }: Way): tf.SymbolicTensor {
  later.push(() => made.setWeights(old.getWeights()));
  return apply(made, value);
}

function bidirectional(layer: Bilstm): tf.layers.Layer {
  const { units, dropout, recurrentDropout, returnSequences } = layer.getConfig() as unknown as Required<BilstmConfig>;
  // Weights come from the file; tfjs's own orthogonal first values take seconds.
  const recurrentInitializer = "glorotUniform";
  const lstm = tf.layers.lstm({
    units, dropout, recurrentDropout, returnSequences, activation: "tanh", recurrentActivation: "sigmoid", recurrentInitializer,
  });
  return tf.layers.bidirectional({ name: layer.name, layer: lstm as tf.RNN, mergeMode: "concat" });
}

/** A row of PAD that loses against every word makes the stock maximum, which knows no mask, a maximum over tokens. */
function withLowPadding(table: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const [rows, width] = table.shape as [number, number];
    const row = tf.fill([1, width], BELOW_EVERYTHING);
    return tf.concat([table.slice([0, 0], [PAD_ID, width]), row, table.slice([PAD_ID + 1, 0], [rows - PAD_ID - 1, width])], 0);
  });
}

function embedding(layer: tf.layers.Layer, pooled: boolean, way: Way): tf.SymbolicTensor {
  const lowPadding = pooled && way.masked;
  const outputDim = (layer.getWeights()[0]!.shape as number[])[1]!;
  const made = tf.layers.embedding({ name: layer.name, inputDim: way.vocabulary, outputDim, maskZero: way.masked && !pooled });
  if (!lowPadding) return withWeightsOf(layer, made, way);
  way.later.push(() => tf.tidy(() => made.setWeights([withLowPadding(layer.getWeights()[0]!)])));
  return apply(made, way.value);
}

/** A one for every token, by a dense layer that is zero but for its bias, times the sentence's vector. */
function repeated(layer: tf.layers.Layer, sequence: tf.SymbolicTensor, { value }: Way): tf.SymbolicTensor {
  const ones = tf.layers.dense({ name: "ones", units: 1, kernelInitializer: "zeros", biasInitializer: "ones", trainable: false });
  const sentence = tf.layers.reshape({ name: "sentence", targetShape: [1, value.shape[1]!] });
  return apply(tf.layers.multiply({ name: layer.name }), [apply(ones, sequence), apply(sentence, value)]);
}

/** For every token 0, for PAD a number that the softmax turns into nothing: `[batch, 1, time]`. */
function paddingScores({ input, vocabulary, later }: Way): tf.SymbolicTensor {
  const table = tf.layers.embedding({ name: "padding_scores", inputDim: vocabulary, outputDim: 1, embeddingsInitializer: "zeros", trainable: false });
  later.push(() => tf.tidy(() => table.setWeights([withLowPadding(tf.zeros([vocabulary, 1]))])));
  return apply(tf.layers.permute({ name: "padding_row", dims: [2, 1] }), apply(table, input));
}

function attention(layer: tf.layers.Layer, way: Way): tf.SymbolicTensor {
  const { value, masked } = way;
  // Not the dot product of the value with itself: tfjs would free it after its first use.
  const turned = apply(tf.layers.permute({ name: `${layer.name}_turned`, dims: [2, 1] }), value);
  const products = apply(tf.layers.dot({ name: `${layer.name}_products`, axes: [2, 1] }), [value, turned]);
  const scale = 1 / Math.sqrt(value.shape[2]!);
  const scores = apply(tf.layers.rescaling({ name: `${layer.name}_scores`, scale, offset: 0 }), products);
  const allowed = masked ? apply(tf.layers.add({ name: `${layer.name}_allowed` }), [scores, paddingScores(way)]) : scores;
  const shares = apply(tf.layers.activation({ name: `${layer.name}_shares`, activation: "softmax" }), allowed);
  const mixture = apply(tf.layers.dot({ name: `${layer.name}_mixture`, axes: [2, 1] }), [shares, value]);
  return apply(tf.layers.concatenate({ name: layer.name, axis: 2 }), [value, mixture]);
}

function dense(layer: tf.layers.Layer, way: Way): tf.SymbolicTensor {
  const { units, activation } = layer.getConfig() as { readonly units: number; readonly activation: "relu" | "linear" };
  return withWeightsOf(layer, tf.layers.dense({ name: layer.name, units, activation }), way);
}

function next(layer: tf.layers.Layer, sequence: tf.SymbolicTensor, way: Way): tf.SymbolicTensor {
  const { name } = layer;
  if (layer instanceof Bilstm) return withWeightsOf(layer, bidirectional(layer), way);
  if (layer instanceof SeededDropout) return apply(tf.layers.dropout({ name, rate: layer.getConfig()["rate"] as number }), way.value);
  if (layer instanceof MaskedGlobalMaxPooling) return apply(tf.layers.globalMaxPooling1d({ name }), way.value);
  if (layer instanceof RepeatOverTime) return repeated(layer, sequence, way);
  if (layer instanceof SelfAttention) return attention(layer, way);
  if (layer.getClassName() === "Dense") return dense(layer, way);
  throw new UntranslatableModel(`tfjs itself has no layer like "${name}" (${layer.getClassName()})`);
}

/**
 * The same tagger of tfjs's own layers alone, with the same answers for tokens: int32 `[batch, time]` in, probabilities
 * `[batch, time, tags]` out. It is a model of its own: dispose of it. Throws an UntranslatableModel that says why not.
 */
export function stockModel(model: tf.LayersModel): tf.LayersModel {
  const [first, ...rest] = layerChain(model);
  const input = tf.input({ name: "words", shape: [null], dtype: "int32" });
  const masked = first!.getConfig()["maskZero"] === true;
  const start: Way = { input, value: input, vocabulary: first!.getWeights()[0]!.shape[0]!, masked, later: [] };
  const sequence = embedding(first!, rest.some((layer) => layer instanceof MaskedGlobalMaxPooling), start);
  const logits = rest.reduce((value, layer) => next(layer, sequence, { ...start, value }), sequence);
  const outputs = apply(tf.layers.activation({ name: "tags", activation: "softmax" }), logits);
  const made = tf.model({ name: model.name, inputs: input, outputs });
  for (const give of start.later) give();
  return made;
}
