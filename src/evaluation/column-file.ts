import { place, shown } from "../corpus/place";
import { DataError } from "../errors";
import { TagLists } from "./tag-lists";

/** Gold and predicted tags of a file, with the line (from 1) of each token: all three have the same shape. */
export interface TagColumns {
  readonly gold: TagLists;
  readonly predicted: TagLists;
  readonly lines: readonly (readonly number[])[];
}

/** Column numbers as a person counts: 1 is the first, −1 the last. */
export interface ColumnNumbers {
  readonly gold: number;
  readonly predicted: number;
}

export const LAST_TWO_COLUMNS: ColumnNumbers = { gold: -2, predicted: -1 };

interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

const DOCUMENT_START = "-DOCSTART-";

/** Only spaces and tabs separate columns: a token may hold a no-break space. */
function fieldsOf(line: string): string[] {
  return line.split(/[ \t]+/).filter((field) => field !== "");
}

/** The token rows of each sentence. A line of white space ends a sentence, and so does a -DOCSTART- line. */
function groupRows(text: string): Row[][] {
  const sentences: Row[][] = [[]];
  text.split(/\r?\n/).forEach((content, i) => {
    const fields = content.trim() === "" ? [] : fieldsOf(content);
    if (fields.length === 0 || fields[0] === DOCUMENT_START) sentences.push([]);
    else sentences[sentences.length - 1]!.push({ line: i + 1, fields });
  });
  return sentences.filter((rows) => rows.length > 0);
}

function fieldAt({ line, fields }: Row, column: number, file: string): string {
  const field = fields[column < 0 ? fields.length + column : column - 1];
  if (field !== undefined) return field;
  const lack = `the line ${shown(fields.join(" "))} has ${fields.length} column${fields.length === 1 ? "" : "s"}`;
  throw new DataError(`${place(file, line)}: ${lack}, so there is no column ${column}; mend the line or name other columns.`);
}

function checkEven(rows: readonly Row[], file: string): void {
  const first = rows[0]!;
  const uneven = rows.find((row) => row.fields.length !== first.fields.length);
  if (uneven === undefined) return;
  const found = `the line ${shown(uneven.fields.join(" "))} has ${uneven.fields.length} columns`;
  throw new DataError(`${place(file, uneven.line)}: ${found} where line ${first.line} has ${first.fields.length}; mend the line.`);
}

/**
 * Reads two tag columns of white-space separated text. Throws a DataError naming file and line for a missing column or
 * a line with another number of columns than the first, and one naming the file when it holds no token.
 */
export function parseTagColumns(text: string, file: string, columns: ColumnNumbers = LAST_TWO_COLUMNS): TagColumns {
  const sentences = groupRows(text.replace(/^\uFEFF/, ""));
  if (sentences.length === 0) {
    throw new DataError(`${file} holds no token to score; give one token a line with its gold and predicted tag.`);
  }
  const column = (number: number): string[][] => sentences.map((rows) => rows.map((row) => fieldAt(row, number, file)));
  const [gold, predicted] = [column(columns.gold), column(columns.predicted)];
  checkEven(sentences.flat(), file);
  return { gold, predicted, lines: sentences.map((rows) => rows.map((row) => row.line)) };
}
