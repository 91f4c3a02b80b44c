import * as path from "node:path";
import { Worker } from "node:worker_threads";
import { DataError } from "../../errors";
import { InferenceError } from "./errors";
import type { InferenceSettings } from "./settings";
import type { Computing, Order, Report, TaggedBatch } from "./messages";

interface Waiting {
  resolve(report: Report): void;
  reject(error: Error): void;
}

/** A worker thread that answers orders one after the other. */
export class WorkerHandle {
  private readonly thread: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private ids = 0;
  private goneBecause: string | undefined;

  /** `onGone` is called once when the thread is lost, after everyone who waits for it was told. */
  constructor(private readonly onGone: (why: string) => void) {
    // Parallelism is over workers: each computes with one thread.
    const env = { ...process.env, NER_THREADS: "1" };
    this.thread = new Worker(path.join(__dirname, "boot.js"), { env, execArgv: [] });
    this.thread.on("message", (report: Report) => this.answer(report));
    this.thread.once("error", (error) => this.lose(`it failed: ${error.message}`));
    this.thread.once("exit", (code) => this.lose(`it ended with code ${code}`));
  }

  get inFlight(): number {
    return this.waiting.size;
  }

  get gone(): boolean {
    return this.goneBecause !== undefined;
  }

  private answer(report: Report): void {
    const waiting = this.waiting.get(report.id);
    this.waiting.delete(report.id);
    if (report.kind === "failed") waiting?.reject(new InferenceError(report.message));
    else waiting?.resolve(report);
  }

  private lose(why: string): void {
    if (this.gone) return;
    this.goneBecause = why;
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of lost) reject(new DataError(why));
    this.onGone(why);
  }

  private send(order: (id: number) => Order, transferred: readonly ArrayBuffer[], patience: number): Promise<Report> {
    if (this.goneBecause !== undefined) return Promise.reject(new DataError(this.goneBecause));
    const id = this.ids++;
    return new Promise<Report>((resolve, reject) => {
      const timer = setTimeout(() => this.giveUp(patience), patience);
      const settle = <A>(then: (value: A) => void) => (value: A) => {
        clearTimeout(timer);
        then(value);
      };
      this.waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      this.thread.postMessage(order(id), transferred as ArrayBuffer[]);
    });
  }

  private giveUp(patience: number): void {
    this.lose(`it did not answer for ${patience} ms`);
    void this.thread.terminate();
  }

  /** Loads a version and warms it up; answers what computes it. */
  async load(version: string, folder: string, { runtime, loadPatience }: Pick<InferenceSettings, "runtime" | "loadPatience">): Promise<Computing> {
    const report = await this.send((id) => ({ kind: "load", id, version, folder, runtime }), [], loadPatience);
    if (report.kind !== "loaded") throw new InferenceError(`A worker answered "${report.kind}" when it was asked to load a model.`);
    return report.computing;
  }

  unload(version: string): void {
    if (!this.gone) this.thread.postMessage({ kind: "unload", version } satisfies Order);
  }

  async tag(version: string, words: Int32Array, lengths: Int32Array, patience: number): Promise<TaggedBatch> {
    const buffers = [words.buffer as ArrayBuffer, lengths.buffer as ArrayBuffer];
    const report = await this.send((id) => ({ kind: "tag", id, version, words, lengths }), buffers, patience);
    if (report.kind !== "tagged") throw new InferenceError(`A worker answered "${report.kind}" when it was asked to tag.`);
    return report;
  }

  /** The thread's number, as the operating system and tests know it. */
  get threadId(): number {
    return this.thread.threadId;
  }

  /** Ends the thread; who waits for it is told. */
  async close(): Promise<void> {
    this.lose("it was closed");
    await this.thread.terminate();
  }

  /** For tests of what happens then: ends the thread as a crash would. */
  kill(): void {
    void this.thread.terminate();
  }
}
