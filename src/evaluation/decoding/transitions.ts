import { DataError } from "../../errors";
import { parseLoosely, parseStrictly } from "../tag-syntax";

/** Which tags may begin a sentence and which may follow which; 1 where allowed, else 0. */
export interface Transitions {
  readonly tags: readonly string[];
  /** [tags] */
  readonly start: Uint8Array;
  /** [tags, tags]: row = tag before, column = tag after. */
  readonly next: Uint8Array;
}

/** The two grammars differ on types with hyphens at their ends; a tag continues another only where both say so. */
function haveSameType(a: string, b: string): boolean {
  return parseLoosely(a).type === parseLoosely(b).type && parseStrictly(a).type === parseStrictly(b).type;
}

function mayFollow(after: string, before: string): boolean {
  return !after.startsWith("I") || (!before.startsWith("O") && haveSameType(before, after));
}

/**
 * IOB2's transitions: I-x stands only behind B-x or I-x, everything else stands anywhere. Throws a DataError for a tag that
 * does not begin with B, I or O, a tag that is named twice, and a tag set that no sentence can begin with.
 */
export function iob2Transitions(tags: readonly string[]): Transitions {
  const foreign = tags.find((tag) => !/^[BIO]/.test(tag));
  if (foreign !== undefined) throw new DataError(`The tag "${foreign}" does not begin with B, I or O as IOB2 asks.`);
  const twice = tags.find((tag, i) => tags.indexOf(tag) !== i);
  if (twice !== undefined) throw new DataError(`The tag "${twice}" is named twice among the ${tags.length} tags.`);
  const start = Uint8Array.from(tags, (tag) => Number(mayFollow(tag, "O")));
  if (!start.includes(1)) throw new DataError(`None of the ${tags.length} tags can begin a sentence; give O or a B- tag.`);
  return { tags, start, next: Uint8Array.from(tags.flatMap((before) => tags.map((after) => Number(mayFollow(after, before))))) };
}

/** The first position whose tag may not stand there, or −1 for a valid sequence. */
export function firstViolation(ids: ArrayLike<number>, { tags, start, next }: Transitions): number {
  for (let i = 0; i < ids.length; i++) {
    const allowed = i === 0 ? start[ids[0]!] : next[ids[i - 1]! * tags.length + ids[i]!];
    if (allowed !== 1) return i;
  }
  return -1;
}
