import { sortedByCodePoint } from "./code-points";
import { confusionMatrix } from "./confusion";
import { Averages, averagesOf, ClassScores, Counts, scoreClasses } from "./scores";
import { TagLists } from "./tag-lists";

export interface TokenScores {
  /** Share of right tags, O included; the micro average with O is the same number. */
  readonly accuracy: number;
  readonly withOutside: Averages;
  /** Averages over the tags other than O. */
  readonly withoutOutside: Averages;
  readonly perTag: ClassScores;
}

/** The tags of both sides by code point. */
export function tagsOf(...sides: readonly TagLists[]): string[] {
  const tags = new Set<string>();
  for (const sentences of sides) for (const sentence of sentences) for (const tag of sentence) tags.add(tag);
  return sortedByCodePoint(tags);
}

function countsFrom(matrix: readonly (readonly number[])[], k: number): Counts {
  return {
    support: matrix[k]!.reduce((sum, count) => sum + count, 0),
    predicted: matrix.reduce((sum, row) => sum + row[k]!, 0),
    correct: matrix[k]![k]!,
  };
}

/**
 * Precision, recall and F1 of single tokens, each tag (`B-geo` and `I-geo` apart) a class of its own. These are not
 * entity scores and run higher. Throws a DataError for unequal lengths or no token at all.
 */
export function scoreTokens(gold: TagLists, predicted: TagLists): TokenScores {
  const tags = tagsOf(gold, predicted);
  const matrix = confusionMatrix(gold, predicted, tags);
  const indices = new Map(tags.map((tag, k) => [tag, k]));
  const perTag = scoreClasses(tags, (tag) => countsFrom(matrix, indices.get(tag)!));
  const withOutside = averagesOf(tags.map((tag) => perTag[tag]!));
  const withoutOutside = averagesOf(tags.filter((tag) => tag !== "O").map((tag) => perTag[tag]!));
  return { accuracy: withOutside.micro.recall, withOutside, withoutOutside, perTag };
}
