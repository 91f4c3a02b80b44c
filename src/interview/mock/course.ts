import { formatDuration } from "../../terminal/duration";
import type { Card, Round } from "../card";
import type { PlannedQuestion } from "./plan";
import type { Scores } from "./rubric";
import { ASKED_FIELDS, roundTitle, type AskedCard, type Attempt, type InterviewEnd, type ScoreSheet } from "./sheet";

/** A question of an interview, as its line on the score sheet needs it. */
export interface CourseQuestion extends AskedCard {
  /** Meant for it. */
  readonly minutes: number;
}

export const STAGES = ["answer", "followUp", "scores"] as const;
/** What is waited for: the answer, the answer to the follow-up, or the scores. */
export type Stage = (typeof STAGES)[number];

/** The question at hand, as far as it was answered. */
export interface Draft {
  /** ISO 8601 in UTC. */
  readonly begunAt: string;
  readonly stage: Stage;
  readonly answer: string;
  readonly followUpAnswer: string;
  /** What was typed and not given as an answer yet. */
  readonly unfinished: string;
}

/** An interview under way: all that its next state and its sheet follow from. */
export interface Course {
  readonly round: Round;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly minutes: number;
  readonly seed: number;
  readonly questions: readonly CourseQuestion[];
  /** The index of the question at hand; after the last one, their number. */
  readonly position: number;
  readonly draft: Draft;
  readonly attempts: readonly Attempt[];
}

const MINUTE_MS = 60_000;

function draftAt(now: Date): Draft {
  return { begunAt: now.toISOString(), stage: "answer", answer: "", followUpAnswer: "", unfinished: "" };
}

function secondsSince(time: string, now: Date): number {
  return Math.max(0, Math.round((now.getTime() - Date.parse(time)) / 1000));
}

function asked(card: AskedCard): AskedCard {
  return Object.fromEntries(ASKED_FIELDS.map((name) => [name, card[name]])) as unknown as AskedCard;
}

export interface CourseSetting {
  readonly round: Round;
  readonly minutes: number;
  readonly seed: number;
  readonly plan: readonly PlannedQuestion<AskedCard & Pick<Card, "kind" | "round">>[];
}

/** An interview whose first question is asked now. */
export function beginCourse({ round, minutes, seed, plan }: CourseSetting, now: Date): Course {
  const questions = plan.map((planned) => ({ ...asked(planned.card), minutes: planned.minutes }));
  return { round, startedAt: now.toISOString(), minutes, seed, questions, position: 0, draft: draftAt(now), attempts: [] };
}

/** With what is being typed; it stands on the sheet, as cut off, unless it is given as an answer. */
export function typing(course: Course, text: string): Course {
  return { ...course, draft: { ...course.draft, unfinished: text } };
}

/** With an answer to what was asked last; an empty one was said aloud. */
export function reply(course: Course, text: string): Course {
  const { draft } = course;
  if (draft.stage === "answer") return { ...course, draft: { ...draft, stage: "followUp", answer: text.trim(), unfinished: "" } };
  return { ...course, draft: { ...draft, stage: "scores", followUpAnswer: text.trim(), unfinished: "" } };
}

/** What came of the question at hand; a question that nothing was said to leaves no trace. */
function attemptOf({ questions, position, draft }: Course, scores: Scores | null, now: Date): Attempt[] {
  const question = questions[position];
  const unfinished = draft.unfinished.trim();
  const cutOff = unfinished === "" || draft.stage === "scores" ? null : draft.stage;
  const answer = cutOff === "answer" ? unfinished : draft.answer;
  const followUpAnswer = cutOff === "followUp" ? unfinished : draft.followUpAnswer;
  if (question === undefined || (scores === null && answer === "" && followUpAnswer === "")) return [];
  return [{ ...asked(question), answer, followUpAnswer, cutOff, seconds: secondsSince(draft.begunAt, now), scores }];
}

function next(course: Course, scores: Scores | null, now: Date): Course {
  const attempts = [...course.attempts, ...attemptOf(course, scores, now)];
  return { ...course, attempts, position: course.position + 1, draft: draftAt(now) };
}

/** The next question, the one at hand scored. */
export function score(course: Course, scores: Scores, now: Date): Course {
  return next(course, scores, now);
}

/** The next question, the one at hand left unscored. */
export function skip(course: Course, now: Date): Course {
  return next(course, null, now);
}

/** By the clock, whether or not anybody was there. A clock that went back gives no more than all the time. */
export function millisecondsLeft({ startedAt, minutes }: Course, now: Date): number {
  return Math.min(minutes * MINUTE_MS, Date.parse(startedAt) + minutes * MINUTE_MS - now.getTime());
}

export const TIME_IS_OVER = "time is over, finish this one";

export function timeLeftText(course: Course, now: Date): string {
  const left = millisecondsLeft(course, now);
  return left > 0 ? `${formatDuration(left / 1000)} left` : TIME_IS_OVER;
}

/** Why no further question is asked; undefined where one is. */
export function endOf(course: Course, now: Date): InterviewEnd | undefined {
  if (course.position >= course.questions.length) return "all questions asked";
  return millisecondsLeft(course, now) <= 0 ? "time was over" : undefined;
}

/** The sheet as it would be if the interview ended now. */
export function sheetOf(course: Course, end: InterviewEnd, now: Date): ScoreSheet {
  const { round, startedAt, minutes, seed, questions, attempts } = course;
  return {
    format: "nerbook mock interview", version: 1, round, startedAt, minutes, seconds: secondsSince(startedAt, now), seed, planned: questions.length,
    end, partial: end === "interrupted" || end === "ended early", attempts: [...attempts, ...attemptOf(course, null, now)],
  };
}

/** Where an interview stands, for someone who comes back to it. */
export function standingText(course: Course, now: Date): string {
  const { round, position, questions } = course;
  const left = millisecondsLeft(course, now);
  const time = left > 0 ? `${formatDuration(left / 1000)} left` : "its time is over, but this question can be finished";
  return `A ${roundTitle(round)} mock interview is under way: question ${position + 1} of ${questions.length}, ${time}.`;
}
