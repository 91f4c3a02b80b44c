import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Prediction } from "../service/prediction";
import type { PreparedText } from "../service/questions";

/** Where answers are kept between requests. It may forget at any time, and never fails. */
export interface PredictionStore {
  get(key: string): Promise<Prediction | undefined>;
  set(key: string, prediction: Prediction): void;
  close(): Promise<void>;
}

/**
 * What an answer depends on: the model's version and the tokens with their places. Not to be read back into text. UTF-16, as in
 * UTF-8 all lone surrogates are one character; lengths, as no character can stand between tokens that may not stand in one.
 */
export function cacheKey(version: string, { text, tokens }: PreparedText, pretokenized: boolean): string {
  const lengths = pretokenized ? tokens.map((token) => token.text.length).join(" ") : "text";
  return createHash("sha256").update(`${version}\n${lengths}\n`).update(Buffer.from(text, "utf16le")).digest("base64url");
}

/** About what an answer takes in memory, in bytes. */
function weightOf({ tokens, entities }: Prediction): number {
  return 200 + tokens.reduce((sum, { text }) => sum + 120 + 2 * text.length, 0) + 200 * entities.length;
}

/** The most recently used answers of this process, then a store that instances share, where there is one. */
export class PredictionCache {
  private readonly recent: LRUCache<string, Prediction> | undefined;

  /** `bytes` 0 keeps nothing here. */
  constructor(bytes: number, private readonly shared?: PredictionStore) {
    this.recent = bytes > 0 ? new LRUCache({ maxSize: bytes, sizeCalculation: weightOf }) : undefined;
  }

  get enabled(): boolean {
    return this.recent !== undefined || this.shared !== undefined;
  }

  async get(key: string): Promise<Prediction | undefined> {
    const known = this.recent?.get(key);
    if (known || !this.shared) return known;
    const found = await this.shared.get(key);
    if (found) this.recent?.set(key, found);
    return found;
  }

  set(key: string, prediction: Prediction): void {
    this.recent?.set(key, prediction);
    this.shared?.set(key, prediction);
  }

  async close(): Promise<void> {
    this.recent?.clear();
    await this.shared?.close();
  }
}
