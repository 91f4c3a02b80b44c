import * as path from "node:path";
import { DataError } from "../../errors";
import { sha256, sha256File } from "../../files/hash";
import { CONFIG_FILE, MODEL_FILE, TAGS_FILE, VOCABULARY_FILE, WEIGHTS_FILE } from "../../models/bundle-files";

/** The files that make a model what it is, in the order in which they are hashed. */
export const BUNDLE_FILES = [CONFIG_FILE, MODEL_FILE, TAGS_FILE, VOCABULARY_FILE, WEIGHTS_FILE] as const;

const VERSION_DIGITS = 12;

/** sha256 of files, by name. */
export type FileHashes = { readonly [name: string]: string };

/** Throws a DataError that names a file that cannot be read. */
export async function hashFiles(folder: string, names: readonly string[]): Promise<FileHashes> {
  const hashes = names.map(async (name) => [name, await hashFile(path.join(folder, name))] as const);
  return Object.fromEntries(await Promise.all(hashes));
}

async function hashFile(file: string): Promise<string> {
  try {
    return await sha256File(file);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new DataError(`${file} ${missing ? "is missing" : `cannot be read: ${(cause as Error).message}`}.`, { cause });
  }
}

/** The hash of a model's content: over the names and hashes of its files, so that equal models have equal ones. */
export function contentHash(files: FileHashes): string {
  return sha256(BUNDLE_FILES.map((name) => `${name} ${files[name]}\n`).join(""));
}

/** A version's name: the first twelve digits of its content's hash. */
export function versionOf(contentSha256: string): string {
  return contentSha256.slice(0, VERSION_DIGITS);
}

/** The version that a registry gives, or would give, to the model in a folder. Throws a DataError that names a file that cannot be read. */
export async function versionOfFolder(folder: string): Promise<string> {
  return versionOf(contentHash(await hashFiles(folder, BUNDLE_FILES)));
}
