import { assembleBatch, planPrediction, type Batching } from "../encoding/batches";
import type { Predictor } from "./predictor";

/** What a model says of one sentence: a tag id and its softmax probability for every token that the batching kept. */
export interface SentencePrediction {
  readonly tags: Int32Array;
  readonly confidences: Float32Array;
}

const PREDICTION_BATCH = 128;

/**
 * Tags every sentence, in the given order. Under padded batching a sentence longer than the length is answered only up
 * to it: its scorer must count the rest as missed.
 */
export function predictSentences(
  predictor: Predictor, sentences: readonly { readonly words: Int32Array }[], batching: Batching, batchSize = PREDICTION_BATCH,
): SentencePrediction[] {
  const results = new Array<SentencePrediction>(sentences.length);
  for (const members of planPrediction(sentences.map((sentence) => sentence.words.length), batchSize, batching)) {
    const batch = assembleBatch(members.map((i) => sentences[i]!), batching);
    const answer = predictor.predict(batch);
    members.forEach((i, row) => {
      const from = row * batch.time;
      const to = from + Math.min(sentences[i]!.words.length, batch.time);
      results[i] = { tags: answer.tags.slice(from, to), confidences: answer.confidences.slice(from, to) };
    });
  }
  return results;
}

/** What a model says of one sentence before the softmax: `[tokens, tags]`, row-major, for the tokens that the batching kept. */
export function predictLogits(
  predictor: Predictor, sentences: readonly { readonly words: Int32Array }[], batching: Batching, batchSize = PREDICTION_BATCH,
): Float32Array[] {
  const results = new Array<Float32Array>(sentences.length);
  for (const members of planPrediction(sentences.map((sentence) => sentence.words.length), batchSize, batching)) {
    const batch = assembleBatch(members.map((i) => sentences[i]!), batching);
    const logits = predictor.logits(batch);
    const tags = logits.length / (batch.rows * batch.time);
    members.forEach((i, row) => {
      const from = row * batch.time * tags;
      results[i] = logits.slice(from, from + Math.min(sentences[i]!.words.length, batch.time) * tags);
    });
  }
  return results;
}
