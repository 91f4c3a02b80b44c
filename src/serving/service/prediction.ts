import { findEntities, type FoundEntity } from "../../models/found-entities";
import type { TagSet } from "../../encoding/tag-set";
import type { PreparedText } from "./questions";

/** A token with its tag; offsets count UTF-16 units, `end` is exclusive. */
export interface PredictedToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly tag: string;
  /** The tag's softmax probability, four digits. */
  readonly confidence: number;
}

/** What a model says of a text: the part of an answer that may be cached. */
export interface Prediction {
  readonly tokens: readonly PredictedToken[];
  readonly entities: readonly FoundEntity[];
}

export const NOTHING: Prediction = { tokens: [], entities: [] };

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

export function predictionOf({ text, tokens }: PreparedText, tagIds: Int32Array, confidences: Float32Array, tagSet: TagSet): Prediction {
  const tags = Array.from(tagIds, (id) => tagSet.tags[id]!);
  return {
    tokens: tokens.map((token, i) => ({ text: token.text, start: token.start, end: token.end, tag: tags[i]!, confidence: rounded(confidences[i]!) })),
    entities: findEntities(text, tokens, tags, confidences).map((entity) => ({ ...entity, confidence: rounded(entity.confidence) })),
  };
}

/** The answer under the discard reading: without the entities that a stray I- tag begins. What tokens carry stays. */
export function withoutStrays({ tokens, entities }: Prediction): Prediction {
  const begun = new Set(tokens.filter(({ tag }) => tag.startsWith("B-")).map(({ start }) => start));
  return { tokens, entities: entities.filter(({ start }) => begun.has(start)) };
}

/** The answer in columns, as `nerbook tag` prints it: a token and its tag a line. */
export function iobColumns({ tokens }: Prediction): string {
  return tokens.map(({ text, tag }) => `${text.replace(/\s/gu, "_")} ${tag}\n`).join("");
}
