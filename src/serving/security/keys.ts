import * as fs from "node:fs";
import { DataError, UsageError } from "../../errors";
import { createKey, idOfKey, keyMatches, type KeyScope } from "./api-key";
import { changeKeyFile, readKeyFile, type StoredKey } from "./key-file";

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** When it ends; null for a key that does not. */
  readonly expires: Date | null;
}

export interface CreatedKey {
  readonly stored: StoredKey;
  /** The key itself: shown once, kept nowhere. */
  readonly text: string;
}

/** Makes a key and stores its hash. Throws a UsageError for a key that may do nothing or has ended already. */
export async function addKey(file: string, { name, scopes, expires }: NewKey, now: Date): Promise<CreatedKey> {
  if (scopes.length === 0) throw new UsageError("A key needs a scope, such as predict.");
  if (expires !== null && !(expires.getTime() > now.getTime())) throw new UsageError("The key would have expired already; give a later time.");
  const { id, text, hash } = createKey();
  const stored: StoredKey = {
    id, name, scopes: [...new Set(scopes)], hash, created: now.toISOString(), expires: expires?.toISOString() ?? null, revoked: null,
  };
  await changeKeyFile(file, (keys) => [...keys, stored]);
  return { stored, text };
}

/** Ends a key for good. Throws a DataError for an id that the file does not hold. */
export async function revokeKey(file: string, id: string, now: Date): Promise<StoredKey> {
  const keys = await changeKeyFile(file, (present) => {
    if (!present.some((key) => key.id === id)) throw new DataError(`${file} holds no key ${id}; nerbook keys list shows those it holds.`);
    return present.map((key) => (key.id === id ? { ...key, revoked: key.revoked ?? now.toISOString() } : key));
  });
  return keys.find((key) => key.id === id)!;
}

export type KeyStanding = "valid" | "expired" | "revoked";

export function standingOf({ revoked, expires }: StoredKey, now: Date): KeyStanding {
  if (revoked !== null) return "revoked";
  return expires !== null && Date.parse(expires) <= now.getTime() ? "expired" : "valid";
}

/** Who a key belongs to: as the server asks for it. */
export interface KeyHolder {
  readonly id: string;
  readonly scopes: readonly KeyScope[];
}

export interface KeyRingOptions {
  /** Wall clock, for expiry. */
  readonly wallClock?: () => Date;
  /** Monotonic milliseconds, for when the file is looked at again. */
  readonly now?: () => number;
  /** Milliseconds between two looks at the file: how long a revoked key lives on at most. */
  readonly refreshEvery?: number;
  /** Hears why the file could not be read again. */
  readonly onProblem?: (sentence: string) => void;
  /** What changes when the file does; of its time, size and place unless given. */
  readonly look?: (file: string) => string;
}

function fingerprintOf(file: string): string {
  const { mtimeMs, size, ino } = fs.statSync(file);
  return `${mtimeMs} ${size} ${ino}`;
}

/**
 * The keys of a file, for checking. The file is looked at again while the service runs, so that a key that is made or revoked
 * counts without a restart. A file that is gone or damaged lets nobody in; one that cannot be read for another reason, such as too
 * many open files, leaves the keys that were known.
 */
export class KeyRing {
  private keys = new Map<string, StoredKey>();
  private fingerprint = "";
  private lookedAt: number;
  private problem = "";
  private readonly wallClock: () => Date;
  private readonly now: () => number;
  private readonly refreshEvery: number;
  private readonly onProblem: (sentence: string) => void;
  private readonly look: (file: string) => string;

  /** Throws a DataError when the file cannot be used. */
  constructor(readonly file: string, options: KeyRingOptions = {}) {
    this.wallClock = options.wallClock ?? (() => new Date());
    this.now = options.now ?? (() => performance.now());
    this.refreshEvery = options.refreshEvery ?? 1000;
    this.onProblem = options.onProblem ?? (() => undefined);
    this.look = options.look ?? fingerprintOf;
    // Looked at before it is read: what changes in between is seen at the next look.
    this.fingerprint = fs.existsSync(file) ? this.look(file) : "";
    this.keep(readKeyFile(file));
    this.lookedAt = this.now();
  }

  private keep(keys: readonly StoredKey[]): void {
    this.keys = new Map(keys.map((key) => [key.id, key]));
  }

  private tellOnce(sentence: string): void {
    if (sentence !== this.problem) this.onProblem(sentence);
    this.problem = sentence;
  }

  private refresh(): void {
    if (this.now() - this.lookedAt < this.refreshEvery) return;
    this.lookedAt = this.now();
    try {
      const fingerprint = this.look(this.file);
      if (fingerprint === this.fingerprint) return;
      this.keep(readKeyFile(this.file));
      this.fingerprint = fingerprint;
      this.problem = "";
    } catch (error) {
      this.afterFailure(error);
    }
  }

  private afterFailure(error: unknown): void {
    const source = error instanceof DataError ? (error.cause ?? error) : error;
    const { code } = source as NodeJS.ErrnoException;
    const isPassing = code !== undefined && code !== "ENOENT";
    if (!isPassing) {
      this.keep([]);
      this.fingerprint = "";
    }
    this.tellOnce(`${(error as Error).message} ${isPassing ? "The keys known before hold on." : "Nobody is let in until it is there again."}`);
  }

  /** Who a key belongs to; undefined for one that is malformed, unknown, wrong, expired or revoked. */
  readonly authenticate = (text: string): KeyHolder | undefined => {
    this.refresh();
    const key = this.keys.get(idOfKey(text) ?? "");
    const matches = keyMatches(text, key?.hash);
    if (key === undefined || !matches || standingOf(key, this.wallClock()) !== "valid") return undefined;
    return { id: key.id, scopes: key.scopes };
  };
}
