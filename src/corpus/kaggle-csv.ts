import { DataError } from "../errors";
import { CsvScanner } from "./csv-scanner";
import { iob2Sentences } from "./iob2-sentences";
import { counted, place, shown } from "./place";
import type { CorpusReader, ReaderOptions } from "./reader";
import { SentenceCollector } from "./sentence-collector";
import { TagChecker } from "./tags";
import type { Sentence } from "./types";

/** The header of the Kaggle file, and the same without parts of speech. */
export const CSV_HEADERS: readonly string[] = ["Sentence #,Word,POS,Tag", "Sentence #,Word,Tag"];

/**
 * Reads the CSV form of the Kaggle "Annotated Corpus for Named Entity Recognition": one token a row, the sentence's name only on
 * its first row (a file that repeats it on every row is read too). Words are kept as they are: `None` is a word, a no-break space
 * inside a token is part of it. Throws DataErrors that name file, line, column and value.
 */
export class KaggleCsvReader implements CorpusReader {
  private readonly scanner: CsvScanner;
  private readonly checker: TagChecker;
  private readonly collector = new SentenceCollector();
  private header: readonly string[] | undefined;
  private sentence: string | undefined;

  constructor(private readonly file: string, private readonly options: ReaderOptions = {}) {
    this.checker = new TagChecker(file, options.scheme);
    this.scanner = new CsvScanner(file, (fields, line) => (this.header ? this.readRow(fields, line) : this.readHeader(fields, line)));
  }

  push(text: string): void {
    this.scanner.push(text);
  }

  end(): readonly Sentence[] {
    this.scanner.end();
    return iob2Sentences(this.collector.finish(), this.checker, this.file, this.options.scheme);
  }

  private readHeader(fields: readonly string[], line: number): void {
    const header = fields.join(",");
    if (!CSV_HEADERS.includes(header)) {
      this.reject(line, `the header is ${shown(header)}; it must be "${CSV_HEADERS[0]}" (POS may be missing)`);
    }
    this.header = fields;
  }

  private readRow(fields: readonly string[], line: number): void {
    const columns = this.header!.length;
    if (fields.length !== columns) {
      const row = shown(fields.join(","));
      this.reject(line, `the row ${row} has ${counted(fields.length, "field")} where the header has ${columns}; mend the row`);
    }
    const [sentence, word] = fields as [string, string];
    const tag = fields[columns - 1]!;
    if (sentence !== "" && sentence !== this.sentence) this.beginSentence(sentence);
    if (this.sentence === undefined) this.reject(line, "the value is empty on the first row; name the sentence there", "Sentence #");
    if (word === "") this.reject(line, "the value is empty; give the row a word or remove it", "Word");
    this.checker.check(tag, line, "Tag");
    this.collector.add(word, tag, columns === 4 ? fields[2] : undefined);
  }

  private beginSentence(name: string): void {
    this.collector.endSentence();
    this.sentence = name;
  }

  private reject(line: number, problem: string, column?: string): never {
    throw new DataError(`${place(this.file, line, column)}: ${problem}.`);
  }
}
