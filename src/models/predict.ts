import * as tf from "@tensorflow/tfjs";
import { assembleBatch, planPrediction, type Batching } from "../encoding/batches";

/** What a model says of one sentence: a tag id and its softmax probability for every token that the batching kept. */
export interface SentencePrediction {
  readonly tags: Int32Array;
  readonly confidences: Float32Array;
}

const PREDICTION_BATCH = 128;

interface BatchAnswer {
  readonly tags: Int32Array;
  readonly confidences: Float32Array;
  readonly time: number;
}

function answerBatch(model: tf.LayersModel, words: Int32Array, rows: number, time: number): BatchAnswer {
  const [tags, confidences] = tf.tidy(() => {
    const probabilities = model.apply(tf.tensor2d(words, [rows, time], "int32"), { training: false }) as tf.Tensor3D;
    return [probabilities.argMax(2), probabilities.max(2)];
  }) as [tf.Tensor, tf.Tensor];
  const answer = { tags: Int32Array.from(tags.dataSync()), confidences: Float32Array.from(confidences.dataSync()), time };
  tf.dispose([tags, confidences]);
  return answer;
}

/**
 * Tags every sentence, in the given order. Under padded batching a sentence longer than the length is answered only up
 * to it: its scorer must count the rest as missed.
 */
export function predictSentences(
  model: tf.LayersModel, sentences: readonly { readonly words: Int32Array }[], batching: Batching, batchSize = PREDICTION_BATCH,
): SentencePrediction[] {
  const results = new Array<SentencePrediction>(sentences.length);
  for (const members of planPrediction(sentences.map((sentence) => sentence.words.length), batchSize, batching)) {
    const batch = assembleBatch(members.map((i) => sentences[i]!), batching);
    const answer = answerBatch(model, batch.words, batch.rows, batch.time);
    members.forEach((i, row) => {
      const from = row * answer.time;
      const to = from + Math.min(sentences[i]!.words.length, answer.time);
      results[i] = { tags: answer.tags.slice(from, to), confidences: answer.confidences.slice(from, to) };
    });
  }
  return results;
}
