import type { FoundEntity } from "../../models/found-entities";
import type { PredictedToken, Prediction } from "../service/prediction";

const OUTSIDE = "O";

/** `[PER]` for what is a `per`. */
export function maskOf(type: string): string {
  return `[${type.toUpperCase()}]`;
}

function typeOf(token: PredictedToken, entities: readonly FoundEntity[]): string | undefined {
  if (token.tag !== OUTSIDE) return token.tag.slice(2);
  return entities.find(({ start, end }) => token.start < end && token.end > start)?.type;
}

/**
 * The answer with every entity, and every token of one, masked by its type. Offsets stay those of the text as sent, which the
 * caller has and the answer does not repeat; so they tell how long what is masked is. What the model missed is not masked.
 */
export function maskedAnswer({ tokens, entities }: Prediction): Prediction {
  return {
    tokens: tokens.map((token) => {
      const type = typeOf(token, entities);
      return type === undefined ? token : { ...token, text: maskOf(type) };
    }),
    entities: entities.map((entity) => ({ ...entity, text: maskOf(entity.type) })),
  };
}

/** A text with every entity replaced by one mask. Entities are those of this text; they do not overlap, and may come in any order. */
export function redactText(text: string, entities: readonly Pick<FoundEntity, "type" | "start" | "end">[]): string {
  const ordered = [...entities].sort((a, b) => a.start - b.start);
  const ends = [0, ...ordered.map(({ end }) => end)];
  const masked = ordered.map(({ type, start }, i) => text.slice(ends[i], start) + maskOf(type));
  return masked.join("") + text.slice(ends[ends.length - 1]);
}
