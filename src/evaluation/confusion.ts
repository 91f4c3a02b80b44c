import { DataError } from "../errors";
import { checkParallel, TagLists } from "./tag-lists";

/**
 * Token counts, shape [tags, tags]: row = gold tag, column = predicted tag, both in the order of `tags`.
 * Throws a DataError for unequal lengths, no token, or a tag that `tags` does not list.
 */
export function confusionMatrix(gold: TagLists, predicted: TagLists, tags: readonly string[]): number[][] {
  checkParallel(gold, predicted);
  const indices = new Map(tags.map((tag, i) => [tag, i]));
  const indexOf = (tag: string, sentence: number): number => {
    const index = indices.get(tag);
    if (index !== undefined) return index;
    throw new DataError(`Sentence ${sentence + 1} holds the tag "${tag}", which the confusion matrix does not list.`);
  };
  const matrix = tags.map(() => tags.map(() => 0));
  gold.forEach((goldTags, sentence) => {
    goldTags.forEach((tag, i) => matrix[indexOf(tag, sentence)]![indexOf(predicted[sentence]![i]!, sentence)]!++);
  });
  return matrix;
}
