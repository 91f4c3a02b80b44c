import { githubAnchor } from "../../markdown/anchor";
import type { Card, Round } from "../card";
import { DIMENSIONS, HIGHEST_SCORE, totalOf, type Dimension, type Scores } from "./rubric";

export const ASKED_FIELDS = ["id", "question", "depth", "topic", "section", "page"] as const;
/** What a sheet says of a card. */
export type AskedCard = Pick<Card, (typeof ASKED_FIELDS)[number]>;

/** One question of an interview and what came of it. */
export interface Attempt extends AskedCard {
  /** As it was typed; empty where it was said aloud. */
  readonly answer: string;
  readonly followUpAnswer: string;
  /** Which of the two was still being typed when the question ended. */
  readonly cutOff: "answer" | "followUp" | null;
  readonly seconds: number;
  /** Null for a question that was skipped, or left before it was scored. */
  readonly scores: Scores | null;
}

export const INTERVIEW_ENDS = ["all questions asked", "time was over", "ended early", "interrupted"] as const;
export type InterviewEnd = (typeof INTERVIEW_ENDS)[number];

/** A mock interview as it is saved. */
export interface ScoreSheet {
  readonly format: "nerbook mock interview";
  readonly version: 1;
  readonly round: Round;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly minutes: number;
  readonly seconds: number;
  readonly seed: number;
  readonly planned: number;
  readonly end: InterviewEnd;
  /** Whether questions of the plan are missing: what is here is a part of an interview. */
  readonly partial: boolean;
  readonly attempts: readonly Attempt[];
}

export interface MeanScore {
  readonly name: string;
  readonly questions: number;
  /** 0 to 4. */
  readonly mean: number;
}

const ROUND_TITLES = { "technical": "technical", "system-design": "system design", "behavioral": "behavioral" } as const;

/** A round as a sentence says it. */
export function roundTitle(round: Round): string {
  return ROUND_TITLES[round];
}

type Scored = Attempt & { readonly scores: Scores };

export function scoredAttempts({ attempts }: Pick<ScoreSheet, "attempts">): Scored[] {
  return attempts.filter((attempt): attempt is Scored => attempt.scores !== null);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean of each topic's scored questions over all dimensions, the weakest first. */
export function scoresByTopic(sheet: Pick<ScoreSheet, "attempts">): MeanScore[] {
  const scored = scoredAttempts(sheet);
  const topics = [...new Set(scored.map(({ topic }) => topic))];
  const means = topics.map((topic): MeanScore => {
    const totals = scored.filter((attempt) => attempt.topic === topic).map(({ scores }) => totalOf(scores) / DIMENSIONS.length);
    return { name: topic, questions: totals.length, mean: meanOf(totals) };
  });
  return means.sort((a, b) => a.mean - b.mean || (a.name < b.name ? -1 : 1));
}

/** The mean of each dimension over all scored questions; none where nothing was scored. */
export function scoresByDimension(sheet: Pick<ScoreSheet, "attempts">): (MeanScore & { readonly name: Dimension })[] {
  const scored = scoredAttempts(sheet);
  if (scored.length === 0) return [];
  return DIMENSIONS.map((name) => ({ name, questions: scored.length, mean: meanOf(scored.map(({ scores }) => scores[name])) }));
}

/** Points reached and possible. */
export function pointsOf(sheet: Pick<ScoreSheet, "attempts">): { readonly reached: number; readonly possible: number } {
  const scored = scoredAttempts(sheet);
  return {
    reached: scored.reduce((sum, { scores }) => sum + totalOf(scores), 0),
    possible: scored.length * DIMENSIONS.length * HIGHEST_SCORE,
  };
}

/** A chapter to read and where it is. */
export interface ReadingTip {
  readonly section: string;
  /** From the project's root, such as `interview/INTERVIEW_PREP_GUIDE.md#chapter-10-metrics`. */
  readonly place: string;
  readonly mean: number;
}

const ENOUGH = 3;
const MOST_TIPS = 3;

/** The chapters of the questions that went worst, at most three; none where all went well. */
export function readingTips(sheet: Pick<ScoreSheet, "attempts">): ReadingTip[] {
  const scored = scoredAttempts(sheet);
  const places = new Map(scored.map((attempt) => [`${attempt.page}#${attempt.section}`, attempt]));
  const tips = [...places.values()].map(({ section, page }) => {
    const totals = scored.filter((each) => each.section === section && each.page === page).map(({ scores }) => totalOf(scores) / DIMENSIONS.length);
    return { section, place: `interview/${page}#${githubAnchor(section)}`, mean: meanOf(totals) };
  });
  return tips.filter(({ mean }) => mean < ENOUGH).sort((a, b) => a.mean - b.mean).slice(0, MOST_TIPS);
}
