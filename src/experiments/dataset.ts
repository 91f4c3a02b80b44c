import { splitCorpus, STANDARD_PERCENTS, type SplitOptions } from "../corpus/splits";
import type { Corpus, Sentence, Split, SplitName } from "../corpus/types";
import { createGenerator, deriveSeed } from "../random/generator";

/** How the parts were drawn, where it is not the usual way: it decides results, and so it is part of a trial. */
export interface Drawing {
  readonly seed: number;
  readonly percents: readonly [trainEnd: number, validationEnd: number];
  readonly keepDuplicatesTogether: boolean;
}

/** A corpus divided for trials. */
export interface Dataset {
  readonly corpus: Corpus;
  readonly split: Split;
  readonly drawing?: Drawing;
}

/** Splits and samples are drawn from this seed, never from a trial's, unless a protocol says so: all seeds see the same sentences. */
const SAMPLING_SEED = 0;

export interface DatasetOptions extends SplitOptions {
  readonly seed?: number;
}

function drawingOf({ seed = SAMPLING_SEED, percents = STANDARD_PERCENTS, keepDuplicatesTogether = false }: DatasetOptions): Drawing | undefined {
  const usual = seed === SAMPLING_SEED && percents.join() === STANDARD_PERCENTS.join() && !keepDuplicatesTogether;
  return usual ? undefined : { seed, percents, keepDuplicatesTogether };
}

export function prepareDataset(corpus: Corpus, split: SplitName, options: DatasetOptions = {}): Dataset {
  const drawing = drawingOf(options);
  return { corpus, split: splitCorpus(corpus, split, options.seed ?? SAMPLING_SEED, options), ...(drawing && { drawing }) };
}

export function sentencesOf(dataset: Dataset, indices: readonly number[]): Sentence[] {
  return indices.map((i) => dataset.corpus.sentences[i]!);
}

/** The training part, or a fixed sample of it in file order. A smaller sample is part of every larger one. */
export function trainingSentences(dataset: Dataset, limit: number | null): Sentence[] {
  const { train } = dataset.split;
  if (limit === null || limit >= train.length) return sentencesOf(dataset, train);
  const sampled = createGenerator(deriveSeed(SAMPLING_SEED, "training sample")).shuffled(train).slice(0, limit);
  return sentencesOf(dataset, sampled.sort((a, b) => a - b));
}
