import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../errors";

let counter = 0;

/**
 * Writes beside the target, then renames: a reader sees the old file or the new one, never half of one.
 * Creates the folder when it is missing; `mode` narrows who may read. Throws a DataError when it cannot be written.
 */
export function writeFileAtomic(file: string, content: string | Uint8Array, mode = 0o666): void {
  ensureFolder(path.dirname(file));
  const temporary = `${file}.${process.pid}.${counter++}.partial`;
  try {
    fs.writeFileSync(temporary, content, { mode });
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    if ((error as NodeJS.ErrnoException).code === "EISDIR") throw new DataError(`${file} is a folder; name a file in it (--out).`, { cause: error });
    throw unwritable(path.dirname(file), error);
  }
}

const REASONS: { readonly [code: string]: string } = {
  EACCES: "permission denied", EPERM: "permission denied", EROFS: "it is read-only", ENOSPC: "the disk is full",
  ENOTDIR: "part of its path is a file", EEXIST: "a file bears its name", ENOENT: "it cannot be made there",
};

function unwritable(folder: string, error: unknown): unknown {
  const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ""];
  return reason ? new DataError(`The folder ${folder} cannot be written: ${reason}; name another one (--out).`, { cause: error }) : error;
}

/** An error of this file with other advice than `--out`, for places that another flag or setting names; any other error as it is. */
export function advisedError(error: unknown, advice: string): unknown {
  if (!(error instanceof DataError) || !error.message.includes("(--out)")) return error;
  return new DataError(`${error.message.replace(/; name a.*$/, "")}; ${advice}.`, { cause: error });
}

/** Makes a folder and its parents one by one; throws a DataError that says why it cannot be written. */
export function ensureFolder(folder: string): void {
  try {
    makeFolder(path.resolve(folder));
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** Not mkdir's own recursion: in some places, as under /proc, it never ends. */
function makeFolder(folder: string): void {
  if (fs.existsSync(folder) && fs.statSync(folder).isDirectory()) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    const made = (error as NodeJS.ErrnoException).code === "EEXIST" && fs.statSync(folder).isDirectory();
    if (!made) throw error;
  }
}
