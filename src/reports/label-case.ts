import * as tf from "@tensorflow/tfjs";
import type { Sentence } from "../corpus/types";
import { assembleBatch, buildTagSet, buildVocabulary, categoricalLabels, encodeSentence, type Batch, type LabelEncoding } from "../encoding";
import { withOverrides, type TrialConfig } from "../experiments/config";
import { sentencesOf, trainingSentences, type Dataset } from "../experiments/dataset";
import { prepare, type Prepared } from "../experiments/prepared";
import { profileConfig } from "../experiments/profiles";
import type { Study } from "../experiments/study";

export const ENCODINGS: readonly LabelEncoding[] = ["sparse", "categorical"];

export interface LabelCaseOptions {
  /** Training sentences of the small model, and the most validation sentences that score it. */
  readonly sentences: number;
  readonly epochs: number;
}

/** A small Model 2 and its data, on which both encodings are tried. */
export interface LabelCase {
  readonly dataset: Dataset;
  readonly config: TrialConfig<"model2">;
  /** How many training sentences there are: as many as asked for, or all. */
  readonly sentences: number;
  readonly validation: readonly Sentence[];
  /** The first sentences of the training sample, in file order: of several lengths, so that there is padding. */
  readonly batch: Batch;
  /** Tags of the training sample, O first. */
  readonly tags: readonly string[];
}

const BATCH_SIZE = 16;
/** Small enough for seconds; no dropout, so that loss and gradient are those of the weights alone. */
const SMALL_MODEL = {
  hyperparameters: { embedding: 25, units: 25, dropout: 0, recurrentDropout: 0, outputDropout: 0 },
  vocabulary: { minimumCount: 1 },
};

/** Data and model anew, with the initial weights of the seed: two calls give equal ones. Dispose its model. */
export function prepareCase({ dataset, config }: Pick<LabelCase, "dataset" | "config">, seed = 0): Prepared {
  return prepare(dataset, config, seed);
}

/** The case of a study's corpus; nothing is built or trained yet. */
export function labelCase({ dataset, profile }: Study, { sentences, epochs }: LabelCaseOptions): LabelCase {
  const training = { batchSize: BATCH_SIZE, learningRate: 0.01, maximumEpochs: epochs, patience: epochs };
  const config = withOverrides(profileConfig("model2", profile), { ...SMALL_MODEL, training, trainingSentences: sentences });
  const sample = trainingSentences(dataset, sentences);
  const [vocabulary, tagSet] = [buildVocabulary(sample, config.vocabulary), buildTagSet(sample)];
  const first = sample.slice(0, BATCH_SIZE).map((sentence) => encodeSentence(sentence, vocabulary, tagSet));
  return {
    dataset,
    config,
    sentences: sample.length,
    validation: sentencesOf(dataset, dataset.split.validation.slice(0, sentences)),
    batch: assembleBatch(first, { kind: "bucketed" }),
    tags: tagSet.tags,
  };
}

export function wordTensor({ words, rows, time }: Batch): tf.Tensor2D {
  return tf.tensor2d(words, [rows, time], "int32");
}

/** Labels as this project's loss takes them: ids `[rows, time]`, or one-hot rows `[rows, time, tags]`. */
export function labelTensor({ tags, rows, time }: Batch, encoding: LabelEncoding, width: number): tf.Tensor2D | tf.Tensor3D {
  if (encoding === "sparse") return tf.tensor2d(tags, [rows, time], "int32");
  return tf.tensor3d(categoricalLabels(tags, width), [rows, time, width]);
}

/** The same as tf.layers' own losses take them: sparse ids are 32-bit fractions and stand in a third dimension of one. */
export function layersLabelTensor(batch: Batch, encoding: LabelEncoding, width: number): tf.Tensor3D {
  if (encoding === "categorical") return labelTensor(batch, encoding, width) as tf.Tensor3D;
  return tf.tensor3d(Float32Array.from(batch.tags), [batch.rows, batch.time, 1]);
}
