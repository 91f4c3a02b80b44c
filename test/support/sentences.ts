import type { Corpus, Sentence } from "../../src/corpus/types";
import { createGenerator } from "../../src/random/generator";

const NAMES = ["Ada", "Boole", "Curie", "Dirac", "Euler", "Fermi"];
const PLACES = ["Paris", "Lagos", "Quito", "Oslo"];

/** Tiny sentences with a rule a tagger can learn: after "in" stands a place, after "met" a person of one or two words. */
export function tinySentence(pick: <T>(items: readonly T[]) => T, long: boolean): Sentence {
  const opening = { words: [pick(["they", "we", "you"]), "met", pick(NAMES)], tags: ["O", "O", "B-per"] };
  const surname = long ? { words: [pick(NAMES)], tags: ["I-per"] } : { words: [], tags: [] };
  return {
    words: [...opening.words, ...surname.words, "in", pick(PLACES), "."],
    tags: [...opening.tags, ...surname.tags, "O", "B-geo", "O"],
  };
}

export function tinyCorpus(sentences: number, seed = 1): Corpus {
  const generator = createGenerator(seed);
  const pick = <T>(items: readonly T[]): T => generator.pick(items);
  return {
    name: "tiny", path: "made in the test", sha256: `tiny ${sentences} ${seed}`, encoding: "utf-8",
    sentences: Array.from({ length: sentences }, () => tinySentence(pick, generator.uniform() < 0.5)),
  };
}
