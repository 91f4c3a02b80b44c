import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../../errors";
import { readRecord, type TrialRecord } from "../../experiments/record";
import { PROJECT_ROOT } from "../../experiments/workspace";
import { readBundleText } from "../../models/bundle-files";
import type { Slot } from "../slots";
import { BUNDLE_FILES, hashFiles } from "./content";
import { checkEvidence, type Evidence } from "./evidence";
import { PREDICTIONS_FILE, RECORD_FILE, versionFolder, type Registry } from "./layout";
import { manifestOf, type DataFingerprint, type Origin, type VersionManifest } from "./manifest";
import { verifyVersion } from "./versions";

/** A model that may be promoted, or one that is, with what speaks for it. */
export interface ModelAtHand {
  readonly version: string;
  readonly slot: Slot;
  readonly folder: string;
  readonly data: DataFingerprint | null;
  readonly evidence: Evidence | undefined;
}

function atHand({ version, slot, data }: VersionManifest, folder: string, evidence: Evidence | undefined): ModelAtHand {
  return { version, slot, folder, data, evidence };
}

/** A version of the registry, its files verified. Throws a DataError that names a damaged file. */
export async function versionAtHand(registry: Registry, version: string): Promise<ModelAtHand> {
  const manifest = await verifyVersion(registry, version);
  const folder = versionFolder(registry, version);
  const [record, predictions] = [RECORD_FILE, PREDICTIONS_FILE].map((name) => path.join(folder, name)) as [string, string];
  return atHand(manifest, folder, RECORD_FILE in manifest.evidence ? { record: readRecord(record), predictions } : undefined);
}

/** A model folder that is in no registry. Throws a DataError for a folder that is no bundle, and for evidence of another model. */
export async function folderAtHand(folder: string, evidence: Evidence | undefined): Promise<ModelAtHand> {
  const origin = readBundleText(folder).description as Origin;
  const manifest = manifestOf(origin, await hashFiles(folder, BUNDLE_FILES), folder, new Date());
  if (evidence) checkEvidence(evidence, manifest);
  return atHand(manifest, folder, evidence);
}

/** Where records lie: beside the models of a run, and with the published results. */
function recordPlaces(folder: string, hash: string): string[] {
  const name = `${hash}.json`;
  return [path.resolve(folder, "..", "..", "results", name), path.join(PROJECT_ROOT, "results", name)];
}

function evidenceIn(file: string): Evidence {
  const record = readRecord<TrialRecord>(file);
  return { record, predictions: path.join(path.dirname(file), record.predictions.file) };
}

/**
 * The record of a model and its predictions: those that a file names, or those that its training left beside it. Undefined where
 * there are none. Throws a DataError for a file that is no record.
 */
export function findEvidence(folder: string, recordFile?: string): Evidence | undefined {
  if (recordFile !== undefined) {
    if (!fs.existsSync(recordFile)) throw new DataError(`There is no record ${recordFile}.`);
    return evidenceIn(recordFile);
  }
  const { hash } = readBundleText(folder).description as Origin;
  const found = hash === undefined ? undefined : recordPlaces(folder, hash).find((file) => fs.existsSync(file));
  return found === undefined ? undefined : evidenceIn(found);
}
