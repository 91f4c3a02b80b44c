import { DataError } from "../errors";

export const OUTSIDE = "O";

/** A two-way table between tags and ids. O has id 0; the others follow in code-point order. */
export interface TagSet {
  readonly tags: readonly string[];
  readonly size: number;
  /** Throws a DataError for a tag that the set does not hold. */
  idOf(tag: string): number;
  has(tag: string): boolean;
}

export function tagSetFromTags(tags: readonly string[]): TagSet {
  const ids = new Map(tags.map((tag, id) => [tag, id]));
  return {
    tags,
    size: tags.length,
    has: (tag) => ids.has(tag),
    idOf: (tag) => {
      const id = ids.get(tag);
      if (id === undefined) throw new DataError(`The tag "${tag}" is not among the ${tags.length} tags of the training part.`);
      return id;
    },
  };
}

/** The tags of the given sentences, O always among them. */
export function buildTagSet(sentences: Iterable<{ readonly tags: readonly string[] }>): TagSet {
  const seen = new Set<string>();
  for (const { tags } of sentences) for (const tag of tags) seen.add(tag);
  seen.delete(OUTSIDE);
  return tagSetFromTags([OUTSIDE, ...[...seen].sort()]);
}
