import { OUTSIDE } from "../corpus";
import { sentencesOf } from "../experiments/dataset";
import type { Study } from "../experiments/study";

/** Shares of the test part's tokens. */
export interface UnknownWords {
  /** Words that the vocabulary does not hold: a model reads UNK there. */
  readonly unknown: number;
  /** Words that the training sentences never held. */
  readonly unseen: number;
  /** `unknown` among the tokens of entities; null where the part has none. */
  readonly unknownInEntities: number | null;
}

export interface WordTests {
  readonly isUnknown: (word: string) => boolean;
  readonly isUnseen: (word: string) => boolean;
}

function shareOf(words: readonly string[], test: (word: string) => boolean): number {
  return words.filter(test).length / words.length;
}

/** How many of the test part's tokens are unknown, by the two tests given. */
export function testWords({ dataset }: Pick<Study, "dataset">, { isUnknown, isUnseen }: WordTests): UnknownWords {
  const sentences = sentencesOf(dataset, dataset.split.test);
  const all = sentences.flatMap(({ words }) => words);
  const inEntities = sentences.flatMap(({ words, tags }) => words.filter((_, i) => tags[i] !== OUTSIDE));
  return {
    unknown: shareOf(all, isUnknown),
    unseen: shareOf(all, isUnseen),
    unknownInEntities: inEntities.length === 0 ? null : shareOf(inEntities, isUnknown),
  };
}
