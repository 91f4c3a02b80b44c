import type { Card } from "../card";
import type { CardProgress, Progress } from "./progress";

/** A live number that is another one than at the last answer. */
export interface ChangedNumber {
  readonly key: string;
  readonly now: string;
  readonly was: string;
}

/** Where a card stands: never answered, due, due again because a number changed, or not due yet. */
export type Standing = "new" | "stale" | "due" | "later";

export interface StandingCard {
  readonly card: Card;
  readonly standing: Standing;
  /** Null for a new card. */
  readonly due: Date | null;
  readonly changed: readonly ChangedNumber[];
}

/** The numbers of a card that have changed since its last answer; one that was not there then has not. */
export function changedNumbers({ numbers }: Pick<Card, "numbers">, known: CardProgress["numbers"]): ChangedNumber[] {
  return numbers.flatMap(({ key, text }) => {
    const was = known[key];
    return was === undefined || was === text || text === "?" ? [] : [{ key, now: text, was }];
  });
}

export function standingOf(card: Card, progress: Progress, now: Date): StandingCard {
  const known = progress.get(card.id);
  if (known === undefined) return { card, standing: "new", due: null, changed: [] };
  const changed = changedNumbers(card, known.numbers);
  const due = new Date(known.memory.due);
  if (changed.length > 0) return { card, standing: "stale", due: now < due ? now : due, changed };
  return { card, standing: due <= now ? "due" : "later", due, changed };
}

export function changedText({ now, was }: ChangedNumber): string {
  return `its number changed: ${now} was ${was}`;
}
