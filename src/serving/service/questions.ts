import { DataError } from "../../errors";
import { tokenize, type Token } from "../../models/tokenize";
import type { Priority } from "../router/policy";
import type { RequestLimits } from "../security/limits";
import type { Slot } from "../slots";

/** What a caller asks of one text. Exactly one of `text` and `tokens` is there. */
export interface Question {
  readonly text?: string;
  readonly tokens?: readonly string[];
  readonly model?: "auto" | Slot;
  readonly priority?: Priority;
  readonly latencyBudgetMs?: number;
}

type QuestionLimits = Pick<RequestLimits, "characters" | "tokens">;

/** A question that cannot be answered as it stands; `field` names what to change. */
export class QuestionError extends DataError {
  constructor(message: string, readonly field: string, readonly tooLarge = false) {
    super(message);
  }
}

/** A text with its tokens and their places. */
export interface PreparedText {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** The tokens of one who tokenized already, as if joined by single spaces. */
function joined(tokens: readonly string[]): PreparedText {
  let start = 0;
  const placed = tokens.map((text) => {
    const token = { text, start, end: start + text.length };
    start = token.end + 1;
    return token;
  });
  return { text: tokens.join(" "), tokens: placed };
}

function requireLength(characters: number, field: string, limits: QuestionLimits): void {
  if (characters <= limits.characters) return;
  throw new QuestionError(`It has ${characters} characters; at most ${limits.characters} may come at once. Split it into sentences.`, field, true);
}

function prepare({ text, tokens }: Question, limits: QuestionLimits): PreparedText {
  if (tokens === undefined) {
    requireLength(text!.length, "text", limits);
    return { text: text!, tokens: tokenize(text!) };
  }
  const prepared = joined(tokens);
  requireLength(prepared.text.length, "tokens", limits);
  return prepared;
}

/** The text and tokens of a question. Throws a QuestionError that names the field when they are missing, doubled or too many. */
export function prepareText(question: Question, limits: QuestionLimits): PreparedText {
  const { text, tokens } = question;
  if (text === undefined && tokens === undefined) throw new QuestionError('It needs "text" or "tokens".', "text");
  if (text !== undefined && tokens !== undefined) throw new QuestionError('It has both "text" and "tokens"; send one of them.', "tokens");
  const blank = tokens?.findIndex((token) => token.trim() === "") ?? -1;
  if (blank >= 0) throw new QuestionError(`Token ${blank} is empty.`, "tokens");
  const prepared = prepare(question, limits);
  if (prepared.tokens.length <= limits.tokens) return prepared;
  throw new QuestionError(
    `It has ${prepared.tokens.length} tokens; at most ${limits.tokens} may come at once. Split it into sentences.`,
    text === undefined ? "tokens" : "text", true,
  );
}
