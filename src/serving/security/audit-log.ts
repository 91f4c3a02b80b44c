import * as fs from "node:fs";
import { DataError } from "../../errors";
import { sha256 } from "../../files/hash";
import { withFileLock } from "../../files/lock";
import { stableJson, type Json } from "../../files/stable-json";
import { appendDurably, type LogWriter } from "./log-writer";

/** What an operator is about to do. */
export interface AuditEntry {
  /** Such as `activate` or `key revoked`. */
  readonly action: string;
  /** Who does it: a key's id, or the user of the command line. */
  readonly actor: string;
  /** What it is done to, and why. */
  readonly details?: { readonly [name: string]: Json };
}

/** One line of the log: an entry in its place in the chain. */
export interface AuditLine extends AuditEntry {
  readonly sequence: number;
  /** ISO 8601, wall clock. */
  readonly at: string;
  /** The hash of the line before; 64 zeros for the first. */
  readonly previous: string;
  /** sha256 of this line's other fields as stable JSON. */
  readonly hash: string;
}

/** A line that is known from elsewhere to have been in the log. */
export type AuditAnchor = Pick<AuditLine, "sequence" | "hash">;

export interface AuditFault {
  /** 1-based line of the file; the number of lines for what is missing at the end. */
  readonly line: number;
  readonly sentence: string;
}

export interface AuditVerdict {
  readonly entries: number;
  readonly faults: readonly AuditFault[];
}

const FIRST = "0".repeat(64);

export function hashOfLine({ hash: _hash, ...content }: AuditLine): string {
  return sha256(stableJson(content));
}

function parsed(text: string): AuditLine | undefined {
  try {
    const line = JSON.parse(text) as AuditLine;
    return Number.isInteger(line.sequence) && typeof line.hash === "string" ? line : undefined;
  } catch {
    return undefined;
  }
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw new DataError(`The audit log ${file} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines[lines.length - 1] === "") lines.pop();
  return lines;
}

/** All whole lines, for who shows them. */
export function readAuditLog(file: string): AuditLine[] {
  return linesOf(readText(file)).flatMap((text) => parsed(text) ?? []);
}

function lineAfter(last: AuditLine | undefined, entry: AuditEntry, at: Date): AuditLine {
  const content = { ...entry, sequence: (last?.sequence ?? 0) + 1, at: at.toISOString(), previous: last?.hash ?? FIRST };
  return { ...content, hash: sha256(stableJson(content)) };
}

export interface AuditLogOptions {
  readonly write?: LogWriter;
  readonly wallClock?: () => Date;
}

/**
 * Operator actions, one JSON line each, each with the hash of the one before: who changes, removes or inserts a line without
 * making all later ones anew is found by `verifyAuditLog`. The chain has no secret: who can write the file can forge all of it,
 * or cut off its end, unless a later line's hash (an anchor) is kept elsewhere.
 */
export class AuditLog {
  private readonly write: LogWriter;
  private readonly wallClock: () => Date;

  constructor(readonly file: string, { write = appendDurably, wallClock = () => new Date() }: AuditLogOptions = {}) {
    this.write = write;
    this.wallClock = wallClock;
  }

  /** Writes the entry to the disk, safe beside other processes. Throws a DataError when that fails: then the action must not be done. */
  async append(entry: AuditEntry): Promise<AuditLine> {
    try {
      return await withFileLock(`${this.file}.lock`, () => this.appendAlone(entry));
    } catch (cause) {
      throw new DataError(`"${entry.action}" was refused, as it cannot be logged in ${this.file}: ${reasonOf(cause)}`, { cause });
    }
  }

  private async appendAlone(entry: AuditEntry): Promise<AuditLine> {
    const text = readText(this.file);
    const last = linesOf(text).map(parsed).reverse().find((each) => each !== undefined);
    const line = lineAfter(last, entry, this.wallClock());
    // A line that a power cut left unfinished is ended, not mended: verifying shows it.
    const start = text === "" || text.endsWith("\n") ? "" : "\n";
    await this.write(this.file, `${start}${JSON.stringify(line)}\n`);
    return line;
  }

  /** Logs the action, then does it. An action that fails gets a second entry that says so. */
  async around<T>(entry: AuditEntry, act: (line: AuditLine) => T | Promise<T>): Promise<T> {
    const line = await this.append(entry);
    try {
      return await act(line);
    } catch (error) {
      const details = { ...entry.details, failed: (error as Error).message, of: line.sequence };
      await this.append({ ...entry, details }).catch(() => undefined);
      throw error;
    }
  }
}

function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code === "ENOSPC" ? "the disk is full; make room and try again." : message;
}

function faultOf(line: AuditLine | undefined, before: AuditLine | undefined): string | undefined {
  if (line === undefined) return "it is no whole entry: cut off by a crash, or damaged";
  if (hashOfLine(line) !== line.hash) return "its content is not what was logged: its hash is another one";
  const sequence = (before?.sequence ?? 0) + 1;
  if (line.sequence !== sequence || line.previous !== (before?.hash ?? FIRST)) {
    return `it does not follow the entry before it: entry ${sequence} is expected here`;
  }
  return undefined;
}

function missingAnchor(lines: readonly (AuditLine | undefined)[], anchor: AuditAnchor | undefined): AuditFault[] {
  if (anchor === undefined || lines.some((line) => line?.hash === anchor.hash && line.sequence === anchor.sequence)) return [];
  return [{ line: lines.length, sentence: `Entry ${anchor.sequence}, known from elsewhere, is not in the log: it was cut off or written anew.` }];
}

/** Whether the log is as it was written. `anchors` are entries that it must hold. */
export function verifyAuditLog(file: string, ...anchors: readonly AuditAnchor[]): AuditVerdict {
  const lines = linesOf(readText(file)).map(parsed);
  let before: AuditLine | undefined;
  const faults = lines.flatMap((line, i): AuditFault[] => {
    const fault = faultOf(line, before);
    before = line ?? before;
    return fault === undefined ? [] : [{ line: i + 1, sentence: `Line ${i + 1} of ${file}: ${fault}.` }];
  });
  const entries = lines.filter((line) => line !== undefined).length;
  return { entries, faults: [...faults, ...anchors.flatMap((anchor) => missingAnchor(lines, anchor))] };
}
