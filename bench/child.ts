import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import * as readline from "node:readline";
import { DataError } from "../src/errors";
import { PROJECT_ROOT } from "../src/experiments/workspace";

/** A program to run, with its arguments. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
}

/** What a peer says once it is warm. */
export interface Ready {
  readonly system: string;
  readonly threads: number;
}

type Answer = Readonly<Record<string, unknown>>;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Longest time to load and to warm up. */
const PATIENCE_MS = 600_000;
const LONGEST_REASON = 160;

/** Of what a process complained, the line that names the error, else the last one. */
function reasonIn(complaints: readonly string[]): string {
  const lines = complaints.map((line) => line.trim()).filter((line) => line !== "");
  const named = lines.filter((line) => /^[\w.]*(Error|Exception)\b.*:/.test(line));
  return (named.at(-1) ?? lines.at(-1) ?? "it said nothing").slice(0, LONGEST_REASON);
}

/** A peer's process: one command at a time, one answer each. */
export class Child {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly complaints: string[] = [];
  private waiting: Waiting | undefined;
  private ended: DataError | undefined;

  constructor(private readonly name: string, { program, args }: Launch) {
    this.process = spawn(program, [...args], { cwd: PROJECT_ROOT });
    this.process.stdin.on("error", () => undefined);
    readline.createInterface({ input: this.process.stderr }).on("line", (line) => this.complaints.push(line));
    readline.createInterface({ input: this.process.stdout }).on("line", (line) => this.receive(line));
    this.process.once("error", (error) => this.end(error.message));
    this.process.once("close", (code, signal) => this.end(`it ended with ${signal ?? `code ${code}`}: ${reasonIn(this.complaints)}`));
  }

  /** Waits until the process is warm. Rejects with a DataError that says why it will not be. */
  async ready(): Promise<Ready> {
    const timer = setTimeout(() => this.kill(), PATIENCE_MS);
    try {
      return (await this.answer()) as unknown as Ready;
    } finally {
      clearTimeout(timer);
    }
  }

  private receive(line: string): void {
    const { waiting } = this;
    this.waiting = undefined;
    try {
      const answer = JSON.parse(line) as Answer;
      if (typeof answer["error"] === "string") waiting?.reject(new DataError(answer["error"]));
      else waiting?.resolve(answer);
    } catch {
      waiting?.reject(new DataError(`${this.name} answered "${line.slice(0, LONGEST_REASON)}", which is no JSON.`));
    }
  }

  private end(reason: string): void {
    this.ended ??= new DataError(reason);
    this.waiting?.reject(this.ended);
    this.waiting = undefined;
  }

  private answer(): Promise<Answer> {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
  }

  /** Sends a command and waits for its answer. Rejects with a DataError when the process refuses or ends. */
  ask<T>(request: { readonly command: string } & Answer): Promise<T> {
    const answer = this.answer();
    this.process.stdin.write(`${JSON.stringify(request)}\n`);
    return answer as Promise<T>;
  }

  kill(): void {
    this.process.kill("SIGKILL");
  }
}
