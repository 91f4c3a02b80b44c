import type { Card } from "../card";
import { isFields, isTime } from "../checks";
import { RATINGS, remember, STATES, type Memory, type Rating } from "./memory";

export interface Review {
  readonly at: string;
  readonly rating: Rating;
}

/** What is kept of a card that was answered. */
export interface CardProgress {
  readonly memory: Memory;
  /** The texts of the card's live numbers as they were at the last answer, by key. */
  readonly numbers: { readonly [key: string]: string };
  readonly reviews: readonly Review[];
}

/** Progress by card id. Cards that no page holds any more stay: they may come back. */
export type Progress = ReadonlyMap<string, CardProgress>;

const PROGRESS_FORMAT = "nerbook drill";
const PROGRESS_VERSION = 1;
/** A number that is not filled in yet. */
const UNKNOWN = "?";

export function numbersOf({ numbers }: Pick<Card, "numbers">): CardProgress["numbers"] {
  return Object.fromEntries(numbers.filter(({ text }) => text !== UNKNOWN).map(({ key, text }) => [key, text]));
}

/** The progress with one more answer. */
export function withAnswer(progress: Progress, card: Pick<Card, "id" | "numbers">, rating: Rating, now: Date): Progress {
  const before = progress.get(card.id);
  const memory = remember(before?.memory, rating, now);
  const reviews = [...(before?.reviews ?? []), { at: now.toISOString(), rating }];
  return new Map([...progress, [card.id, { memory, numbers: numbersOf(card), reviews }]]);
}

/** What is known of some cards alone. */
export function progressOf(cards: readonly Pick<Card, "id">[], progress: Progress): Progress {
  return new Map(cards.flatMap(({ id }) => (progress.has(id) ? [[id, progress.get(id)!] as const] : [])));
}

/** As the file holds it. */
export function serializeProgress(progress: Progress): string {
  const cards = Object.fromEntries([...progress].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ format: PROGRESS_FORMAT, version: PROGRESS_VERSION, cards }, null, 1)}\n`;
}

function isMemory(value: unknown): value is Memory {
  if (!isFields(value)) return false;
  const counts = ["stability", "difficulty", "scheduledDays", "learningSteps", "repetitions", "lapses"];
  const numeric = counts.every((name) => typeof value[name] === "number" && Number.isFinite(value[name]));
  const answered = STATES.some((state) => state !== "New" && state === value["state"]);
  return numeric && answered && isTime(value["due"]) && isTime(value["lastReview"]);
}

function isReview(value: unknown): value is Review {
  return isFields(value) && isTime(value["at"]) && RATINGS.some((rating) => rating === value["rating"]);
}

function isCardProgress(value: unknown): value is CardProgress {
  if (!isFields(value) || !isMemory(value["memory"])) return false;
  const { numbers, reviews } = value;
  return isFields(numbers) && Object.values(numbers).every((text) => typeof text === "string") && Array.isArray(reviews) && reviews.every(isReview);
}

/** What a text that is no progress lacks, as the rest of a sentence. */
export class ProgressFault extends Error {}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProgressFault(`it is no JSON (${(cause as Error).message})`);
  }
}

/** The way back from `serializeProgress`. Throws a ProgressFault that says what is wrong, so that nobody writes over it. */
export function parseProgress(text: string): Progress {
  const file = parsed(text);
  if (!isFields(file) || file["format"] !== PROGRESS_FORMAT) throw new ProgressFault(`it does not say "format": "${PROGRESS_FORMAT}"`);
  if (file["version"] !== PROGRESS_VERSION) {
    throw new ProgressFault(`its version is ${JSON.stringify(file["version"])} and this nerbook reads ${PROGRESS_VERSION}`);
  }
  const { cards } = file;
  if (!isFields(cards)) throw new ProgressFault("it holds no cards");
  const wrong = Object.keys(cards).find((id) => !isCardProgress(cards[id]));
  if (wrong !== undefined) throw new ProgressFault(`its card "${wrong}" is incomplete`);
  return new Map(Object.entries(cards as { readonly [id: string]: CardProgress }));
}
