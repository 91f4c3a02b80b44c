import { DataError } from "../errors";

/** A tag as conlleval splits it: at the first hyphen; without one the type is empty, and so is a type `0`. */
export interface ChunkTag {
  readonly prefix: string;
  readonly type: string;
}

/** One input line; a boundary between sentences has O on both sides and is no token. */
export interface ChunkLine {
  readonly gold: ChunkTag;
  readonly guessed: ChunkTag;
  readonly isToken: boolean;
}

const BOUNDARY = "-X-";
const OUTSIDE: ChunkTag = { prefix: "O", type: "" };
export const BOUNDARY_LINE: ChunkLine = { gold: OUTSIDE, guessed: OUTSIDE, isToken: false };

function parseChunkTag(tag: string): ChunkTag {
  const hyphen = tag.indexOf("-");
  if (hyphen < 0) return { prefix: tag, type: "" };
  const type = tag.slice(hyphen + 1);
  return { prefix: tag.slice(0, hyphen), type: type === "0" ? "" : type };
}

/** Perl's split on single spaces: empty fields stay, except those at the end. */
function fieldsOf(line: string): string[] {
  const fields = line.split(" ");
  while (fields.length > 0 && fields[fields.length - 1] === "") fields.pop();
  return fields;
}

function parseLine(fields: readonly string[]): ChunkLine {
  if (fields.length === 0 || fields[0] === BOUNDARY) return BOUNDARY_LINE;
  const [gold, guessed] = fields.slice(-2);
  return { gold: parseChunkTag(gold!), guessed: parseChunkTag(guessed!), isToken: true };
}

/**
 * Reads conlleval's input: fields separated by one space, the last two are gold and guessed tag; a blank line or a
 * first field `-X-` is a boundary. Throws a DataError naming the first line with fewer than two fields, or with
 * another number of fields than the first line that has any.
 */
export function parseChunkLines(lines: readonly string[]): ChunkLine[] {
  let expected: number | undefined;
  return lines.map((line, i) => {
    const fields = fieldsOf(line);
    if (fields.length > 0) expected ??= fields.length;
    if (fields.length > 0 && fields.length !== expected) {
      const counts = `Line ${i + 1} has ${fields.length} fields where the lines before have ${expected}`;
      throw new DataError(`${counts}; mend ${JSON.stringify(line)}.`);
    }
    if (fields.length === 1 && fields[0] !== BOUNDARY) {
      throw new DataError(`Line ${i + 1} has 1 field where a gold and a guessed tag are needed; mend ${JSON.stringify(line)}.`);
    }
    return parseLine(fields);
  });
}
