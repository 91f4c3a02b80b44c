import type { Sentence } from "./types";

function keyOf(sentence: Sentence): string {
  return sentence.words.join("\u0000");
}

/** Sentence indices grouped by token sequence, groups and members in the given order (file order by default). */
export function duplicateGroups(
  sentences: readonly Sentence[], order: Iterable<number> = sentences.keys()
): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const index of order) {
    const key = keyOf(sentences[index]!);
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  }
  return [...groups.values()];
}

/** The number of sentences beyond the first of each token sequence. */
export function countDuplicates(sentences: readonly Sentence[]): number {
  return sentences.length - duplicateGroups(sentences).length;
}

/** The groups of equal token sequences whose members carry different tags: at most one of them can be right. */
export function conflictingDuplicates(sentences: readonly Sentence[]): readonly (readonly number[])[] {
  const tagsOf = (index: number) => sentences[index]!.tags.join(" ");
  return duplicateGroups(sentences).filter((group) => group.some((index) => tagsOf(index) !== tagsOf(group[0]!)));
}
