import * as fs from "node:fs";
import * as path from "node:path";
import { committedVerdict, evidenceOf, type Evidence } from "../claims";
import { DataError } from "../errors";
import type { TrialRecord } from "../experiments/record";
import { PROJECT_ROOT } from "../experiments/workspace";
import { readLoadTest, type LoadTest } from "../reports/load-record";
import type { RecordBook } from "../reports/record-book";
import { readExecuted, type ExecutedNotebook, type NotebookTable } from "./notebook-tables";

export type Fields = { readonly [name: string]: unknown };

/** Everything that numbers are read from: committed files alone, each read once. */
export interface Sources {
  readonly book: RecordBook;
  /** The claims' evidence, of committed records alone: what a machine has trained and not published changes no number. */
  readonly evidence: () => Evidence;
  readonly load: () => LoadTest | null;
  /** Where the transfers, the benchmark and the summaries lie. */
  readonly results: string;
  /** A JSON file of the folder of results; null where there is none. Throws a DataError for one that is no JSON. */
  readonly json: (file: string) => Fields | null;
  /** The JSON of a committed figure by its name, such as `14-load-curve`. */
  readonly figure: (name: string) => Fields | null;
  /**
   * A table of an executed notebook, by the notebook's number and the table's caption; null where there is none, or where the
   * notebook was last run on another corpus than the manifest's, or not in its profile.
   */
  readonly table: (notebook: string, caption: RegExp) => NotebookTable | null;
}

/** The same value at every call, made at the first. */
function once<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key)!;
  };
}

function readJson(file: string): Fields | null {
  if (!fs.existsSync(file)) return null;
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Fields;
  } catch (cause) {
    throw new DataError(`${file} is no JSON (${(cause as Error).message}); restore it from the repository.`, { cause });
  }
}

/** A record that has a test part; searches have none. */
function scored(book: RecordBook, hash: string): TrialRecord | undefined {
  const record = book.find(hash);
  return record && record.kind !== "search" ? record : undefined;
}

function isOfManifest({ manifest }: RecordBook, { corpus, profile }: ExecutedNotebook): boolean {
  return corpus === manifest.corpus.name && profile === manifest.profile;
}

/** Opens what is committed under a project's root, beside the records of a book. */
export function openSources(book: RecordBook, root: string = PROJECT_ROOT): Sources {
  const results = path.join(root, "results");
  const load = once(() => readLoadTest(path.join(results, "bench", "serve.json")));
  const attention = once(() => committedVerdict(root, book.manifest));
  const evidence = once(() => evidenceOf(book.manifest, (hash) => scored(book, hash), load(null), () => attention(null)));
  const executed = once((notebook: string) => readExecuted(root, notebook));
  return {
    book,
    results,
    load: () => load(null),
    evidence: () => evidence(null),
    figure: once((name: string) => readJson(path.join(root, "figures", `${name}.json`))),
    json: once((file: string) => readJson(path.join(results, file))),
    table: (notebook, caption) => {
      const found = executed(notebook);
      return found && isOfManifest(book, found) ? (found.tables.find((table) => caption.test(table.caption)) ?? null) : null;
    },
  };
}
