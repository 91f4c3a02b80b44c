import * as fs from "node:fs";
import * as path from "node:path";
import { UsageError } from "../errors";
import { ensureFolder, writeFileAtomic } from "../files/atomic";
import { shownPath } from "../notebooks/files";
import type { SiteFile } from "./files";

/** Lies in every site that was written here: only a folder with it is ever replaced. */
export const MARKER = ".nerbook-site";
const MARKER_TEXT = "This folder is written by `nerbook site` and replaced as a whole the next time.\n";

/** Throws a UsageError for a folder that holds something else than such a site. */
export function requireReplaceable(folder: string): void {
  if (!fs.existsSync(folder)) return;
  const isFolder = fs.statSync(folder).isDirectory();
  if (isFolder && (fs.existsSync(path.join(folder, MARKER)) || fs.readdirSync(folder).length === 0)) return;
  const what = isFolder ? "holds something else than a site" : "is a file";
  throw new UsageError(`${shownPath(folder)} ${what} and stays as it is; name another folder (--out).`);
}

function writeAll(files: readonly SiteFile[], folder: string): void {
  for (const { path: place, content } of files) writeFileAtomic(path.join(folder, ...place.split("/")), content);
  writeFileAtomic(path.join(folder, MARKER), MARKER_TEXT);
}

/** Puts a finished folder in the place of an earlier one, which is moved aside first and comes back if that fails. */
function swap(finished: string, folder: string): void {
  const earlier = `${finished}.earlier`;
  const replaces = fs.existsSync(folder);
  if (replaces) fs.renameSync(folder, earlier);
  try {
    fs.renameSync(finished, folder);
  } catch (error) {
    if (replaces) fs.renameSync(earlier, folder);
    throw error;
  }
  if (replaces) fs.rmSync(earlier, { recursive: true });
}

/**
 * Writes a site beside its folder and then swaps the two, so that a reader finds the old site or the new one. Throws a UsageError
 * for a folder that holds something else and a DataError where it cannot be written; then everything stays as it was.
 */
export function writeSite(files: readonly SiteFile[], folder: string): void {
  requireReplaceable(folder);
  const target = fs.existsSync(folder) ? fs.realpathSync(folder) : path.resolve(folder);
  ensureFolder(path.dirname(target));
  const finished = `${target}.${process.pid}.partial`;
  try {
    writeAll(files, finished);
    swap(finished, target);
  } finally {
    fs.rmSync(finished, { recursive: true, force: true });
  }
}
