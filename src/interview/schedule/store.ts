import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../../errors";
import { advisedError, ensureFolder, writeFileAtomic } from "../../files/atomic";
import { withFileLock } from "../../files/lock";
import { userDataFolder } from "../../files/user-data";
import type { Card } from "../card";
import type { Rating } from "./memory";
import { parseProgress, ProgressFault, serializeProgress, withAnswer, type Progress } from "./progress";

/** Answers are nobody else's business. */
const OWNER_ONLY = 0o600;
const FILE = "drill.json";

export function progressFile(folder: string): string {
  return path.join(folder, FILE);
}

/** What an error of the data folder says: no flag names another one. */
function ofDataFolder(error: unknown): unknown {
  return advisedError(error, "XDG_DATA_HOME (APPDATA on Windows) names another place");
}

/** The user's data folder of this project, made where it is missing. Throws a DataError where it cannot be written. */
export function openDataFolder(folder: string = userDataFolder()): string {
  try {
    ensureFolder(folder);
    return folder;
  } catch (error) {
    throw ofDataFolder(error);
  }
}

/** Writes a file of the data folder, at once and for its owner alone. Throws a DataError where it cannot be written. */
export function writePrivately(file: string, content: string): void {
  try {
    writeFileAtomic(file, content, OWNER_ONLY);
  } catch (error) {
    throw ofDataFolder(error);
  }
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new DataError(`The progress in ${file} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

/** The progress of a data folder, empty where there is none yet. Throws a DataError for a damaged file, which stays as it is. */
export function readProgress(folder: string): Progress {
  const file = progressFile(folder);
  const text = readText(file);
  try {
    return text === undefined ? new Map() : parseProgress(text);
  } catch (cause) {
    if (!(cause instanceof ProgressFault)) throw cause;
    const why = `${cause.message}. Mend it, or begin anew with: nerbook drill --reset, which keeps a copy.`;
    throw new DataError(`The progress in ${file} cannot be used: ${why}`, { cause });
  }
}

async function whileLocked<T>(folder: string, act: () => T): Promise<T> {
  openDataFolder(folder);
  return withFileLock(`${progressFile(folder)}.lock`, act);
}

/** Writes one answer to the progress as it is at that moment, so that two drills at once lose nothing; answers with all of it. */
export function saveAnswer(folder: string, card: Pick<Card, "id" | "numbers">, rating: Rating, now: Date): Promise<Progress> {
  return whileLocked(folder, () => {
    const progress = withAnswer(readProgress(folder), card, rating, now);
    writePrivately(progressFile(folder), serializeProgress(progress));
    return progress;
  });
}

function freeName(folder: string, now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replace(/:/g, "-");
  const names = Array.from({ length: 100 }, (_, i) => path.join(folder, `drill-until-${stamp}${i === 0 ? "" : `-${i}`}.json`));
  return names.find((name) => !fs.existsSync(name)) ?? path.join(folder, `drill-until-${stamp}-${now.getTime()}.json`);
}

/** Puts the progress aside, damaged or not; answers with the copy's place, or undefined where there was none. */
export function resetProgress(folder: string, now: Date): Promise<string | undefined> {
  return whileLocked(folder, () => {
    const file = progressFile(folder);
    if (!fs.existsSync(file)) return undefined;
    const copy = freeName(folder, now);
    fs.renameSync(file, copy);
    return copy;
  });
}
