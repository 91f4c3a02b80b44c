import * as assert from "uvu/assert";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { GMB_SHA256 } from "../../src/corpus/gmb";
import { DataError } from "../../src/errors";
import { sha256 } from "../../src/files/hash";
import type { Corpus, Sentence } from "../../src/corpus/types";

/** A temporary folder that goes when the process ends. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-corpus-"));
  process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Asserts that the work fails with a DataError of one line that holds each of the parts, and gives its message. */
export async function failsWith(work: () => unknown, ...parts: readonly string[]): Promise<string> {
  let caught: unknown;
  try {
    await work();
  } catch (error) {
    caught = error;
  }
  assert.ok(caught instanceof DataError, `expected a DataError, not ${caught}`);
  const { message } = caught as DataError;
  assert.not.match(message, /\n/);
  for (const part of parts) assert.ok(message.includes(part), `${JSON.stringify(message)} lacks ${JSON.stringify(part)}`);
  return message;
}

/** `London/B-geo calls/O` as a sentence. */
export function sentence(text: string): Sentence {
  const pairs = text.split(" ").map((token) => token.split("/"));
  return { words: pairs.map(([word]) => word!), tags: pairs.map(([, tag]) => tag ?? "O") };
}

export function corpusOf(...texts: readonly string[]): Corpus {
  return { name: "small", path: "small.txt", sha256: "0".repeat(64), encoding: "utf-8", sentences: texts.map(sentence) };
}

/** The real file, where this machine has one: NER_CORPUS, the data folder, or the shared folder beside the repository. */
export function realGmbFile(): string | undefined {
  const root = path.join(__dirname, "..", "..");
  const places = [path.join(root, "data", "ner_dataset.csv"), path.join(root, "..", "shared", "corpora", "gmb", "ner_dataset.csv")];
  const named = process.env["NER_CORPUS"];
  const isGmb = (file: string) => fs.existsSync(file) && fs.statSync(file).isFile() && sha256(fs.readFileSync(file)) === GMB_SHA256;
  return (named ? [named, ...places] : places).find(isGmb);
}
