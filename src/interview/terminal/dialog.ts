import type { Colors } from "../../terminal/colors";

/** Why nothing more will be answered: the input ended, or Ctrl-C (or another signal) came. */
export type StopReason = "ended" | "interrupted";

/** Thrown where an answer was waited for. What was answered before is saved by then; `unfinished` is the line that was being typed. */
export class Stopped extends Error {
  constructor(readonly reason: StopReason, readonly unfinished = "") {
    super(`The dialog was stopped: ${reason}.`);
  }
}

/** A line that says what is wanted; as a function it is asked again every second, for a clock in it. */
export type Prompt = string | (() => string);

/** Someone who is shown text and answers in lines. */
export interface Dialog {
  /** Cells of a line, at most 80. */
  readonly width: number;
  readonly paint: Colors;
  /** Shows a text as it is, and ends its line. */
  say(text: string): void;
  /** The next line, without spaces around it. Throws a Stopped. */
  ask(prompt: Prompt): Promise<string>;
}

/** What time it is; handed in, so that tests need not wait. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
