import type { JudgedSentence } from "../../../src/serving/drift/quality";
import type { RandomGenerator } from "../../../src/random/generator";

/** A world with known truths: how sure its model is, and how often it is right when it is that sure. */
export interface World {
  /** The share of words that the vocabulary does not hold. */
  readonly unknown: number;
  /** Confidences are 1 − u^power: the smaller, the less sure. */
  readonly power: number;
  /** The probability that a predicted entity of this confidence is right. */
  readonly right: (confidence: number) => number;
  readonly longest: number;
}

export const TAGS = ["O", "B-geo", "I-geo", "B-per", "I-per"];
export const USUAL: World = { unknown: 0.04, power: 3, right: (confidence) => confidence ** 2, longest: 30 };

const VOCABULARY = 2000;
const ENTITY_SHARE = 0.12;

function confidenceIn({ power }: World, generator: RandomGenerator): number {
  return 1 - generator.uniform() ** power / 2;
}

function token(world: World, generator: RandomGenerator): { word: number; tag: string; gold: string; confidence: number } {
  const word = generator.uniform() < world.unknown ? 1 : 2 + Math.floor(VOCABULARY ** generator.uniform());
  const confidence = confidenceIn(world, generator);
  const draw = generator.uniform();
  if (generator.uniform() >= ENTITY_SHARE) return { word, tag: "O", gold: draw < (1 - confidence) / 3 ? "B-geo" : "O", confidence };
  const wrong = generator.uniform() < 0.5 ? "O" : "B-per";
  return { word, tag: "B-geo", gold: draw < world.right(confidence) ? "B-geo" : wrong, confidence };
}

export function inventedSentence(world: World, generator: RandomGenerator): JudgedSentence {
  const tokens = Array.from({ length: 3 + generator.integer(world.longest - 3) }, () => token(world, generator));
  return {
    words: tokens.map(({ word }) => word), tags: tokens.map(({ tag }) => tag), gold: tokens.map(({ gold }) => gold),
    confidences: tokens.map(({ confidence }) => confidence),
  };
}

export function inventedSentences(count: number, world: World, generator: RandomGenerator): JudgedSentence[] {
  return Array.from({ length: count }, () => inventedSentence(world, generator));
}

export const VOCABULARY_SIZE = VOCABULARY + 2;
