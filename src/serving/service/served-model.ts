import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../../errors";
import { sha256 } from "../../files/hash";
import { readBundleText, readPart, type BundleText } from "../../models/bundle-files";
import { BUNDLE_FILES, contentHash, versionOf } from "../registry/content";
import { SLOTS, slotOf, type ServedVersion } from "../slots";

/** A version with what the service needs to ask it: words, tags and origin. Its weights are with the workers. */
export interface ServedModel extends ServedVersion, BundleText {
  readonly architecture: string;
  /** Hash of the trial that trained it, and its corpus; empty where the bundle does not say. */
  readonly trial: string;
  readonly corpus: string;
}

/** The version that a registry would give a bundle. */
export function versionOfFolder(folder: string): string {
  const hashes = BUNDLE_FILES.map((name) => [name, readPart(folder, name, sha256)] as const);
  return versionOf(contentHash(Object.fromEntries(hashes)));
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
