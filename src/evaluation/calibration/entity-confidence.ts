import { DataError } from "../../errors";
import { entitiesOf, type Entity, type Repair } from "../entities";
import { judgements, type Judgements } from "./judgements";

/**
 * An entity's confidence from its tokens' confidences. `product`: the probability that all of them are right, were they
 * independent; `mean` and `minimum` do not fall with the entity's length. None knows of the token behind the entity, which
 * decides whether it ends there.
 */
export type ConfidenceRule = "product" | "mean" | "minimum";

const RULES: { readonly [rule in ConfidenceRule]: (confidences: ArrayLike<number>) => number } = {
  product: (confidences) => Array.from(confidences).reduce((product, confidence) => product * confidence, 1),
  mean: (confidences) => Array.from(confidences).reduce((sum, confidence) => sum + confidence, 0) / confidences.length,
  minimum: (confidences) => Math.min(...Array.from(confidences)),
};

/** One sentence's tags, untruncated gold beside what a model said, and the confidence of each predicted tag. */
export interface AnsweredSentence {
  readonly gold: readonly string[];
  readonly predicted: readonly string[];
  readonly confidences: Float64Array;
}

export interface EntityJudging {
  /** The reading of stray I- tags, on both sides. */
  readonly repair: Repair;
  readonly rule: ConfidenceRule;
}

function keyOf({ type, start, end }: Entity): string {
  return `${start} ${end} ${type}`;
}

function judgeSentence(sentence: AnsweredSentence, { repair, rule }: EntityJudging): [number, boolean][] {
  const { gold, predicted, confidences } = sentence;
  if (predicted.length !== confidences.length) {
    throw new DataError(`A sentence has ${predicted.length} predicted tags but ${confidences.length} confidences; give one per token.`);
  }
  const right = new Set(entitiesOf(gold, repair).map(keyOf));
  return entitiesOf(predicted, repair).map((entity) => [
    RULES[rule](confidences.subarray(entity.start, entity.end + 1)), right.has(keyOf(entity)),
  ]);
}

/**
 * Predicted entities with their confidences; one is right when type, first and last token are (precision's view: a missed
 * entity has no confidence). Tokens that a model left unanswered at a sentence's end may simply be missing from `predicted`.
 * Throws a DataError for unequal lengths, and for tags as `entitiesOf` does.
 */
export function judgeEntities(sentences: readonly AnsweredSentence[], judging: EntityJudging): Judgements {
  const judged = sentences.flatMap((sentence) => judgeSentence(sentence, judging));
  return judgements(judged.map(([confidence]) => confidence), judged.map(([, isRight]) => isRight));
}
