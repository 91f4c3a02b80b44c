import { sha256 } from "../../files/hash";
import { createGenerator, deriveSeed } from "../../random/generator";
import { DataError } from "../../errors";
import type { Corpus, Sentence } from "../types";
import { Article } from "./article";
import { withLabelNoise } from "./noise";
import { newsGrammar } from "./rules";
import { EMPTY_MEMORY } from "./scene";
import { generateSentence } from "./sentence";
import type { Token } from "./token";
import { World } from "./world";

export const DEFAULT_SENTENCES = 6000;
export const DEFAULT_SEED = 1;

export interface GeneratorOptions {
  /** How many sentences; 6,000 when left out. A smaller corpus is a prefix of a larger one with the same seed. */
  readonly sentences?: number;
  /** The seed of the text and of the label noise; 1 when left out. */
  readonly seed?: number;
}

/** The sentences before label noise, in order: article after article until there are enough. */
export function generateCleanSentences(options: GeneratorOptions = {}): readonly (readonly Token[])[] {
  const { sentences = DEFAULT_SENTENCES, seed = DEFAULT_SEED } = options;
  if (!Number.isInteger(sentences) || sentences < 1) {
    throw new DataError(`The embedded corpus needs a whole number of sentences from 1 on, not ${sentences}.`);
  }
  const random = createGenerator(deriveSeed(seed, "embedded corpus", "text"));
  const grammar = newsGrammar();
  const world = new World(random);
  const generated: (readonly Token[])[] = [];
  while (generated.length < sentences) {
    const article = new Article(random, world);
    let memory = EMPTY_MEMORY;
    for (let index = 0; index < article.length; index++) {
      const sentence = generateSentence(random, grammar, article, memory);
      generated.push(sentence.tokens);
      memory = sentence.memory;
    }
  }
  return generated.slice(0, sentences);
}

function toSentence(tokens: readonly Token[]): Sentence {
  return { words: tokens.map((token) => token.word), tags: tokens.map((token) => token.tag), pos: tokens.map((token) => token.pos) };
}

/** The text of a corpus in CoNLL columns (word, part of speech, tag; tabs between, an empty line after each sentence). */
export function conllText(sentences: readonly (readonly Token[])[]): string {
  return sentences.map((tokens) => tokens.map(({ word, pos, tag }) => `${word}\t${pos}\t${tag}\n`).join("") + "\n").join("");
}

/** The embedded corpus. Throws a DataError when the number of sentences is not a positive whole number. */
export function generateCorpus(options: GeneratorOptions = {}): Corpus {
  const { sentences = DEFAULT_SENTENCES, seed = DEFAULT_SEED } = options;
  const random = createGenerator(deriveSeed(seed, "embedded corpus", "noise"));
  const labeled = generateCleanSentences({ sentences, seed }).map((tokens) => withLabelNoise(tokens, random));
  return {
    name: "embedded",
    path: `generated (${sentences} sentences, seed ${seed})`,
    sha256: sha256(conllText(labeled)),
    encoding: "utf-8",
    sentences: labeled.map(toSentence),
  };
}
