import * as fs from "node:fs";
import * as path from "node:path";
import { tagSetFromTags, type TagSet } from "../encoding/tag-set";
import { vocabularyFromWords, type Vocabulary } from "../encoding/vocabulary";
import { DataError } from "../errors";

export const MODEL_FILE = "model.json";
export const WEIGHTS_FILE = "weights.bin";
export const VOCABULARY_FILE = "vocabulary.json";
export const TAGS_FILE = "tags.json";
export const CONFIG_FILE = "config.json";

/** What a saved tagger knows besides its weights: enough to encode text and to name tags. */
export interface BundleText {
  readonly vocabulary: Vocabulary;
  readonly tagSet: TagSet;
  /** Name, configuration and origin, as plain JSON. */
  readonly description: Readonly<Record<string, unknown>>;
}

/** Reads one file of a bundle. Throws a DataError that names the file. */
export function readPart<T>(folder: string, name: string, parse: (bytes: Buffer) => T): T {
  try {
    return parse(fs.readFileSync(path.join(folder, name)));
  } catch (cause) {
    throw new DataError(
      `${folder} holds no saved model: ${name} cannot be read (${(cause as Error).message}). Train one with: nerbook train model2`,
      { cause },
    );
  }
}

export function readJson(folder: string, name: string): unknown {
  return readPart(folder, name, (bytes) => JSON.parse(bytes.toString("utf8")) as unknown);
}

/** Reads a bundle's vocabulary, tags and description, without its weights. Throws a DataError that names the file. */
export function readBundleText(folder: string): BundleText {
  return {
    vocabulary: vocabularyFromWords(readJson(folder, VOCABULARY_FILE) as string[]),
    tagSet: tagSetFromTags(readJson(folder, TAGS_FILE) as string[]),
    description: readJson(folder, CONFIG_FILE) as Record<string, unknown>,
  };
}
