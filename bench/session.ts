import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Progress } from "../src/terminal/progress";
import { Child, type Launch, type Ready } from "./child";
import { writeWork, type NewWork } from "./peers/work";
import type { System } from "./systems";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
const INTERRUPTED_EXIT_CODE = 130;

export interface Started {
  readonly child: Child;
  readonly ready: Ready;
}

/** What a run of the benchmark has open: a temporary folder, child processes, a line of progress. Closed, it leaves none of them. */
export class Session {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-bench-"));
  private readonly children = new Set<Child>();
  private readonly known = new Set<string>();
  private readonly missing = new Set<string>();
  private works = 0;
  private progress: Progress | undefined;
  private done = 0;
  private finished = 0;
  /** Sentences about systems that are not in the tables. */
  readonly skipped: string[] = [];

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.interrupt);
  }

  private readonly interrupt = (): void => {
    this.close();
    this.say("interrupted: the tables of finished tasks are written, the rest is not.");
    process.exit(INTERRUPTED_EXIT_CODE);
  };

  /** A line for the person who watches. */
  say(line: string): void {
    this.progress?.clear();
    process.stderr.write(`${line}\n`);
  }

  /** Text for standard output. */
  print(text: string): void {
    this.progress?.clear();
    process.stdout.write(`${text}\n\n`);
  }

  /** Begins to count costs towards their total. */
  expect(total: number): void {
    this.progress = new Progress("benchmark", total);
    this.progress.update(0);
  }

  advance(cost: number, note = ""): void {
    this.done += cost;
    this.progress?.update(this.done, note);
  }

  /** Ends a job; what it did not spend, because systems were missing, counts as done. */
  finishJob(cost: number): void {
    this.finished += cost;
    this.done = this.finished;
    this.progress?.update(this.done);
  }

  skip(name: string, reason: string): void {
    const line = `skipped: ${name}: ${reason}`;
    this.skipped.push(line);
    this.say(line);
  }

  /** A work as a folder on disk. */
  place(work: NewWork): string {
    const folder = path.join(this.folder, String(this.works++));
    writeWork(folder, work);
    return folder;
  }

  remove(folder: string): void {
    fs.rmSync(folder, { recursive: true, force: true });
  }

  /** Starts a system on a work and waits until it is warm; undefined, and said once, where it cannot be had. */
  start(system: System, folder: string): Promise<Started | undefined> {
    return this.launch(system.family, system.name, system.launch(folder));
  }

  /** The same for any process; `family` is what must be there for it. */
  async launch(family: string, name: string, launch: Launch): Promise<Started | undefined> {
    if (this.missing.has(family)) return undefined;
    const child = new Child(name, launch);
    this.children.add(child);
    try {
      const ready = await child.ready();
      this.known.add(family);
      return { child, ready };
    } catch (error) {
      this.stop(child);
      this.lose(family, name, (error as Error).message);
      return undefined;
    }
  }

  /** A family that never started is not tried again; one that did may only have found this work too large. */
  private lose(family: string, name: string, reason: string): void {
    const first = !this.missing.has(family);
    if (!this.known.has(family)) this.missing.add(family);
    if (first) this.skip(this.known.has(family) ? name : family, reason);
  }

  stop(child: Child): void {
    child.kill();
    this.children.delete(child);
  }

  close(): void {
    for (const child of this.children) this.stop(child);
    this.progress?.clear();
    fs.rmSync(this.folder, { recursive: true, force: true });
    for (const signal of SIGNALS) process.off(signal, this.interrupt);
  }
}
