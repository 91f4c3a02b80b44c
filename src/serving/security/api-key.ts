import * as crypto from "node:crypto";

/** What a key may be used for: asking models, reading metrics, changing versions. */
export const KEY_SCOPES = ["predict", "metrics", "operate"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** A key as its holder has it. It is never stored. */
export interface ApiKey {
  readonly id: string;
  /** `nb_ID_SECRET`. */
  readonly text: string;
  readonly hash: string;
}

const ID_BYTES = 6;
const SECRET_BYTES = 32;
const KEY = /^nb_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/**
 * SHA-256, with the id as salt. A slow function such as scrypt protects what people choose; this secret is 256 random bits,
 * which nobody finds by trying, however fast each try is. And scrypt on every request would let anyone keep the processor busy
 * by sending wrong keys.
 */
function hashOf(id: string, secret: string): Buffer {
  return crypto.createHash("sha256").update(`${id}.${secret}`).digest();
}

export function createKey(randomBytes: (size: number) => Buffer = crypto.randomBytes): ApiKey {
  const id = randomBytes(ID_BYTES).toString("hex");
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  return { id, text: `nb_${id}_${secret}`, hash: hashOf(id, secret).toString("hex") };
}

const NO_HASH = Buffer.alloc(32);

/** The id in what a caller sent as a key; undefined where that has not the form of one. */
export function idOfKey(text: string): string | undefined {
  return KEY.exec(text)?.[1];
}

/**
 * Whether a key belongs to a stored hash, compared in constant time. Without a stored hash the same work is done, so that the
 * time of the answer does not tell which ids exist.
 */
export function keyMatches(text: string, stored: string | undefined): boolean {
  const [, id, secret] = KEY.exec(text) ?? [];
  if (id === undefined || secret === undefined) return false;
  const expected = stored === undefined ? NO_HASH : Buffer.from(stored, "hex");
  const equal = crypto.timingSafeEqual(hashOf(id, secret), expected.length === NO_HASH.length ? expected : NO_HASH);
  return equal && stored !== undefined;
}
