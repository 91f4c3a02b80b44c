import { Repair } from "./entities";
import { EntityScores, scoreEntities } from "./score-entities";
import { Averages, ClassScores, PRF } from "./scores";
import { countTokens, TagLists } from "./tag-lists";
import { paddedTokenAccuracy, sequenceAccuracy } from "./token-accuracy";
import { scoreTokens } from "./token-scores";

/** A mean over classes; null, as JSON has no NaN, when there is no class. */
export type NullablePRF = { readonly [Score in keyof PRF]: number | null };

export interface RecordedAverages {
  readonly micro: PRF;
  readonly macro: NullablePRF;
  readonly weighted: PRF;
}

export interface EntityEvaluation extends RecordedAverages {
  readonly perType: ClassScores;
  readonly repairs: { readonly gold: number; readonly predicted: number };
}

/** All scores of one tagging as plain JSON; every number is a fraction in [0, 1] or a count. */
export interface Evaluation {
  readonly sentences: number;
  readonly tokens: number;
  readonly token: {
    readonly accuracy: number;
    readonly withOutside: RecordedAverages;
    readonly withoutOutside: RecordedAverages;
    readonly perTag: ClassScores;
  };
  /** Share of sentences whose every tag is right. */
  readonly sequenceAccuracy: number;
  /** Both readings of stray I- tags, side by side. */
  readonly entities: { readonly discard: EntityEvaluation; readonly begin: EntityEvaluation };
  /** Accuracy with padding to 75 tokens counted as correct: not a result, only the figure others publish. */
  readonly padded75: number;
}

const PUBLISHED_PADDING = 75;

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function recorded({ micro, macro, weighted }: Averages): RecordedAverages {
  return { micro, macro: { precision: orNull(macro.precision), recall: orNull(macro.recall), f1: orNull(macro.f1) }, weighted };
}

function entityEvaluation(scores: EntityScores): EntityEvaluation {
  return { ...recorded(scores), perType: scores.perType, repairs: scores.repairs };
}

/**
 * Everything a record keeps about one tagging. Give it untruncated gold and predictions completed by
 * `completeWithOutside`. Throws a DataError for unequal lengths, no token, or tags that are not IOB2.
 */
export function evaluateTagging(gold: TagLists, predicted: TagLists): Evaluation {
  const { accuracy, withOutside, withoutOutside, perTag } = scoreTokens(gold, predicted);
  const entities = (repair: Repair): EntityEvaluation => entityEvaluation(scoreEntities(gold, predicted, { scheme: "IOB2", repair }));
  return {
    sentences: gold.length,
    tokens: countTokens(gold),
    token: { accuracy, withOutside: recorded(withOutside), withoutOutside: recorded(withoutOutside), perTag },
    sequenceAccuracy: sequenceAccuracy(gold, predicted),
    entities: { discard: entities("discard"), begin: entities("begin") },
    padded75: paddedTokenAccuracy(gold, predicted, PUBLISHED_PADDING),
  };
}
