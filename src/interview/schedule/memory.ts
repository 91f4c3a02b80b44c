import { createEmptyCard, fsrs, State, type Card as FsrsCard, type Grade } from "ts-fsrs";

export const RATINGS = [1, 2, 3, 4] as const;
export type Rating = (typeof RATINGS)[number];
export const RATING_NAMES: { readonly [rating in Rating]: string } = { 1: "again", 2: "hard", 3: "good", 4: "easy" };

export const STATES = ["New", "Learning", "Review", "Relearning"] as const;

/** What FSRS knows of a card after its last answer; times as ISO 8601 in UTC. */
export interface Memory {
  readonly due: string;
  /** Days after which nine of ten such cards are still known. */
  readonly stability: number;
  /** 1 to 10. */
  readonly difficulty: number;
  readonly scheduledDays: number;
  readonly learningSteps: number;
  readonly repetitions: number;
  readonly lapses: number;
  readonly state: (typeof STATES)[number];
  readonly lastReview: string;
}

/**
 * FSRS-6 with its own weights and retention. One step of ten minutes instead of two, so that a card answered well comes back after
 * days and one answered badly in the same drill; no fuzz, so that a date follows from the answers alone.
 */
const SCHEDULER = fsrs({ learning_steps: ["10m"], relearning_steps: ["10m"], enable_fuzz: false });

function toFsrs(memory: Memory | undefined, now: Date): FsrsCard {
  if (memory === undefined) return createEmptyCard(now);
  const { due, stability, difficulty, scheduledDays, learningSteps, repetitions, lapses, state, lastReview } = memory;
  return {
    due: new Date(due), stability, difficulty, elapsed_days: 0, scheduled_days: scheduledDays, learning_steps: learningSteps,
    reps: repetitions, lapses, state: State[state], last_review: new Date(lastReview),
  };
}

function fromFsrs(card: FsrsCard, now: Date): Memory {
  return {
    due: card.due.toISOString(), stability: card.stability, difficulty: card.difficulty, scheduledDays: card.scheduled_days,
    learningSteps: card.learning_steps, repetitions: card.reps, lapses: card.lapses, state: STATES[card.state]!, lastReview: now.toISOString(),
  };
}

/** A clock that went back must not make an answer lie before the one before it. */
function notBefore(memory: Memory | undefined, now: Date): Date {
  return memory === undefined ? now : new Date(Math.max(now.getTime(), Date.parse(memory.lastReview)));
}

/** A card's memory after an answer; it follows from its arguments alone. Leave `memory` out for a new card. */
export function remember(memory: Memory | undefined, rating: Rating, now: Date): Memory {
  const at = notBefore(memory, now);
  return fromFsrs(SCHEDULER.next(toFsrs(memory, at), at, rating as Grade).card, at);
}

/** Milliseconds until the card would be due, for each rating. */
export function intervalsOf(memory: Memory | undefined, now: Date): { readonly [rating in Rating]: number } {
  const until = (rating: Rating) => Date.parse(remember(memory, rating, now).due) - now.getTime();
  return { 1: until(1), 2: until(2), 3: until(3), 4: until(4) };
}
