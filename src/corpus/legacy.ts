import { UNKNOWN_WORD } from "./unknown-word";
import { sha256 } from "../files/hash";
import type { Corpus, Sentence } from "./types";

/** One row of the file: the sentence's name stands on its first row only. */
interface Row {
  readonly name: string | undefined;
  readonly word: string;
  readonly tag: string;
}

/** What the original's CSV reader took for a missing value, which is no word. */
const TAKEN_FOR_MISSING = "None";

function rowsOf({ sentences }: Corpus): Row[] {
  return sentences.flatMap(({ words, tags }, i) =>
    words.map((word, t) => ({ name: t === 0 ? `Sentence: ${i + 1}` : undefined, word, tag: tags[t]! })),
  );
}

/** The rows of every name, the missing one among them, in order of appearance. Nothing equals a missing name: it gets no row. */
function grouped(rows: readonly Row[]): Row[][] {
  const groups = new Map<string | undefined, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.name) ?? [];
    if (row.name !== undefined) group.push(row);
    groups.set(row.name, group);
  }
  return [...groups.values()];
}

function sentenceOf(rows: readonly Row[]): Sentence {
  return Object.freeze({
    words: Object.freeze(rows.map(({ word }) => (word === TAKEN_FOR_MISSING ? UNKNOWN_WORD : word))),
    tags: Object.freeze(rows.map(({ tag }) => tag)),
  });
}

/**
 * A corpus as the original experiment read it, and the only place where its rules live: rows are grouped by a name that only
 * the first row of a sentence carries, without filling it forward, so every sentence keeps its first word alone; the missing
 * name makes one sentence without a word; the word `None` counts as missing. On GMB: 47,960 "sentences", 47,959 of them of one
 * token. The sha256 is one of its own, so that no record of it can be taken for one of the whole corpus.
 */
export function legacyCorpus(corpus: Corpus): Corpus {
  return Object.freeze({
    name: `${corpus.name}-legacy`,
    path: corpus.path,
    sha256: sha256(`legacy ${corpus.sha256}`),
    encoding: corpus.encoding,
    sentences: Object.freeze(grouped(rowsOf(corpus)).map(sentenceOf)),
  });
}
