import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { startBackend } from "../../src/backend/choose";
import { tagSetFromTags } from "../../src/encoding/tag-set";
import { vocabularyFromWords } from "../../src/encoding/vocabulary";
import { buildModel } from "../../src/models/build";
import { saveBundle } from "../../src/models/bundle";
import type { ModelName } from "../../src/models/options";

export const WORDS = ["<PAD>", "<UNK>", "Anna", "lives", "in", "Lima", ".", "Peru", "the", "of"];
export const TAGS = ["O", "B-geo", "B-per", "I-geo", "I-per"];

export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-serving-"));
}

/** An untrained model in a folder of its own, as training would have saved it. */
export async function tinyModel(name: ModelName = "model2", seed = 0): Promise<string> {
  await startBackend();
  const folder = path.join(temporaryFolder(), "model");
  const model = buildModel(name, { vocabulary: WORDS.length, tags: TAGS.length, seed });
  const description = { kind: "training", hash: `0123456789abcde${seed}`, seed, corpus: { name: "tiny", sha256: "00" }, config: { model: name } };
  await saveBundle(folder, { model, vocabulary: vocabularyFromWords(WORDS), tagSet: tagSetFromTags(TAGS), description });
  return folder;
}
