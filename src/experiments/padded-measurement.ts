import type { Sentence } from "../corpus/types";
import { assembleBatch, encodeWords, planPrediction, type Batching, type TagSet, type Vocabulary } from "../encoding";
import { scoreTokens } from "../evaluation";
import type { Predictor } from "../models/predictor";

/** A test part scored as a protocol that counts padding scores it: no result, but what such a protocol reports. */
export interface PaddedMeasurement {
  readonly length: number;
  /** Sentences × length: what the accuracy divides by. */
  readonly positions: number;
  readonly wrong: number;
  /** Of them, positions that are padding. */
  readonly wrongPadding: number;
  readonly accuracy: number;
  /** Support-weighted F1 over tags, O and padding included. */
  readonly weightedF1: number;
  /** Share of sentences with every position right, padding included. */
  readonly sequenceAccuracy: number;
}

const BATCH = 128;
const PADDING = "O";

type PaddedBatching = Extract<Batching, { readonly kind: "padded" }>;

/** Gold or predicted tags of every position, a sentence cut or filled to the length. */
interface Rectangle {
  readonly gold: string[][];
  readonly predicted: string[][];
}

function filled(tags: readonly string[], length: number): string[] {
  return Array.from({ length }, (_, t) => tags[t] ?? PADDING);
}

function rectangleOf(
  predictor: Predictor, sentences: readonly Sentence[], { vocabulary, tagSet, batching }: Encoding,
): Rectangle {
  const words = sentences.map((sentence) => ({ words: encodeWords(sentence.words, vocabulary) }));
  const predicted = new Array<string[]>(sentences.length);
  for (const members of planPrediction(words.map((each) => each.words.length), BATCH, batching)) {
    const batch = assembleBatch(members.map((i) => words[i]!), batching);
    const { tags } = predictor.predict(batch);
    members.forEach((i, row) => {
      const from = row * batch.time;
      predicted[i] = Array.from(tags.subarray(from, from + batch.time), (id) => tagSet.tags[id]!);
    });
  }
  return { gold: sentences.map((sentence) => filled(sentence.tags, batching.length)), predicted };
}

export interface Encoding {
  readonly vocabulary: Vocabulary;
  readonly tagSet: TagSet;
  readonly batching: PaddedBatching;
}

/** Tags every position of the padded sentences, padding too, and scores them all. */
export function measurePadded(predictor: Predictor, sentences: readonly Sentence[], encoding: Encoding): PaddedMeasurement {
  const { length } = encoding.batching;
  const { gold, predicted } = rectangleOf(predictor, sentences, encoding);
  const wrongIn = (i: number, from: number) => gold[i]!.reduce((sum, tag, t) => sum + (t >= from && tag !== predicted[i]![t] ? 1 : 0), 0);
  const wrong = sentences.map((_, i) => wrongIn(i, 0));
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const { accuracy, withOutside } = scoreTokens(gold, predicted);
  return {
    length,
    positions: sentences.length * length,
    wrong: total(wrong),
    wrongPadding: total(sentences.map((sentence, i) => wrongIn(i, sentence.words.length))),
    accuracy,
    weightedF1: withOutside.weighted.f1,
    sequenceAccuracy: wrong.filter((count) => count === 0).length / sentences.length,
  };
}
