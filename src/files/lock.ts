import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DataError } from "../errors";
import { ensureFolder } from "./atomic";

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells two holds of one process apart. */
  readonly token: string;
}

export interface LockOptions {
  /** Milliseconds to wait for another holder. */
  readonly patience?: number;
}

const PATIENCE = 10_000;
const PAUSE = 5;

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** Creates a file that must not exist; false where it does. The system lets one process alone succeed. */
function createExclusive(file: string, content: string): boolean {
  try {
    const handle = fs.openSync(file, "wx");
    writeOrTakeBack(file, handle, content);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw new DataError(`The lock ${file} cannot be made: ${reasonOf(error)}.`, { cause: error });
  }
}

/** A lock without a holder, as on a full disk, would hold up everybody. */
function writeOrTakeBack(file: string, handle: number, content: string): void {
  try {
    fs.writeSync(handle, content);
  } catch (error) {
    fs.rmSync(file, { force: true });
    throw error;
  } finally {
    fs.closeSync(handle);
  }
}

function reasonOf(error: unknown): string {
  return codeOf(error) === "ENOSPC" ? "the disk is full" : (error as Error).message;
}

/** Who holds the lock; undefined where it is gone, or not written yet. */
function holderOf(file: string): Holder | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Of a process of another machine nothing is known, so it counts as alive. */
function isDead(holder: Holder | undefined): boolean {
  return holder !== undefined && holder.host === os.hostname() && !isAlive(holder.pid);
}

/**
 * Takes away the lock of a process that died. A second lock guards this, so that nobody takes away the lock that another one
 * has just made in the dead one's place: while it is held, only its holder removes a dead one's lock.
 */
function breakDead(file: string, content: string): void {
  const guard = `${file}.breaking`;
  if (!isDead(holderOf(file)) || !createExclusive(guard, content)) return;
  try {
    if (isDead(holderOf(file))) fs.rmSync(file, { force: true });
  } finally {
    fs.rmSync(guard, { force: true });
  }
}

function release(file: string, token: string): void {
  if (holderOf(file)?.token === token) fs.rmSync(file, { force: true });
}

function tooLong(file: string, patience: number): DataError {
  const holder = holderOf(file);
  const who = holder ? `process ${holder.pid} on ${holder.host}` : "another process";
  return new DataError(`${file} has been held by ${who} for over ${patience / 1000} s; if that process is gone, remove the file and its .breaking.`);
}

async function acquire(file: string, content: string, patience: number): Promise<void> {
  const started = performance.now();
  while (!createExclusive(file, content)) {
    breakDead(file, content);
    if (performance.now() - started > patience) throw tooLong(file, patience);
    await sleep(PAUSE);
  }
}

/**
 * Does something while nobody else who asks for the same lock file does, in this process or in another one. The lock is a file
 * that only one can create; that of a process that died on this machine is taken away. Throws a DataError when it cannot be had.
 */
export async function withFileLock<T>(file: string, act: () => T | Promise<T>, options: LockOptions = {}): Promise<T> {
  ensureFolder(path.dirname(file));
  const token = crypto.randomUUID();
  await acquire(file, JSON.stringify({ pid: process.pid, host: os.hostname(), token }), options.patience ?? PATIENCE);
  try {
    return await act();
  } finally {
    release(file, token);
  }
}
