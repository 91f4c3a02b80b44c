import * as path from "node:path";
import type { PartName } from "../corpus/types";
import { encodeWords } from "../encoding";
import type { TagLists } from "../evaluation";
import { tagMatrix, topLabels, type PartDistributions } from "../evaluation/calibration";
import { sentencesOf } from "../experiments/dataset";
import { profileConfig } from "../experiments/profiles";
import type { TrialRecord } from "../experiments/record";
import { trainSeeds, type Study } from "../experiments/study";
import { loadBundle, type ModelBundle } from "../models/bundle";
import type { ModelName } from "../models/options";
import { predictLogits } from "../models/predict";
import { withPredictor, type Predictor } from "../models/predictor";

/** What one saved model says of the two parts that it was not trained on. */
export interface ModelDistributions {
  readonly record: TrialRecord;
  readonly validation: PartDistributions<"validation">;
  readonly test: PartDistributions<"test">;
}

function distributionsOf<P extends PartName>(study: Study, bundle: ModelBundle, predictor: Predictor, part: P): PartDistributions<P> {
  const { tags, size } = bundle.tagSet;
  const sentences = sentencesOf(study.dataset, study.dataset.split[part]);
  const encoded = sentences.map(({ words }) => ({ words: encodeWords(words, bundle.vocabulary) }));
  const logits = predictLogits(predictor, encoded, { kind: "bucketed" });
  return { part, tags, sentences: sentences.map((sentence, i) => ({ gold: sentence.tags, logits: tagMatrix(logits[i]!, size) })) };
}

/**
 * The distributions of a model's first seed, from its saved model. Where there is none beside the record, it is trained; ask for
 * this before other records of the model, so that they are the same ones.
 */
export async function firstDistributions(study: Study, model: ModelName): Promise<ModelDistributions> {
  const [record] = await trainSeeds({ ...study, seeds: study.seeds.slice(0, 1) }, profileConfig(model, study.profile), true);
  const bundle = await loadBundle(path.join(study.workspace.models, record!.hash));
  try {
    return withPredictor(bundle.model, (predictor) => ({
      record: record!,
      validation: distributionsOf(study, bundle, predictor, "validation"),
      test: distributionsOf(study, bundle, predictor, "test"),
    }));
  } finally {
    bundle.model.dispose();
  }
}

/** Tokens that distributions and a run of predictions answer differently: none, but for rounding on another machine. */
export function countOtherAnswers({ tags, sentences }: Omit<PartDistributions, "part">, run: TagLists): number {
  return sentences.reduce((sum, { logits }, i) => {
    const answers = Array.from(topLabels(logits).tags, (id) => tags[id]!);
    return sum + answers.filter((tag, token) => tag !== run[i]![token]).length;
  }, 0);
}
