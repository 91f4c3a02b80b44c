import type { Sentence } from "../../corpus/types";
import { encodeWords } from "../../encoding/encode";
import type { ModelBundle } from "../../models/bundle";
import { predictSentences } from "../../models/predict";
import { withPredictor, type Predictor } from "../../models/predictor";
import type { JudgedSentence } from "./quality";
import { buildReference, DEFAULT_WINDOW, type DriftReference, type ReferenceOptions } from "./reference";

/** Sentences tagged by a model, as drift sees them, with their gold tags. */
export function judgeSentences(bundle: ModelBundle, predictor: Predictor, sentences: readonly Sentence[]): JudgedSentence[] {
  const encoded = sentences.map(({ words }) => ({ words: encodeWords(words, bundle.vocabulary) }));
  const predictions = predictSentences(predictor, encoded, { kind: "bucketed" });
  return sentences.map(({ tags: gold }, i) => ({
    gold,
    words: encoded[i]!.words,
    tags: Array.from(predictions[i]!.tags, (id) => bundle.tagSet.tags[id]!),
    confidences: predictions[i]!.confidences,
  }));
}

/**
 * The reference of a model from the validation part of the corpus that it was trained on, in the corpus's order. Unless `run` says otherwise,
 * it is calibrated for whole texts: that holds for traffic in no order as well, though less is seen of little drift.
 * Throws as `buildReference` does.
 */
export function makeReference(
  bundle: ModelBundle, validation: readonly Sentence[], options: Omit<ReferenceOptions, "tags" | "vocabularySize"> = {},
): DriftReference {
  const judged = withPredictor(bundle.model, (predictor) => judgeSentences(bundle, predictor, validation));
  return buildReference(judged, { run: options.window ?? DEFAULT_WINDOW, ...options, tags: bundle.tagSet.tags, vocabularySize: bundle.vocabulary.size });
}
