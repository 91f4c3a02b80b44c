import { DataError } from "../../errors";
import type { TagMatrix } from "./tag-matrix";

/** One sentence: its untruncated gold tags and the model's logits or log-probabilities of the tokens that it answered. */
export interface SentenceDistribution {
  readonly gold: readonly string[];
  /** [answered tokens, tags]; fewer tokens than gold where a padded batching cut the sentence. */
  readonly logits: TagMatrix;
}

/** A part of a corpus as a model sees it; `tags` names the columns of every matrix. */
export interface PartDistributions<Part extends string = string> {
  readonly part: Part;
  readonly tags: readonly string[];
  readonly sentences: readonly SentenceDistribution[];
}

/** Throws a DataError naming the first sentence whose matrix has other columns than `tags`, or more rows than gold tags. */
export function checkDistributions({ part, tags, sentences }: PartDistributions): void {
  sentences.forEach(({ gold, logits }, i) => {
    const where = `In the ${part} part, sentence ${i + 1}`;
    if (logits.tags !== tags.length) {
      throw new DataError(`${where} has distributions over ${logits.tags} tags where ${tags.length} are named.`);
    }
    if (logits.tokens > gold.length) {
      throw new DataError(`${where} has ${gold.length} gold tags but ${logits.tokens} distributions; remove those of the padding first.`);
    }
  });
}

/** Gold ids of the answered tokens of all sentences, −1 for a tag that `tags` does not name. */
export function goldIds({ tags, sentences }: Omit<PartDistributions, "part">): Int32Array {
  const ids = new Map(tags.map((tag, id) => [tag, id]));
  return Int32Array.from(sentences.flatMap(({ gold, logits }) => gold.slice(0, logits.tokens).map((tag) => ids.get(tag) ?? -1)));
}
