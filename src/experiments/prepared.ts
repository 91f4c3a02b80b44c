import type * as tf from "@tensorflow/tfjs";
import type { Sentence } from "../corpus/types";
import {
  buildTagSet,
  buildVocabulary,
  encodeSentence,
  encodeWords,
  type Batching,
  type EncodedSentence,
  type TagSet,
  type Vocabulary,
} from "../encoding";
import { DataError } from "../errors";
import { completeWithOutside } from "../evaluation";
import { buildModel } from "../models/build";
import { predictSentences } from "../models/predict";
import type { Predictor } from "../models/predictor";
import type { TrialConfig } from "./config";
import { sentencesOf, trainingSentences, type Dataset } from "./dataset";

/** The data of one trial as the model sees it. */
export interface Prepared {
  readonly vocabulary: Vocabulary;
  readonly tagSet: TagSet;
  readonly training: readonly EncodedSentence[];
  readonly batching: Batching;
  readonly model: tf.LayersModel;
}

/** The sentences whose words and tags the model may know. */
function knownSentences(dataset: Dataset, config: TrialConfig, training: readonly Sentence[]): readonly Sentence[] {
  if (config.vocabulary.over === "training") return training;
  const { train, validation, test } = dataset.split;
  return [train, validation, test].flatMap((part) => sentencesOf(dataset, part));
}

/** Throws a DataError when there is no entity to learn. */
export function prepare(dataset: Dataset, config: TrialConfig, seed: number): Prepared {
  const sentences = trainingSentences(dataset, config.trainingSentences);
  const known = knownSentences(dataset, config, sentences);
  const vocabulary = buildVocabulary(known, config.vocabulary);
  const tagSet = buildTagSet(known);
  if (tagSet.size < 2)
    throw new DataError(
      `The training part of ${dataset.corpus.path} holds no entity, every tag is O: there is nothing to learn. Give a corpus with tagged entities.`,
    );
  const training = sentences.map((sentence) => encodeSentence(sentence, vocabulary, tagSet));
  const model = buildModel(config.model, { vocabulary: vocabulary.size, tags: tagSet.size, seed }, config.hyperparameters);
  return { vocabulary, tagSet, training, batching: config.training.batching, model };
}

/** Predicted tags of whole sentences: what the batching cut off is O, and so missed. */
export function tagSentences(prepared: Prepared, predictor: Predictor, sentences: readonly Sentence[]): string[][] {
  const encoded = sentences.map((sentence) => ({ words: encodeWords(sentence.words, prepared.vocabulary) }));
  return predictSentences(predictor, encoded, prepared.batching).map((prediction, i) =>
    completeWithOutside(
      Array.from(prediction.tags, (id) => prepared.tagSet.tags[id]!),
      sentences[i]!.words.length,
    ),
  );
}

export function goldTags(sentences: readonly Sentence[]): string[][] {
  return sentences.map((sentence) => [...sentence.tags]);
}
