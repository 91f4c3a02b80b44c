import { PAD_ID, UNK_ID } from "../encoding/vocabulary";
import { stableJson } from "../files/stable-json";
import type { ModelBundle } from "../models/bundle";
import { TOKENIZER } from "../models/tokenize";
import { isMasked } from "./convert";

export const TOKENIZER_FILE = "tokenizer.json";

/** How text becomes words and ids: what a reader in another language must do before the model. */
const READING = { ...TOKENIZER, padding: PAD_ID, unknown: UNK_ID };
export const TOKENIZER_TEXT = `${stableJson(READING, 2)}\n`;

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/**
 * What an ONNX file says of its model, all texts: JSON for `vocabulary` (words by id), `tags` (by id), `tokenizer` and
 * `description` (configuration, corpus, seed); `model` and `hash` name the architecture and the trial; `masked` tells
 * whether padding is left out.
 */
export function metadataOf({ model, vocabulary, tagSet, description }: ModelBundle): Record<string, string> {
  return {
    model: model.name,
    hash: textOf(description["hash"]),
    masked: String(isMasked(model)),
    tags: JSON.stringify(tagSet.tags),
    vocabulary: JSON.stringify(vocabulary.words),
    tokenizer: stableJson(READING),
    description: stableJson(description),
  };
}
