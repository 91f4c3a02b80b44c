import { deriveSeed, createGenerator, type RandomGenerator } from "../../../src/random/generator";

/** Which sentence comes next: each in its turn, or some far more often than others (Zipf's law), as users repeat what is asked. */
export type Repetition = { readonly kind: "in turn" } | { readonly kind: "zipf"; readonly exponent: number };

/** Shares of the requests by the model that they name; `auto` leaves the choice to the service. */
export type ModelShares = Readonly<Record<string, number>>;

/** The place of the first cumulated weight above a draw. */
function placeOf(cumulated: Float64Array, draw: number): number {
  let [low, high] = [0, cumulated.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle]! > draw) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A function that draws places with probabilities in proportion to the weights. */
export function weightedDraw(weights: readonly number[], generator: RandomGenerator): () => number {
  let total = 0;
  const cumulated = Float64Array.from(weights, (weight) => (total += weight));
  return () => placeOf(cumulated, generator.uniform() * total);
}

/** What each of so many requests asks: the place of its sentence and of its model. The same seed gives the same stream. */
export interface RequestStream {
  readonly sentences: Int32Array;
  readonly models: Uint8Array;
}

function sentenceDraw(sentences: number, repetition: Repetition, generator: RandomGenerator): (request: number) => number {
  if (repetition.kind === "in turn") return (request) => request % sentences;
  return weightedDraw(Array.from({ length: sentences }, (_, rank) => (rank + 1) ** -repetition.exponent), generator);
}

export function requestStream(requests: number, sentences: number, repetition: Repetition, shares: ModelShares, seed: number): RequestStream {
  const drawSentence = sentenceDraw(sentences, repetition, createGenerator(deriveSeed(seed, "sentences")));
  const drawModel = weightedDraw(Object.values(shares), createGenerator(deriveSeed(seed, "models")));
  const stream = { sentences: new Int32Array(requests), models: new Uint8Array(requests) };
  for (let i = 0; i < requests; i++) {
    stream.sentences[i] = drawSentence(i);
    stream.models[i] = drawModel();
  }
  return stream;
}
