import * as fs from "node:fs";
import { DataError } from "../../errors";
import { predictionsSha256 } from "./predictions-hash";
import type { TrialRecord } from "../../experiments/record";
import { PROTOCOL_VERSION, trialHash } from "../../experiments/trial";
import type { VersionManifest } from "./manifest";

/** What speaks for a model: its record and the tags it gave to the test part, as files. */
export interface Evidence {
  readonly record: TrialRecord;
  /** The file of its test part's predictions. */
  readonly predictions: string;
}

/**
 * Throws a DataError unless the record is that of the model's own trial, its name the hash of its configuration, and the
 * predictions those that it was made from.
 */
export function checkEvidence({ record, predictions }: Evidence, { trial, version }: VersionManifest): void {
  if (record.hash !== trial) {
    throw new DataError(`The record ${record.hash} is not of the model ${version}, which was trained by the trial ${trial ?? "of nobody knows which name"}.`);
  }
  if (record.protocolVersion === PROTOCOL_VERSION && trialHash(record) !== record.hash) {
    throw new DataError(`The record ${record.hash} was changed: the hash of its configuration is ${trialHash(record)}.`);
  }
  if (!fs.existsSync(predictions)) throw new DataError(`The predictions ${predictions} of record ${record.hash} are missing.`);
  const found = predictionsSha256(predictions);
  if (found !== record.predictions.sha256) {
    throw new DataError(`${predictions} is not what record ${record.hash} was made from: sha256 ${record.predictions.sha256} expected, ${found} found.`);
  }
}
