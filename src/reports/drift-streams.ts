import * as path from "node:path";
import type { Sentence } from "../corpus/types";
import { dropCase, joinPairs, withTypos } from "../evaluation/perturbations";
import { renameEntities, type TypeMapping } from "../evaluation/type-mapping";
import { sentencesOf } from "../experiments/dataset";
import { profileConfig } from "../experiments/profiles";
import { trainSeeds, type Study } from "../experiments/study";
import { loadBundle, type ModelBundle } from "../models/bundle";
import type { ModelName } from "../models/options";
import { withPredictor, type Predictor } from "../models/predictor";
import { createGenerator, deriveSeed } from "../random/generator";
import type { ObservedSentence } from "../serving/drift/features";
import { judgeSentences } from "../serving/drift/make-reference";
import { trueQuality, type JudgedSentence, type QualityCounts } from "../serving/drift/quality";
import { buildReference, DEFAULT_WINDOW, type DriftReference } from "../serving/drift/reference";
import type { Thresholds } from "../serving/drift/thresholds";
import { corpusTitle, mappingOf, otherOf } from "./transfer-systems";

/** A sentence as the monitor sees it, beside what only its gold tags tell. */
export interface StreamSentence {
  readonly observed: ObservedSentence;
  readonly actual: QualityCounts;
}

/** Sentences of one kind. */
export interface DriftStream {
  readonly title: string;
  readonly sentences: readonly StreamSentence[];
}

/** A model's reference, traffic like that which it was validated on, and traffic that is not. */
export interface DriftCase {
  readonly model: ModelName;
  readonly trial: string;
  readonly reference: DriftReference;
  /** Thresholds for traffic in no order: calibrated on drawn sentences rather than on runs of consecutive ones. */
  readonly mixedThresholds: Thresholds;
  /** The test part, in the corpus's order. */
  readonly calm: DriftStream;
  readonly drifted: readonly DriftStream[];
}

const TYPO_SHARE = 0.1;
/** A window holds at most this share of the validation part, so that windows differ. */
const LARGEST_WINDOW_SHARE = 0.5;

function asStream(title: string, judged: readonly JudgedSentence[], mapping?: TypeMapping): DriftStream {
  const actualOf = ({ tags, gold }: JudgedSentence): QualityCounts => trueQuality(mapping
    ? { tags: renameEntities(tags, mapping.source, "discard"), gold: renameEntities(gold, mapping.target, "discard") }
    : { tags, gold });
  return { title, sentences: judged.map((sentence) => ({ observed: sentence, actual: actualOf(sentence) })) };
}

function driftedStreams(study: Study, test: readonly Sentence[], judge: (sentences: readonly Sentence[]) => JudgedSentence[]): DriftStream[] {
  const typing = createGenerator(deriveSeed(0, "drift", "typos"));
  const other = otherOf(study);
  return [
    asStream(`another corpus (${corpusTitle(other)})`, judge(other.corpus.sentences), mappingOf(study)),
    asStream("case dropped", judge(test.map(dropCase))),
    asStream(`typos in ${100 * TYPO_SHARE} % of the words`, judge(test.map((sentence) => withTypos(sentence, TYPO_SHARE, typing)))),
    asStream("sentences joined two by two", judge(joinPairs(test))),
  ];
}

function windowFor(validation: number): number {
  return Math.max(1, Math.min(DEFAULT_WINDOW, Math.floor(LARGEST_WINDOW_SHARE * validation)));
}

/** A saved model by the record of its training. */
export interface SavedModel {
  readonly model: ModelName;
  readonly trial: string;
  readonly bundle: ModelBundle;
}

/** The drift reference of a saved model, and what the model says of traffic with and without drift. */
export function driftCaseOf(study: Study, { model, trial, bundle }: SavedModel, predictor: Predictor): DriftCase {
  const judge = (sentences: readonly Sentence[]) => judgeSentences(bundle, predictor, sentences);
  const { split } = study.dataset;
  const [validation, test] = [judge(sentencesOf(study.dataset, split.validation)), sentencesOf(study.dataset, split.test)];
  const options = { tags: bundle.tagSet.tags, vocabularySize: bundle.vocabulary.size, window: windowFor(validation.length) };
  return {
    model, trial,
    reference: buildReference(validation, { ...options, run: options.window }),
    mixedThresholds: buildReference(validation, options).thresholds,
    calm: asStream("test part", judge(test)),
    drifted: driftedStreams(study, test, judge),
  };
}

/**
 * The case of a model's first seed. Needs a second corpus (`withOtherCorpus`), which is scored under the types that both have; trains the
 * model where it is not saved.
 */
export async function driftCase(study: Study, model: ModelName = "model2"): Promise<DriftCase> {
  const [record] = await trainSeeds({ ...study, seeds: study.seeds.slice(0, 1) }, profileConfig(model, study.profile), true);
  const bundle = await loadBundle(path.join(study.workspace.models, record!.hash));
  try {
    return withPredictor(bundle.model, (predictor) => driftCaseOf(study, { model, trial: record!.hash, bundle }, predictor));
  } finally {
    bundle.model.dispose();
  }
}
