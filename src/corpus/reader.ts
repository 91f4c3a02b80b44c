import type { TaggingScheme } from "./tags";
import type { Sentence } from "./types";

/** Reads the text of one file, given in pieces; `end` checks what is left and gives the sentences with IOB2 tags. */
export interface CorpusReader {
  push(text: string): void;
  end(): readonly Sentence[];
}

/** Which columns of a CoNLL file hold what, counted from 0; a negative number counts from the last column. */
export interface ConllColumns {
  readonly word?: number;
  readonly tag?: number;
  readonly pos?: number;
}

export interface ReaderOptions {
  /** The tagging scheme; found from the tags when it is not given. */
  readonly scheme?: TaggingScheme;
  readonly columns?: ConllColumns;
}
