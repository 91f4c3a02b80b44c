export const DEPTHS = ["screening", "senior", "staff"] as const;
export const ROUNDS = ["technical", "system-design", "behavioral"] as const;

export type Depth = (typeof DEPTHS)[number];
export type Round = (typeof ROUNDS)[number];

/** A live number that a card quotes: its address on the page of numbers, and what the page's text says it is. */
export interface QuotedNumber {
  readonly key: string;
  readonly text: string;
}

/** A question of the interview material with what belongs to it. All texts are Markdown; links are relative to `interview/`. */
export interface Card {
  /** Stable over rewordings: progress is kept under it. */
  readonly id: string;
  /** `number` asks to defend a live number: where it comes from, what it hides, what would change it. */
  readonly kind: "question" | "number";
  readonly depth: Depth;
  readonly round: Round;
  readonly topic: string;
  /** The chapter or section it stands in, such as `Chapter 10: Metrics`. */
  readonly section: string;
  readonly question: string;
  readonly answer: string;
  /** What the interviewer asks next, with its answer; of a number, what would change it. */
  readonly followUp: string;
  readonly evidence: string;
  /** Every live number in answer and follow-up, each key once. */
  readonly numbers: readonly QuotedNumber[];
  /** The page it stands on, such as `INTERVIEW_PREP_GUIDE.md`. */
  readonly page: string;
}

export interface CardFilter {
  readonly depth?: Depth;
  readonly round?: Round;
  readonly topic?: string;
  readonly kind?: Card["kind"];
}

export function matches(card: Card, filter: CardFilter): boolean {
  return (Object.keys(filter) as (keyof CardFilter)[]).every((key) => filter[key] === undefined || card[key] === filter[key]);
}
