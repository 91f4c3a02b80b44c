import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../../errors";
import { CONFIG_FILE, MODEL_FILE, readBundleText, readPart, TAGS_FILE, VOCABULARY_FILE, WEIGHTS_FILE, type BundleText } from "../../models/bundle-files";
import { SLOTS, slotOf, type ServedVersion } from "../slots";

/** A version with what the service needs to ask it: words, tags and origin. Its weights are with the workers. */
export interface ServedModel extends ServedVersion, BundleText {
  readonly architecture: string;
  /** Hash of the trial that trained it, and its corpus; empty where the bundle does not say. */
  readonly trial: string;
  readonly corpus: string;
}

const BUNDLE_FILES = [CONFIG_FILE, MODEL_FILE, TAGS_FILE, VOCABULARY_FILE, WEIGHTS_FILE] as const;
const VERSION_DIGITS = 12;

/** The version of a bundle: a hash over the names and contents of its files, so that equal models have equal versions. */
export function versionOfFolder(folder: string): string {
  const hash = createHash("sha256");
  for (const name of BUNDLE_FILES) {
    const content = readPart(folder, name, (bytes) => bytes);
    hash.update(`${name} ${createHash("sha256").update(content).digest("hex")}\n`);
  }
  return hash.digest("hex").slice(0, VERSION_DIGITS);
}

interface Origin {
  readonly config?: { readonly model?: string };
  readonly hash?: string;
  readonly corpus?: { readonly name?: string };
}

/** Reads a bundle for serving. Throws a DataError that names the folder when it is no bundle or of an unknown architecture. */
export function readServedModel(folder: string): ServedModel {
  if (!fs.existsSync(folder)) throw new DataError(`There is no model folder ${folder}. Train one with: nerbook train model2`);
  const text = readBundleText(folder);
  const origin = text.description as Origin;
  const architecture = origin.config?.model ?? "";
  const slot = slotOf(architecture);
  if (slot === undefined) {
    throw new DataError(`The model in ${folder} is of the architecture "${architecture}"; the service knows those of the slots ${SLOTS.join(", ")}.`);
  }
  return {
    ...text, slot, architecture, version: versionOfFolder(folder), folder: path.resolve(folder),
    trial: origin.hash ?? "", corpus: origin.corpus?.name ?? "",
  };
}
