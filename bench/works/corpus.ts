import type { Corpus, Sentence } from "../../src/corpus";
import {
  assembleBatch, buildTagSet, buildVocabulary, encodeSentence, planTraining, type Batching, type EncodedSentence, type Vocabulary,
} from "../../src/encoding";
import { defaultTrialConfig } from "../../src/experiments/config";
import { prepareDataset, trainingSentences } from "../../src/experiments/dataset";
import { createGenerator, deriveSeed } from "../../src/random/generator";
import type { NewWork, WorkBatch } from "../peers/work";
import type { EpochSize } from "../sizes";
import { LEARNING_RATE } from "./random";
import { shapeOf } from "./shape";
import { initialWeights } from "./weights";

const SEED = 1;
const BUCKETED: Batching = { kind: "bucketed" };

function batchOf(sentences: readonly EncodedSentence[]): WorkBatch {
  const { rows, time, words, tags } = assembleBatch(sentences, BUCKETED);
  return { rows, time, words, tags, lengths: Int32Array.from(sentences, (sentence) => sentence.words.length) };
}

/** The sentences that an epoch of this size takes from the reference split's training part. */
export function epochSentences(corpus: Corpus, { sentences }: EpochSize): Sentence[] {
  return trainingSentences(prepareDataset(corpus, "reference"), sentences);
}

function vocabularyOf(corpus: Corpus, training: readonly Sentence[], { model, words }: EpochSize): Vocabulary {
  if (words === "all words") return buildVocabulary(corpus.sentences, { minimumCount: 1, maximumSize: null });
  return buildVocabulary(training, defaultTrialConfig(model).vocabulary);
}

/** One epoch as training sees it: bucketed batches in shuffled order. */
export function corpusWork(corpus: Corpus, size: EpochSize, threads: number): NewWork {
  const sentences = epochSentences(corpus, size);
  const vocabulary = vocabularyOf(corpus, sentences, size);
  const tagSet = buildTagSet(sentences);
  const encoded = sentences.map((sentence) => encodeSentence(sentence, vocabulary, tagSet));
  const generator = createGenerator(deriveSeed(SEED, "order"));
  const plan = planTraining(encoded.map(({ words }) => words.length), size.batch, BUCKETED, generator);
  const shape = shapeOf(size.model, vocabulary.size, tagSet.size);
  return {
    model: size.model,
    shape,
    threads,
    learningRate: LEARNING_RATE,
    weights: initialWeights(shape, SEED),
    batches: plan.map((places) => batchOf(places.map((place) => encoded[place]!))),
  };
}
