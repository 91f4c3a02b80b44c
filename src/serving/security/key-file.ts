import * as fs from "node:fs";
import { DataError } from "../../errors";
import { writeFileAtomic } from "../../files/atomic";
import { withFileLock } from "../../files/lock";
import { stableJson } from "../../files/stable-json";
import { KEY_SCOPES, type KeyScope } from "./api-key";

/** What is kept of a key: enough to know it again, not enough to make it. */
export interface StoredKey {
  readonly id: string;
  /** Whose it is, for people. */
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly hash: string;
  /** ISO 8601. */
  readonly created: string;
  readonly expires: string | null;
  readonly revoked: string | null;
}

interface KeyFile {
  readonly format: 1;
  readonly keys: readonly StoredKey[];
}

const OWNER_ONLY = 0o600;
const WRITABLE_BY_OTHERS = 0o022;

function isStamp(value: unknown): boolean {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

function isKey(value: unknown): value is StoredKey {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, scopes, hash, created, expires, revoked } = value as { readonly [field: string]: unknown };
  const known = Array.isArray(scopes) && scopes.every((scope) => KEY_SCOPES.includes(scope as KeyScope));
  const stamps = isStamp(created) && [expires, revoked].every((stamp) => stamp === null || isStamp(stamp));
  return /^[0-9a-f]{12}$/.test(String(id)) && /^[0-9a-f]{64}$/.test(String(hash)) && typeof name === "string" && known && stamps;
}

function orderFor(file: string): string {
  return `nerbook keys create --file ${file} --name NAME`;
}

function parseKeys(text: string, file: string): readonly StoredKey[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new DataError(`The key file ${file} is damaged: ${(cause as Error).message}.`, { cause });
  }
  const { format, keys } = (content ?? {}) as Partial<KeyFile>;
  if (format !== 1 || !Array.isArray(keys)) throw new DataError(`${file} is no key file of this program; make one with: ${orderFor("ANOTHER-FILE")}`);
  const wrong = keys.findIndex((key) => !isKey(key));
  if (wrong >= 0) throw new DataError(`The key file ${file} is damaged: entry ${wrong + 1} is no key.`);
  return keys;
}

/** Its content is hashes, so who reads it gains nothing; who writes it lets himself in. */
function requireProtected(file: string): void {
  if (process.platform === "win32" || (fs.statSync(file).mode & WRITABLE_BY_OTHERS) === 0) return;
  throw new DataError(`The key file ${file} can be changed by other users; take that away: chmod 600 ${file}`);
}

/** Throws a DataError when the file is missing, damaged, or writable by other users. */
export function readKeyFile(file: string): readonly StoredKey[] {
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const reason = missing ? `there is none; make one with: ${orderFor(file)}` : (cause as Error).message;
    throw new DataError(`The key file ${file} cannot be read: ${reason}`, { cause });
  }
  requireProtected(file);
  return parseKeys(text, file);
}

/** Changes the file as a whole, safe beside other processes; only its owner may read it. A missing file is an empty one. */
export function changeKeyFile(file: string, change: (keys: readonly StoredKey[]) => readonly StoredKey[]): Promise<readonly StoredKey[]> {
  return withFileLock(`${file}.lock`, () => {
    const keys = change(fs.existsSync(file) ? readKeyFile(file) : []);
    writeFileAtomic(file, `${stableJson({ format: 1, keys }, 2)}\n`, OWNER_ONLY);
    return keys;
  });
}
