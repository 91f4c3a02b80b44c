import { DataError } from "../errors";
import { iob2Sentences } from "./iob2-sentences";
import { counted, place, shown } from "./place";
import type { ConllColumns, CorpusReader, ReaderOptions } from "./reader";
import { SentenceCollector } from "./sentence-collector";
import { TagChecker } from "./tags";
import type { Sentence } from "./types";

const FEWEST_COLUMNS = 2;
const MOST_COLUMNS = 9;
const BLANK = /^[ \t]*$/;
const DOCUMENT_START = /^-DOCSTART-($|[ \t])/;

interface Layout {
  readonly count: number;
  readonly separator: RegExp;
  readonly word: number;
  readonly tag: number;
  readonly pos: number | undefined;
}

function separatorOf(line: string): RegExp {
  return line.includes("\t") ? /\t/ : / +/;
}

/** Parts of speech stand second in the three and four columns of CoNLL 2002 and 2003; wider files differ, so one must say where. */
function usualPos(count: number): number | undefined {
  return count === 3 || count === 4 ? 1 : undefined;
}

function layoutOf(line: string, columns: ConllColumns): Layout {
  const separator = separatorOf(line);
  const count = line.split(separator).length;
  const index = (column: number) => (column < 0 ? count + column : column);
  const pos = columns.pos === undefined ? usualPos(count) : index(columns.pos);
  return { count, separator, word: index(columns.word ?? 0), tag: index(columns.tag ?? -1), pos };
}

/**
 * Reads CoNLL columns: one token a line with 2 to 9 columns, the word first and the tag last unless told otherwise; a line that is
 * empty or holds only spaces and tabs ends a sentence, and so does a -DOCSTART- line. Columns are separated by single tabs when
 * the first token's line has one, otherwise by runs of spaces. Any tagging scheme comes out as IOB2. Throws DataErrors that name
 * file, line, column and value.
 */
export class ConllReader implements CorpusReader {
  private readonly checker: TagChecker;
  private readonly collector = new SentenceCollector();
  private layout: Layout | undefined;
  private rest = "";
  private line = 0;

  constructor(private readonly file: string, private readonly options: ReaderOptions = {}) {
    this.checker = new TagChecker(file, options.scheme);
  }

  push(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop()!;
    for (const line of lines) this.readLine(line);
  }

  end(): readonly Sentence[] {
    if (this.rest !== "") this.readLine(this.rest);
    this.rest = "";
    return iob2Sentences(this.collector.finish(), this.checker, this.file, this.options.scheme);
  }

  private readLine(raw: string): void {
    this.line += 1;
    const line = raw.replace(/[ \t]*\r?$/, "");
    if (BLANK.test(line) || DOCUMENT_START.test(line)) this.collector.endSentence();
    else this.readToken(line);
  }

  private readToken(line: string): void {
    this.layout ??= this.checkedLayout(line);
    const { count, separator, word, tag, pos } = this.layout;
    const columns = line.split(separator);
    if (columns.length !== count) {
      const found = counted(columns.length, "column");
      this.reject(`the line ${shown(line)} has ${found} where the first token's line has ${count}; mend the line`);
    }
    if (columns[word] === "") this.reject(`the word is empty in ${shown(line)}; mend the line`, String(word + 1));
    this.checker.check(columns[tag]!, this.line, String(tag + 1));
    this.collector.add(columns[word]!, columns[tag]!, pos === undefined ? undefined : columns[pos]);
  }

  private checkedLayout(line: string): Layout {
    const layout = layoutOf(line, this.options.columns ?? {});
    const { count, word, tag, pos } = layout;
    if (count < FEWEST_COLUMNS || count > MOST_COLUMNS) {
      const expected = `CoNLL has ${FEWEST_COLUMNS} to ${MOST_COLUMNS}, separated by tabs or spaces, the tag last`;
      this.reject(`the line ${shown(line)} has ${counted(count, "column")}; ${expected}`);
    }
    if ([word, tag, pos ?? 0].some((index) => index < 0 || index >= count)) {
      this.reject(`a column was asked for that the ${count} columns of ${shown(line)} do not have; name another`);
    }
    return layout;
  }

  private reject(problem: string, column?: string): never {
    throw new DataError(`${place(this.file, this.line, column)}: ${problem}.`);
  }
}
