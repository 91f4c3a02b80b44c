import * as readline from "node:readline";
import { colors } from "../../terminal/colors";
import { Stopped, type Dialog, type Prompt, type StopReason } from "./dialog";

export interface ConsoleStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** The terminal's window was closed. */
const HANG_UP = "SIGHUP";
const INTERRUPTED_EXIT_CODE = 130;
const WIDEST = 80;
const NARROWEST = 24;
const TICK_MS = 1000;

interface Waiter {
  readonly resolve: (line: string) => void;
  readonly reject: (stopped: Stopped) => void;
}

/** A terminal that is gone cannot be set back to its mode, and nobody would read of it. */
function ignore(): void {}

/** A dialog over a terminal or a pipe. */
class ConsoleDialog implements Dialog {
  readonly paint;
  private readonly lines: string[] = [];
  private readonly isTerminal: boolean;
  private readonly readline: readline.Interface;
  private stopped: StopReason | undefined;
  private waiter: Waiter | undefined;
  /** Whether the terminal is gone: what is written to it then ends the process before anything is saved. */
  private isGone = false;

  constructor(private readonly streams: ConsoleStreams) {
    const { input, output } = streams;
    this.paint = colors(output);
    this.isTerminal = Boolean(input.isTTY && output.isTTY);
    this.readline = readline.createInterface({ input, output, terminal: this.isTerminal, historySize: 0 });
    this.readline.on("line", (line) => this.receive(line)).on("close", () => this.stop("ended")).on("SIGINT", this.interrupt);
    for (const signal of SIGNALS) process.on(signal, this.interrupt);
    process.on(HANG_UP, this.hangUp);
    if (!this.isTerminal) return;
    input.prependListener("end", this.hangUp);
    this.readline.on("error", ignore);
  }

  get width(): number {
    return Math.max(NARROWEST, Math.min(WIDEST, this.streams.output.columns ?? WIDEST));
  }

  say(text: string): void {
    if (!this.isGone) this.streams.output.write(`${text}\n`);
  }

  async ask(prompt: Prompt): Promise<string> {
    // What was typed before the question was seen is no answer to it.
    if (this.isTerminal) this.lines.length = 0;
    const show = (again: boolean) => {
      if (again) this.countRows();
      this.readline.setPrompt(typeof prompt === "string" ? prompt : prompt());
      this.readline.prompt(again);
    };
    if (this.stopped === undefined || this.lines.length > 0) show(false);
    const timer = this.isTerminal && typeof prompt !== "string" ? setInterval(show, TICK_MS, true) : undefined;
    try {
      return (await this.nextLine()).trim();
    } finally {
      clearInterval(timer);
      // A pipe echoes nothing: without this, what follows would stand behind the prompt.
      if (!this.isTerminal) this.say("");
    }
  }

  close(): void {
    for (const signal of SIGNALS) process.off(signal, this.interrupt);
    process.off(HANG_UP, this.hangUp);
    this.streams.input.off("end", this.hangUp);
    this.readline.close();
  }

  /** After a paste readline believes that the cursor is in the first row, and would draw what was pasted once more below. */
  private countRows(): void {
    Object.assign(this.readline, { prevRows: this.readline.getCursorPos().rows });
  }

  private nextLine(): Promise<string> {
    const waiting = this.lines.shift();
    if (waiting !== undefined) return Promise.resolve(waiting);
    if (this.stopped !== undefined) return Promise.reject(new Stopped(this.stopped));
    return new Promise((resolve, reject) => (this.waiter = { resolve, reject }));
  }

  private receive(line: string): void {
    const { waiter } = this;
    this.waiter = undefined;
    if (waiter) waiter.resolve(line);
    else this.lines.push(line);
  }

  private stop(reason: StopReason): void {
    if (this.stopped === "interrupted" || this.stopped === reason) return;
    this.stopped = reason;
    if (reason === "interrupted") this.lines.length = 0;
    const { waiter } = this;
    this.waiter = undefined;
    if (!waiter) return;
    const unfinished = this.isTerminal ? this.readline.line.trim() : "";
    if (this.isTerminal) this.say("");
    waiter.reject(new Stopped(reason, unfinished));
  }

  /** Input of a terminal ends where its window is closed: what was being typed must not pass for an answer. */
  private readonly hangUp = (): void => {
    this.isGone = this.isTerminal;
    this.stop("interrupted");
  };

  /** The first one ends the waiting; a second one does not wait for anything. */
  private readonly interrupt = (): void => {
    if (this.stopped === "interrupted") {
      this.readline.close();
      process.exit(INTERRUPTED_EXIT_CODE);
    }
    this.stop("interrupted");
  };
}

/** Opens a dialog for the time of an act, and leaves the terminal as it was. Ctrl-C during it makes `ask` throw a Stopped. */
export async function withConsole<T>(
  act: (dialog: Dialog) => Promise<T>, streams: ConsoleStreams = { input: process.stdin, output: process.stdout },
): Promise<T> {
  const dialog = new ConsoleDialog(streams);
  try {
    return await act(dialog);
  } finally {
    dialog.close();
  }
}
