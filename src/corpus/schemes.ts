import { DataError } from "../errors";
import { OUTSIDE, typeOf } from "./tags";
import type { TagChecker, TaggingScheme } from "./tags";

type Tags = readonly string[];

/** Whether `tags[i]` is an I- tag that does not continue an entity of its type: what IOB2 forbids. */
export function isStrayInside(tags: Tags, i: number): boolean {
  const tag = tags[i]!;
  return tag.startsWith("I-") && (i === 0 || typeOf(tags[i - 1]!) !== typeOf(tag));
}

/** The number of tokens at which a tag sequence breaks IOB2. */
export function countViolations(tags: Tags): number {
  let violations = 0;
  for (let i = 0; i < tags.length; i++) if (isStrayInside(tags, i)) violations += 1;
  return violations;
}

/** Whether `tags[i]` is a B- tag where IOB1 would write I-, which keeps B- for an entity that touches one of its own type. */
function isNeedlessBegin(tags: Tags, i: number): boolean {
  const tag = tags[i]!;
  return tag.startsWith("B-") && (i === 0 || typeOf(tags[i - 1]!) !== typeOf(tag));
}

function insideFamily(sentences: readonly { readonly tags: Tags }[]): "IOB1" | "IOB2" {
  let stray = 0;
  let needless = 0;
  for (const { tags } of sentences) {
    for (let i = 0; i < tags.length; i++) {
      if (isStrayInside(tags, i)) stray += 1;
      else if (isNeedlessBegin(tags, i)) needless += 1;
    }
  }
  return stray > 0 && needless === 0 ? "IOB1" : "IOB2";
}

/**
 * The scheme of a file, from the prefixes it uses and, between IOB1 and IOB2, from where they stand. A file that breaks both
 * counts as IOB2 with violations, which are kept for the scorer to judge. Throws a DataError for E-/S- mixed with L-/U-.
 */
export function detectScheme(sentences: readonly { readonly tags: Tags }[], checker: TagChecker, file: string): TaggingScheme {
  const iobes = checker.firstLine("E") ?? checker.firstLine("S");
  const bilou = checker.firstLine("L") ?? checker.firstLine("U");
  if (iobes !== undefined && bilou !== undefined) {
    throw new DataError(`${file} mixes IOBES tags (line ${iobes}) with BILOU tags (line ${bilou}); use one scheme throughout.`);
  }
  if (iobes !== undefined) return "IOBES";
  return bilou !== undefined ? "BILOU" : insideFamily(sentences);
}

function fromIob1(tags: Tags): string[] {
  return tags.map((tag, i) => (isStrayInside(tags, i) ? `B-${typeOf(tag)}` : tag));
}

/** IOBES with its end and single tags dropped. A stray I- or E- stays stray, except where it would join a closed entity of its type. */
function fromIobes(tags: Tags): string[] {
  const result: string[] = [];
  let open: string | undefined;
  tags.forEach((tag, i) => {
    const type = typeOf(tag);
    const begins = tag[0] === "B" || tag[0] === "S" || (type !== undefined && type !== open && i > 0 && typeOf(tags[i - 1]!) === type);
    result.push(type === undefined ? OUTSIDE : `${begins ? "B" : "I"}-${type}`);
    open = tag[0] === "B" || tag[0] === "I" ? type : undefined;
  });
  return result;
}

const BILOU_TO_IOBES: { readonly [prefix: string]: string } = { L: "E", U: "S" };
const IOBES_TO_BILOU: { readonly [prefix: string]: string } = { E: "L", S: "U" };

function renamed(tags: Tags, prefixes: { readonly [prefix: string]: string }): string[] {
  return tags.map((tag) => (prefixes[tag[0]!] ?? tag[0]!) + tag.slice(1));
}

/** One sentence's tags in IOB2, as a new array unless they are IOB2 already, when violations stay as they are. */
export function toIob2(tags: Tags, scheme: TaggingScheme): Tags {
  if (scheme === "IOB2") return tags;
  if (scheme === "IOB1") return fromIob1(tags);
  return fromIobes(scheme === "BILOU" ? renamed(tags, BILOU_TO_IOBES) : tags);
}

function toIob1(tags: Tags): string[] {
  return tags.map((tag, i) => (isNeedlessBegin(tags, i) ? `I-${typeOf(tag)}` : tag));
}

function toIobes(tags: Tags): string[] {
  return tags.map((tag, i) => {
    const continues = tag !== OUTSIDE && tags[i + 1] === `I-${typeOf(tag)}`;
    if (tag === OUTSIDE || continues) return tag;
    return `${tag[0] === "B" ? "S" : "E"}-${typeOf(tag)}`;
  });
}

/** One sentence's valid IOB2 tags in another scheme; `toIob2` of the result gives them back. */
export function fromIob2(tags: Tags, scheme: TaggingScheme): Tags {
  if (scheme === "IOB2") return tags;
  if (scheme === "IOB1") return toIob1(tags);
  const iobes = toIobes(tags);
  return scheme === "BILOU" ? renamed(iobes, IOBES_TO_BILOU) : iobes;
}
