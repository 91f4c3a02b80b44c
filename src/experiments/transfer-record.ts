import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../errors";
import type { PRF } from "../evaluation";
import type { RunEnvironment } from "./environment";
import type { Trial } from "./trial";

/** Where transfers lie within the folder of the records. */
export const TRANSFERS_FOLDER = "transfers";

/** Strict micro scores under the common types, in both readings of stray I- tags. */
export type TransferScore = { readonly [reading in "discard" | "begin"]: PRF };

/** What a trained model says of another corpus, as `transfers/<hash>.json` beside the records. */
export interface TransferRecord {
  readonly hash: string;
  readonly kind: "transfer";
  readonly protocolVersion: number;
  /** The training whose model did the tagging. */
  readonly training: { readonly hash: string; readonly model: string; readonly seed: number };
  readonly corpus: Trial["corpus"];
  readonly split: string;
  /** How either corpus's types are called in common; a type that is missing is dropped. */
  readonly mapping: { readonly source: Readonly<Record<string, string>>; readonly target: Readonly<Record<string, string>> };
  /** On the other corpus's test part, and on all of it. */
  readonly metrics: { readonly test: TransferScore; readonly whole: TransferScore };
  /** The model's own tags of every sentence, from which the metrics are derived. */
  readonly predictions: { readonly file: string; readonly sha256: string };
  readonly taggedAt: string;
  readonly environment: RunEnvironment;
}

/** Throws a DataError for a file that holds no transfer. */
export function readTransfer(file: string): TransferRecord {
  try {
    const record = JSON.parse(fs.readFileSync(file, "utf8")) as TransferRecord;
    if (record.kind === "transfer") return record;
  } catch (cause) {
    throw new DataError(`${file} is no record of a transfer (${(cause as Error).message}); delete it, and the corpus is tagged again.`, { cause });
  }
  throw new DataError(`${file} is no record of a transfer; delete it, and the corpus is tagged again.`);
}

/** Every transfer beside the records of a folder, by hash. Throws a DataError for a file that holds none. */
export function listTransfers(results: string): TransferRecord[] {
  const folder = path.join(results, TRANSFERS_FOLDER);
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => /^[0-9a-f]{16}\.json$/.test(name)) : [];
  return names.sort().map((name) => readTransfer(path.join(folder, name)));
}
