import { dropoutRate, type DropoutRate } from "../../src/random/dropout";
import type { RandomGenerator } from "../../src/random/generator";
import { anyDirection, anyFactors, anyLengths, type Bilstm } from "./bilstm-case";
import { between, uniform, wholeNumbers } from "./case";

/** A sentence and how much each of its tokens counts in the loss. */
export interface TaggedSentence {
  readonly words: Int32Array;
  readonly tags: Int32Array;
  readonly weights: Float32Array;
}

/** kernel `[inputs, outputs]`, bias `[outputs]` */
export interface Dense {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

export interface Mask extends DropoutRate {
  readonly key0: number;
  readonly key1: number;
}

/**
 * A tagger with everything that taggers have: embedding, dropout of single values, one mask a sentence, BiLSTM with
 * recurrent factors, maximum over the sentence if `pooled`, a rectified dense layer, logits, weighted cross-entropy.
 */
export interface Network {
  readonly vocabulary: number;
  readonly width: number;
  readonly table: Float32Array;
  readonly dropout?: Mask;
  /** Factors for each sentence's embeddings, `[sentences, width]`. */
  readonly inputFactors?: Float32Array;
  readonly bilstm: Bilstm;
  readonly pooled: boolean;
  readonly hidden: Dense;
  readonly logits: Dense;
  readonly share: number;
  /** Longest first. */
  readonly sentences: readonly TaggedSentence[];
}

function anyDense(generator: RandomGenerator, inputs: number, outputs: number): Dense {
  return { inputs, outputs, kernel: uniform(generator, inputs * outputs, 2 / Math.sqrt(inputs)), bias: uniform(generator, outputs) };
}

function anyBilstm(generator: RandomGenerator, inputs: number, units: number, sentences: number): Bilstm {
  const factors = generator.uniform() < 0.5;
  const direction = () => {
    const drawn = anyDirection(generator, inputs, units);
    return factors ? { ...drawn, recurrentFactors: anyFactors(generator, sentences * units) } : drawn;
  };
  return { inputs, units, forward: direction(), backward: direction() };
}

function anySentence(generator: RandomGenerator, length: number, vocabulary: number, tags: number): TaggedSentence {
  return {
    words: wholeNumbers(generator, length, 0, vocabulary - 1),
    tags: wholeNumbers(generator, length, 0, tags - 1),
    weights: Float32Array.from({ length }, () => generator.pick([0, 0.5, 1, 1, 1, 2])),
  };
}

/** Sizes up to these. */
export interface NetworkLimits {
  readonly units: number;
  readonly width: number;
  readonly sentences: number;
  readonly longest: number;
}

export const LITTLE: NetworkLimits = { units: 6, width: 5, sentences: 4, longest: 5 };
export const LARGER: NetworkLimits = { units: 21, width: 19, sentences: 9, longest: 9 };

function maybe<T>(generator: RandomGenerator, make: () => T): T | undefined {
  return generator.uniform() < 0.5 ? make() : undefined;
}

export function anyNetwork(generator: RandomGenerator, limits: NetworkLimits): Network {
  const [units, width] = [between(generator, 1, limits.units), between(generator, 1, limits.width)];
  const count = between(generator, 1, limits.sentences);
  const [vocabulary, hidden, tags] = [between(generator, 2, 9), between(generator, 1, 7), between(generator, 2, 6)];
  const lengths = anyLengths(generator, count, limits.longest);
  const dropout = maybe(generator, () => ({ key0: generator.next(), key1: generator.next(), ...dropoutRate(0.3) }));
  const inputFactors = maybe(generator, () => anyFactors(generator, count * width));
  return {
    vocabulary,
    width,
    table: uniform(generator, vocabulary * width, 2),
    ...(dropout && { dropout }),
    ...(inputFactors && { inputFactors }),
    bilstm: anyBilstm(generator, width, units, count),
    pooled: generator.uniform() < 0.3,
    hidden: anyDense(generator, 2 * units, hidden),
    logits: anyDense(generator, hidden, tags),
    share: Math.fround(1 / lengths.reduce((a, b) => a + b)),
    sentences: lengths.map((length) => anySentence(generator, length, vocabulary, tags)),
  };
}
