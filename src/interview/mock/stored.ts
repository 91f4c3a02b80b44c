import { DEPTHS, ROUNDS } from "../card";
import { faultIn, isCount, isFields, isListOf, isOfForm, isOneOf, isText, isTime, type Fields, type Form } from "../checks";
import { STAGES, type Course } from "./course";
import { LONGEST_MINUTES, SHORTEST_MINUTES } from "./plan";
import { DIMENSIONS, HIGHEST_SCORE } from "./rubric";
import { INTERVIEW_ENDS, type ScoreSheet } from "./sheet";

const COURSE_FORMAT = "nerbook mock interview under way";
const SHEET_FORMAT = "nerbook mock interview";
const VERSION = 1;

/** What a text that cannot be used lacks, as the rest of a sentence. */
export class StoredFault extends Error {}

function isScore(value: unknown): boolean {
  return isCount(value) && (value as number) <= HIGHEST_SCORE;
}

const isScores = isOfForm(Object.fromEntries(DIMENSIONS.map((name) => [name, isScore])));

function isMinutes(value: unknown): boolean {
  return isCount(value) && (value as number) >= SHORTEST_MINUTES && (value as number) <= LONGEST_MINUTES;
}

const ASKED: Form = { id: isText, question: isText, depth: isOneOf(DEPTHS), topic: isText, section: isText, page: isText };

const ATTEMPT: Form = {
  ...ASKED, answer: isText, followUpAnswer: isText, cutOff: isOneOf([null, "answer", "followUp"]), seconds: isCount,
  scores: (value) => value === null || isScores(value),
};

const SETTING: Form = {
  round: isOneOf(ROUNDS), startedAt: isTime, minutes: isMinutes, seed: Number.isFinite, attempts: isListOf(isOfForm(ATTEMPT)),
};

const DRAFT: Form = { begunAt: isTime, stage: isOneOf(STAGES), answer: isText, followUpAnswer: isText, unfinished: isText };

const COURSE: Form = { ...SETTING, questions: isListOf(isOfForm({ ...ASKED, minutes: isCount })), position: isCount, draft: isOfForm(DRAFT) };

const SHEET: Form = { ...SETTING, seconds: isCount, planned: isCount, end: isOneOf(INTERVIEW_ENDS), partial: (value) => typeof value === "boolean" };

/** An object that says what it is. Throws a StoredFault. */
function parsed(text: string, format: string): Fields {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new StoredFault("it is not JSON");
  }
  if (!isFields(found) || found["format"] !== format) throw new StoredFault("it is something else");
  if (found["version"] !== VERSION) throw new StoredFault(`it has version ${JSON.stringify(found["version"])}, and this page reads ${VERSION}`);
  return found;
}

function required(value: unknown, form: Form): Fields {
  if (!isFields(value)) throw new StoredFault("it is incomplete");
  const fault = faultIn(value, form);
  if (fault !== undefined) throw new StoredFault(`its "${fault}" is missing or damaged`);
  return value;
}

/** An interview that was kept, and when. */
export interface KeptCourse {
  readonly course: Course;
  readonly keptAt: Date;
}

export function serializeCourse(course: Course, now: Date): string {
  return JSON.stringify({ format: COURSE_FORMAT, version: VERSION, keptAt: now.toISOString(), course });
}

/** The way back. Throws a StoredFault that says what is wrong. */
export function parseCourse(text: string): KeptCourse {
  const file = parsed(text, COURSE_FORMAT);
  const course = required(file["course"], COURSE) as unknown as Course;
  if (!isTime(file["keptAt"])) throw new StoredFault('its "keptAt" is missing or damaged');
  if (course.position >= course.questions.length) throw new StoredFault("it has no question at hand");
  return { course, keptAt: new Date(file["keptAt"] as string) };
}

/** A sheet of its text. Throws a StoredFault that says what is wrong. */
export function parseSheet(text: string): ScoreSheet {
  return required(parsed(text, SHEET_FORMAT), SHEET) as unknown as ScoreSheet;
}
