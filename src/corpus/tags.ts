import { DataError } from "../errors";
import { place, shown } from "./place";

/** The ways of writing entities as one tag per token that a file may use; inside the project tags are IOB2. */
export type TaggingScheme = "IOB1" | "IOB2" | "IOBES" | "BILOU";
export const TAGGING_SCHEMES: readonly TaggingScheme[] = ["IOB1", "IOB2", "IOBES", "BILOU"];

export const OUTSIDE = "O";

/** The prefixes of each scheme, besides `O`. */
export const SCHEME_PREFIXES: { readonly [scheme in TaggingScheme]: string } = { IOB1: "IB", IOB2: "BI", IOBES: "BIES", BILOU: "BILU" };

const ALL_PREFIXES = "BIESLU";

/** The entity type of a tag: what follows its first hyphen; undefined for `O`. */
export function typeOf(tag: string): string | undefined {
  return tag === OUTSIDE ? undefined : tag.slice(2);
}

function tagProblem(tag: string, allowed: string): string | undefined {
  if (tag === OUTSIDE) return undefined;
  if (tag === "") return "is empty";
  if (/^[A-Z]-?$/.test(tag) && allowed.includes(tag[0]!)) return `is ${shown(tag)}, a prefix without an entity type`;
  if (tag[1] !== "-" || !allowed.includes(tag[0]!)) return `is ${shown(tag)}, whose prefix is unknown`;
  return undefined;
}

/** Checks the tags of one file, each distinct tag once, and remembers on which line each prefix was first met. */
export class TagChecker {
  private readonly known = new Set<string>();
  private readonly lines = new Map<string, number>();

  /** `scheme` limits the prefixes; without it those of all schemes are allowed. */
  constructor(private readonly file: string, private readonly scheme?: TaggingScheme) {}

  /** Throws a DataError that names file, line, column and value when the tag belongs to no scheme, or not to the one given. */
  check(tag: string, line: number, column: string): void {
    if (this.known.has(tag)) return;
    const allowed = this.scheme ? SCHEME_PREFIXES[this.scheme] : ALL_PREFIXES;
    const problem = tagProblem(tag, allowed);
    if (problem !== undefined) {
      const expected = `${[...allowed].map((prefix) => `${prefix}-TYPE`).join(", ")}${this.scheme ? ` (${this.scheme})` : ""}`;
      throw new DataError(`${place(this.file, line, column)}: the tag ${problem}; use O or one of ${expected}.`);
    }
    this.known.add(tag);
    if (!this.lines.has(tag[0]!)) this.lines.set(tag[0]!, line);
  }

  /** The line on which a prefix was first met, or undefined. */
  firstLine(prefix: string): number | undefined {
    return this.lines.get(prefix);
  }
}
