import { splitCorpus, type SplitOptions } from "../corpus/splits";
import type { Corpus, Sentence, Split, SplitName } from "../corpus/types";
import { createGenerator, deriveSeed } from "../random/generator";

/** A corpus divided for trials. */
export interface Dataset {
  readonly corpus: Corpus;
  readonly split: Split;
}

/** Splits and samples are drawn from this seed, never from a trial's: all seeds of an experiment see the same sentences. */
const SAMPLING_SEED = 0;

export function prepareDataset(corpus: Corpus, split: SplitName, options: SplitOptions = {}): Dataset {
  return { corpus, split: splitCorpus(corpus, split, SAMPLING_SEED, options) };
}

export function sentencesOf(dataset: Dataset, indices: readonly number[]): Sentence[] {
  return indices.map((i) => dataset.corpus.sentences[i]!);
}

/** The training part, or a fixed sample of it in file order. */
export function trainingSentences(dataset: Dataset, limit: number | null): Sentence[] {
  const { train } = dataset.split;
  if (limit === null || limit >= train.length) return sentencesOf(dataset, train);
  const sampled = createGenerator(deriveSeed(SAMPLING_SEED, "training sample")).shuffled(train).slice(0, limit);
  return sentencesOf(dataset, sampled.sort((a, b) => a - b));
}
