import { dropoutFactor } from "../../src/random/dropout";
import type { Direction } from "./bilstm-case";
import type { Dense, Network, TaggedSentence } from "./network";

/** The same networks as formulas over one sentence at a time and plain arrays, written without a look at the kernels. */
type Vector = readonly number[];

const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const logistic = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** vector · matrix, the matrix `[vector's length, columns]` row-major. */
function times(vector: Vector, matrix: Float32Array): number[] {
  const columns = matrix.length / vector.length;
  return Array.from({ length: columns }, (_, n) => dot(vector, vector.map((_, k) => matrix[k * columns + n]!)));
}

function affine(vector: Vector, { kernel, bias }: Pick<Dense, "kernel" | "bias">): number[] {
  return times(vector, kernel).map((value, n) => value + bias[n]!);
}

/** The hidden states of an LSTM that reads the inputs in this order. */
function lstm(inputs: readonly Vector[], direction: Direction, factors: Vector): number[][] {
  const units = factors.length;
  let hidden: number[] = factors.map(() => 0);
  let cell = hidden;
  return inputs.map((input) => {
    const recurrent = times(hidden.map((value, j) => value * factors[j]!), direction.recurrent);
    const z = affine(input, direction).map((value, n) => value + recurrent[n]!);
    const gate = (number: number, squash: (x: number) => number) => z.slice(number * units, (number + 1) * units).map(squash);
    const [input_, forget, candidate, output] = [gate(0, logistic), gate(1, logistic), gate(2, Math.tanh), gate(3, logistic)] as const;
    cell = cell.map((value, j) => forget[j]! * value + input_[j]! * candidate[j]!);
    hidden = cell.map((value, j) => output[j]! * Math.tanh(value));
    return hidden;
  });
}

function factorsOf({ recurrentFactors }: Direction, sentence: number, units: number): number[] {
  return Array.from({ length: units }, (_, j) => recurrentFactors?.[sentence * units + j] ?? 1);
}

/** The inputs of a sentence's BiLSTM. */
function embedded({ table, width, dropout, inputFactors, sentences }: Network, sentence: number): number[][] {
  const longest = sentences[0]!.words.length;
  return Array.from(sentences[sentence]!.words, (word, t) =>
    Array.from({ length: width }, (_, j) => {
      const position = (sentence * longest + t) * width + j;
      const kept = dropout ? dropoutFactor(dropout.key0, dropout.key1, position, dropout) : 1;
      return table[word * width + j]! * kept * (inputFactors?.[sentence * width + j] ?? 1);
    }),
  );
}

/** Both directions' hidden states of one sentence, `[tokens][2 × units]`. */
export function encodedSentence(network: Network, sentence: number): number[][] {
  const { units, forward, backward } = network.bilstm;
  const inputs = embedded(network, sentence);
  const onwards = lstm(inputs, forward, factorsOf(forward, sentence, units));
  const back = lstm([...inputs].reverse(), backward, factorsOf(backward, sentence, units)).reverse();
  return onwards.map((hidden, t) => [...hidden, ...back[t]!]);
}

function crossEntropy(logits: Vector, tag: number): number {
  const largest = Math.max(...logits);
  return largest - logits[tag]! + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}

function tokenLogits({ hidden, logits }: Network, features: Vector): number[] {
  return affine(affine(features, hidden).map((value) => Math.max(0, value)), logits);
}

function sentenceLoss(network: Network, { tags, weights }: TaggedSentence, sentence: number): number {
  const states = encodedSentence(network, sentence);
  const maxima = states[0]!.map((_, j) => Math.max(...states.map((state) => state[j]!)));
  const losses = states.map((state, t) => weights[t]! * crossEntropy(tokenLogits(network, network.pooled ? maxima : state), tags[t]!));
  return losses.reduce((a, b) => a + b);
}

/** The weighted cross-entropy in nats of all tokens, times `share`. */
export function naiveLoss(network: Network): number {
  return network.share * network.sentences.reduce((sum, sentence, b) => sum + sentenceLoss(network, sentence, b), 0);
}
