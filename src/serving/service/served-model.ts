import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../../errors";
import { readBundleText, type BundleText } from "../../models/bundle-files";
import { versionOfFolder } from "../registry/content";
import { SLOTS, slotOf, type ServedVersion } from "../slots";

/** A version with what the service needs to ask it: words, tags and origin. Its weights are with the workers. */
export interface ServedModel extends ServedVersion, BundleText {
  readonly architecture: string;
  /** Hash of the trial that trained it, and its corpus; empty where the bundle does not say. */
  readonly trial: string;
  readonly corpus: string;
}

interface Origin {
  readonly config?: { readonly model?: string };
  readonly hash?: string;
  readonly corpus?: { readonly name?: string };
}

/** Reads a bundle for serving. Throws a DataError that names the folder when it is no bundle or of an unknown architecture. */
export async function readServedModel(folder: string): Promise<ServedModel> {
  if (!fs.existsSync(folder)) throw new DataError(`There is no model folder ${folder}. Train one with: nerbook train model2`);
  const text = readBundleText(folder);
  const origin = text.description as Origin;
  const architecture = origin.config?.model ?? "";
  const slot = slotOf(architecture);
  if (slot === undefined) {
    throw new DataError(`The model in ${folder} is of the architecture "${architecture}"; the service knows those of the slots ${SLOTS.join(", ")}.`);
  }
  return {
    ...text, slot, architecture, version: await versionOfFolder(folder), folder: path.resolve(folder),
    trial: origin.hash ?? "", corpus: origin.corpus?.name ?? "",
  };
}
