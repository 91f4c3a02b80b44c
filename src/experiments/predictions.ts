import * as fs from "node:fs";
import * as zlib from "node:zlib";
import type { PartName } from "../corpus/types";
import { DataError } from "../errors";
import { writeFileAtomic } from "../files/atomic";
import { sha256 } from "../files/hash";

/** The tags given to one sentence; `i` is its index in the corpus. Never its words. */
export interface PredictedSentence {
  readonly i: number;
  readonly tags: readonly string[];
}

export function predictionsName(hash: string, part: PartName): string {
  return `predictions/${hash}.${part}.jsonl.gz`;
}

/** Writes one JSON line a sentence, compressed, and returns the sha256 of the uncompressed lines, which no zlib version changes. */
export function writePredictions(file: string, sentences: readonly PredictedSentence[]): string {
  const text = sentences.map(({ i, tags }) => `${JSON.stringify({ i, tags })}\n`).join("");
  writeFileAtomic(file, zlib.gzipSync(text, { level: 9 }));
  return sha256(text);
}

/** Throws a DataError for a line that is no prediction, naming it. */
export function readPredictions(file: string): PredictedSentence[] {
  const lines = zlib
    .gunzipSync(fs.readFileSync(file))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
  return lines.map((line, index) => {
    const parsed = JSON.parse(line) as PredictedSentence;
    if (!Number.isInteger(parsed.i) || !Array.isArray(parsed.tags))
      throw new DataError(`${file}, line ${index + 1}: no sentence index and tags.`);
    return parsed;
  });
}
