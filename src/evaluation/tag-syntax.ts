/** A tag in two parts: its prefix letter and the entity type. A bare `B` or `I` has the type `_`. */
export interface ParsedTag {
  readonly prefix: string;
  readonly type: string;
}

const NAMELESS = "_";

function splitPrefix(tag: string): [string, string] {
  const prefix = String.fromCodePoint(tag.codePointAt(0)!);
  return [prefix, tag.slice(prefix.length)];
}

/**
 * seqeval's default grammar: the type is what follows the first hyphen after the prefix, or all of the rest when it has
 * none. So `B--a-` has the type `-a-`, and `PER` is the prefix P with the type ER.
 */
export function parseLoosely(tag: string): ParsedTag {
  const [prefix, rest] = splitPrefix(tag);
  return { prefix, type: rest.slice(rest.indexOf("-") + 1) || NAMELESS };
}

/** seqeval's strict grammar: the type is the rest without the hyphens at both ends. So `B--a-` has the type `a`. */
export function parseStrictly(tag: string): ParsedTag {
  const [prefix, rest] = splitPrefix(tag);
  return { prefix, type: rest.replace(/^-+/, "").replace(/-+$/, "") || NAMELESS };
}
