import * as fs from "node:fs";
import * as zlib from "node:zlib";
import { DataError } from "../../errors";
import { sha256 } from "../../files/hash";

/** The sha256 of a file of predictions as its record names it: of the lines, not of their compressed form. */
export function predictionsSha256(file: string): string {
  try {
    return sha256(zlib.gunzipSync(fs.readFileSync(file)));
  } catch (cause) {
    throw new DataError(`The predictions ${file} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}
