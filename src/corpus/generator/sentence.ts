import type { RandomGenerator } from "../../random/generator";
import type { Article } from "./article";
import { Expansion } from "./expand";
import type { Alternative } from "./grammar";
import { Scene, type Memory } from "./scene";
import type { Token } from "./token";

/** Sentence lengths wanted, as quantiles of tokens (share of sentences at most so long), rounded from the real corpus. */
const LENGTH_QUANTILES: readonly (readonly [share: number, length: number])[] = [
  [0, 6], [0.05, 10], [0.1, 12], [0.2, 15], [0.3, 17], [0.4, 19], [0.5, 21], [0.6, 23], [0.7, 26], [0.8, 28], [0.9, 32], [0.95, 35],
  [0.99, 43], [0.999, 55], [0.9998, 70], [1, 100],
];
/** Of so many tries the one whose length is nearest to the one wanted is kept. */
const CANDIDATES = 4;

function wantedLength(random: RandomGenerator): number {
  const share = random.uniform();
  const upper = Math.max(1, LENGTH_QUANTILES.findIndex(([bound]) => bound > share));
  const [low, shortest] = LENGTH_QUANTILES[upper - 1]!;
  const [high, longest] = LENGTH_QUANTILES[upper]!;
  return Math.round(shortest + ((share - low) / (high - low)) * (longest - shortest));
}

const VOWEL_SOUND = /^([aeioAEIO]|u(?!ni[tvoqf]|nan|se|ti|ra)|hour|heir|honest|11|18|8|SA|NGO|MP)/;

/** Makes "a" agree with the next word, joins doubled commas, and begins with a capital. */
function finished(tokens: readonly Token[]): Token[] {
  const kept = tokens.filter((token, index) => !(token.word === "," && [",", ".", ";", ")"].includes(tokens[index + 1]?.word ?? "")));
  const agreed = kept.map((token, index) => {
    const needsN = token.word === "a" && token.tag === "O" && VOWEL_SOUND.test(kept[index + 1]?.word ?? "");
    return needsN ? { ...token, word: "an" } : token;
  });
  const first = agreed.findIndex((token) => token.word !== "\"");
  return agreed.map((token, index) => (index === first ? { ...token, word: token.word[0]!.toUpperCase() + token.word.slice(1) } : token));
}

export interface GeneratedSentence {
  readonly tokens: readonly Token[];
  readonly memory: Memory;
}

/** The next sentence of an article. */
export function generateSentence(
  random: RandomGenerator, grammar: Map<string, readonly Alternative[]>, article: Article, memory: Memory,
): GeneratedSentence {
  const wanted = wantedLength(random);
  const tries = Array.from({ length: CANDIDATES }, () => {
    const scene = new Scene(random, article, memory);
    const expansion = new Expansion(grammar, scene, wanted);
    expansion.expand("Sentence");
    return { tokens: finished(expansion.tokens), memory: scene.memory() };
  });
  const distance = (candidate: GeneratedSentence): number => Math.abs(candidate.tokens.length - wanted);
  return tries.reduce((best, candidate) => (distance(candidate) < distance(best) ? candidate : best));
}
