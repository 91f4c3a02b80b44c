import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../errors";
import { CharsetDetector, createDecoder, firstInvalidUtf8Line } from "./charset";
import type { Encoding } from "./charset";
import { ConllReader } from "./conll";
import { GMB_SHA256 } from "./gmb";
import { KaggleCsvReader } from "./kaggle-csv";
import { legacyCorpus } from "./legacy";
import { place } from "./place";
import type { CorpusReader, ReaderOptions } from "./reader";
import type { Corpus, Sentence } from "./types";

export type CorpusFormat = "csv" | "conll";

export interface ReadOptions extends ReaderOptions {
  /** The encoding; found from the file's bytes when it is not given. */
  readonly encoding?: Encoding;
  /** `legacy` reads as the original experiment did (see `legacy.ts`): for the audit of its claims, for nothing else. */
  readonly protocol?: "standard" | "legacy";
  /** The format; found from the file's first line when it is not given. */
  readonly format?: CorpusFormat;
}

const PIECE_BYTES = 1 << 20;

async function checkReadable(file: string): Promise<void> {
  const status = await fs.promises.stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") {
      throw new DataError(`${file} does not exist; give the path of a CSV or CoNLL file, or name the corpus "embedded" or "gmb".`);
    }
    throw new DataError(`${file} cannot be read (${error.code}); check the path and its permissions.`);
  });
  if (status.isDirectory()) throw new DataError(`${file} is a directory; give the path of a CSV or CoNLL file in it.`);
  if (!status.isFile()) throw new DataError(`${file} is not a regular file; save its content to a file and give that path.`);
  if (status.size === 0) throw new DataError(`${file} is empty; give a CSV or CoNLL file with at least one sentence.`);
}

async function* pieces(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const piece of fs.createReadStream(file, { highWaterMark: PIECE_BYTES })) yield piece as Buffer;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== undefined && code.startsWith("E") && !code.startsWith("ERR_")) {
      throw new DataError(`${file} cannot be read (${code}); check the path and its permissions.`, { cause: error });
    }
    throw error;
  }
}

async function inspect(file: string): Promise<{ readonly sha256: string; readonly encoding: Encoding }> {
  const hash = crypto.createHash("sha256");
  const detector = new CharsetDetector();
  for await (const piece of pieces(file)) {
    hash.update(piece);
    detector.push(piece);
  }
  return { sha256: hash.digest("hex"), encoding: detector.result(file) };
}

/** The format of a text, from its first line that is not blank: a comma-separated header, else columns. */
function formatOf(text: string, file: string): CorpusFormat {
  const line = /[^\s][^\n]*/.exec(text)?.[0].trimEnd() ?? "";
  if (line.startsWith("Sentence #")) return "csv";
  const commas = line.includes(",");
  return commas && (!/[ \t]/.test(line) || path.extname(file).toLowerCase() === ".csv") ? "csv" : "conll";
}

function createReader(format: CorpusFormat, file: string, options: ReadOptions): CorpusReader {
  return format === "csv" ? new KaggleCsvReader(file, options) : new ConllReader(file, options);
}

async function* decoded(file: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = createDecoder(encoding);
  try {
    for await (const piece of pieces(file)) yield decoder.decode(piece);
    yield decoder.end();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const line = firstInvalidUtf8Line(await fs.promises.readFile(file));
    const remedy = "name the encoding (windows-1252 or latin-1) or save the file as UTF-8";
    throw new DataError(`${place(file, line)}: the bytes are not valid UTF-8; ${remedy}.`);
  }
}

async function readSentences(file: string, encoding: Encoding, options: ReadOptions): Promise<readonly Sentence[]> {
  let reader: CorpusReader | undefined;
  let head = "";
  for await (const text of decoded(file, encoding)) {
    if (reader) reader.push(text);
    else if ((head += text).trim() !== "") {
      reader = createReader(options.format ?? formatOf(head, file), file, options);
      reader.push(head);
    }
  }
  const sentences = reader?.end() ?? [];
  if (sentences.length === 0) throw new DataError(`${file} holds no sentence; give a CSV or CoNLL file with at least one token.`);
  return sentences;
}

/** The corpus names of a project's own; no other file may carry them, so that no result is mistaken for theirs. */
const RESERVED_NAMES: readonly string[] = ["gmb", "embedded"];

function nameOf(file: string, sha256: string): string {
  if (sha256 === GMB_SHA256) return "gmb";
  const base = path.basename(file);
  return RESERVED_NAMES.includes(base) ? `file-${base}` : base;
}

/**
 * Reads a corpus file in the Kaggle CSV form or in CoNLL columns, chosen by its first line, in two streamed passes: one for the
 * sha256 and the encoding, one for the sentences. The corpus is frozen and its tags are IOB2. Throws a DataError of one sentence
 * when the file is missing, a directory, empty, UTF-16 or malformed.
 */
export async function readCorpus(file: string, options: ReadOptions = {}): Promise<Corpus> {
  await checkReadable(file);
  const found = await inspect(file);
  const encoding = options.encoding ?? found.encoding;
  const sentences = await readSentences(file, encoding, options);
  const corpus = Object.freeze({ name: nameOf(file, found.sha256), path: file, sha256: found.sha256, encoding, sentences });
  return options.protocol === "legacy" ? legacyCorpus(corpus) : corpus;
}
