import { ParsedTag, parseLoosely, parseStrictly } from "./tag-syntax";
import { Side, TagError, TagLists } from "./tag-lists";

/**
 * How a stray I- tag is read, that is one that does not continue an entity of its own type:
 * `begin` lets it begin an entity (conlleval's reading and seqeval's default), `discard` takes it as O (seqeval's
 * strict mode with the scheme IOB2), `reject` throws.
 */
export type Repair = "begin" | "discard" | "reject";
export const REPAIRS: readonly Repair[] = ["begin", "discard", "reject"];

/** An entity's type and its first and last token, both included. */
export interface Entity {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The entities of a corpus in the order of their ends, which are all different, and how many tags were stray. */
export interface Reading {
  readonly entities: readonly Entity[];
  readonly repairs: number;
}

type Parse = (tag: string, sentence: number, position: number) => ParsedTag;

/** Parses each distinct tag once. */
function cachedParser(grammar: (tag: string) => ParsedTag, prefixes: string | undefined, side: Side): Parse {
  const known = new Map<string, ParsedTag>();
  return (tag, sentence, position) => {
    const found = known.get(tag);
    if (found !== undefined) return found;
    if (tag === "") throw new TagError("the tag is empty; write O where there is no entity", side, sentence, position);
    const parsed = grammar(tag);
    if (prefixes !== undefined && !prefixes.includes(parsed.prefix)) {
      throw new TagError(`the tag "${tag}" does not begin with B, I or O as IOB2 asks`, side, sentence, position);
    }
    known.set(tag, parsed);
    return parsed;
  };
}

const OUTSIDE = parseLoosely("O");

/** seqeval's end_of_chunk: whether an entity that `before` belongs to ends between the two tags. */
function endsBetween(before: ParsedTag, after: ParsedTag): boolean {
  if (before.prefix === "E" || before.prefix === "S") return true;
  const inside = before.prefix === "B" || before.prefix === "I";
  if (inside && (after.prefix === "B" || after.prefix === "S" || after.prefix === "O")) return true;
  return before.prefix !== "O" && before.prefix !== "." && before.type !== after.type;
}

/** seqeval's start_of_chunk: whether an entity begins at `after`. */
function startsBetween(before: ParsedTag, after: ParsedTag): boolean {
  if (after.prefix === "B" || after.prefix === "S") return true;
  const closed = before.prefix === "E" || before.prefix === "S" || before.prefix === "O";
  if (closed && (after.prefix === "E" || after.prefix === "I")) return true;
  return after.prefix !== "O" && after.prefix !== "." && before.type !== after.type;
}

/** Any prefix letter is tolerated, E- and S- keep their IOBES meaning, and one O stands between sentences: all as in seqeval. */
function readBeginning(sentences: TagLists, side: Side, first: number): Reading {
  const parse = cachedParser(parseLoosely, undefined, side);
  const entities: Entity[] = [];
  let repairs = 0;
  let before: ParsedTag = { prefix: "O", type: "" };
  let start = 0;
  let position = 0;
  const step = (tag: ParsedTag): void => {
    if (endsBetween(before, tag)) entities.push({ type: before.type, start, end: position - 1 });
    if (startsBetween(before, tag)) {
      start = position;
      if (tag.prefix !== "B") repairs++;
    }
    before = tag;
    position++;
  };
  sentences.forEach((tags, sentence) => {
    tags.forEach((tag, i) => step(parse(tag, first + sentence, i)));
    step(OUTSIDE);
  });
  return { entities, repairs };
}

function readStrictly(sentences: TagLists, side: Side, rejects: boolean, first: number): Reading {
  const parse = cachedParser(parseStrictly, "BIO", side);
  const entities: Entity[] = [];
  let repairs = 0;
  let offset = 0;
  sentences.forEach((tags, sentence) => {
    let open: { type: string; start: number } | undefined;
    const close = (end: number): void => {
      if (open !== undefined) entities.push({ ...open, end });
      open = undefined;
    };
    tags.forEach((text, i) => {
      const { prefix, type } = parse(text, first + sentence, i);
      if (prefix === "I" && open?.type === type) return;
      close(offset + i - 1);
      if (prefix === "B") open = { type, start: offset + i };
      if (prefix !== "I") return;
      if (rejects) throw new TagError(`the tag "${text}" continues no entity; the repairs begin and discard read it`, side, first + sentence, i);
      repairs++;
    });
    close(offset + tags.length - 1);
    offset += tags.length + 1;
  });
  return { entities, repairs };
}

/**
 * The entities of a corpus. Positions run through the corpus with one empty place after each sentence, so no entity
 * crosses a border. Throws a TagError naming sentence and token for an empty tag, under `discard` and `reject` for
 * a prefix other than B, I and O, and under `reject` for a stray I- tag; `first` is the first sentence's number there.
 */
export function readEntities(sentences: TagLists, repair: Repair, side: Side = "gold", first = 0): Reading {
  return repair === "begin" ? readBeginning(sentences, side, first) : readStrictly(sentences, side, repair === "reject", first);
}

/** The entities of one sentence, token positions counted from 0. Throws as `readEntities` does. */
export function entitiesOf(tags: readonly string[], repair: Repair): readonly Entity[] {
  return readEntities([tags], repair).entities;
}
