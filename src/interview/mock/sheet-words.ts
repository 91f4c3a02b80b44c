import { formatDuration } from "../../terminal/duration";
import { counted } from "../../reports/percent";
import { DIMENSIONS, RUBRIC, totalOf } from "./rubric";
import { pointsOf, readingTips, roundTitle, scoresByDimension, scoresByTopic, type Attempt, type ReadingTip, type ScoreSheet } from "./sheet";

export interface SheetTable {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One question of a sheet in words. */
export interface QuestionWords {
  readonly id: string;
  /** As Markdown. */
  readonly question: string;
  /** Depth, topic, time and points. */
  readonly facts: readonly string[];
  readonly typed: readonly { readonly label: string; readonly text: string }[];
}

/** A score sheet in words, wherever it is shown. */
export interface SheetWords {
  readonly title: string;
  readonly begun: string;
  readonly course: string;
  readonly points: string;
  readonly tables: readonly SheetTable[];
  readonly tips: readonly ReadingTip[];
  readonly questions: readonly QuestionWords[];
}

export function titleOf({ round, partial }: Pick<ScoreSheet, "round" | "partial">): string {
  return `Mock interview, ${roundTitle(round)}${partial ? " (partial)" : ""}`;
}

function courseText({ attempts, planned, seconds, minutes, end }: ScoreSheet): string {
  const cut = attempts.filter(({ cutOff }) => cutOff !== null).length;
  const words = `${attempts.length} of ${counted(planned, "question")} in ${formatDuration(seconds)} of ${minutes} min; ${end}`;
  return `${words}${cut > 0 ? `; ${counted(cut, "answer")} cut off` : ""}.`;
}

function pointsText(sheet: ScoreSheet): string {
  const { reached, possible } = pointsOf(sheet);
  return possible === 0 ? "No question was scored." : `${reached} of ${possible} points, by your own scoring.`;
}

function tablesOf(sheet: ScoreSheet): SheetTable[] {
  const topics = scoresByTopic(sheet).map(({ name, questions, mean }) => [name, String(questions), mean.toFixed(1)]);
  const dimensions = scoresByDimension(sheet).map(({ name, mean }) => [RUBRIC[name].title, mean.toFixed(1)]);
  if (topics.length === 0) return [];
  return [
    { title: "By topic", header: ["topic, weakest first", "questions", "mean of 4"], rows: topics },
    { title: "By dimension", header: ["dimension", "mean of 4"], rows: dimensions },
  ];
}

function typedOf({ answer, followUpAnswer, cutOff }: Attempt): QuestionWords["typed"] {
  const mark = (part: Attempt["cutOff"]) => (cutOff === part ? ", cut off" : "");
  const parts = [
    { label: `Typed${mark("answer")}`, text: answer },
    { label: `Typed to the follow-up${mark("followUp")}`, text: followUpAnswer },
  ];
  return parts.filter(({ text }) => text !== "");
}

function questionWords(attempt: Attempt): QuestionWords {
  const { id, question, depth, topic, seconds, scores } = attempt;
  const points = scores === null ? "not scored" : `${totalOf(scores)} points: ${DIMENSIONS.map((name) => `${name} ${scores[name]}`).join(", ")}`;
  return { id, question, facts: [depth, topic, formatDuration(seconds), points], typed: typedOf(attempt) };
}

export function sheetWords(sheet: ScoreSheet): SheetWords {
  return {
    title: titleOf(sheet),
    begun: `Begun ${sheet.startedAt}, seed ${sheet.seed}.`,
    course: courseText(sheet),
    points: pointsText(sheet),
    tables: tablesOf(sheet),
    tips: readingTips(sheet),
    questions: sheet.attempts.map(questionWords),
  };
}
