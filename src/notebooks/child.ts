// One notebook in one process: the parent forks this file, sends a Job and reads NotebookEvents.
import type { Job, NotebookEvent } from "./events";
import { createSession } from "./session";
import type { CellOutcome } from "./session";
import { loadTslab } from "./tslab";
import { thrownError } from "./trace";

let interrupted = false;
let current = { cell: 0, number: 0, started: 0 };

function send(event: NotebookEvent): void {
  process.send!(event);
}

/** Ends the process once everything that was sent has left it. */
function leave(code: number): void {
  const last: NotebookEvent = { kind: "log", text: "" };
  process.send!(last, undefined, undefined, () => process.exit(code));
}

/** What a cell prints goes to the parent as outputs; standard error stays a pipe, for progress. */
function captureOutputs(): void {
  const decoder = new TextDecoder();
  process.stdout.write = ((chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk);
    send({ kind: "stream", cell: current.cell, name: "stdout", text });
    const callback = rest.find((value) => typeof value === "function") as (() => void) | undefined;
    if (callback) process.nextTick(callback);
    return true;
  }) as typeof process.stdout.write;
  loadTslab().jupyter.lastWriteDisplayData = (message, update) => send({ kind: "display", cell: current.cell, message, update });
}

function finishCell(outcome: CellOutcome): void {
  const { cell, number, started } = current;
  if (outcome.result !== undefined) send({ kind: "result", cell, number, text: outcome.result });
  send({ kind: "cell-finished", cell, number, milliseconds: Math.round(performance.now() - started), error: outcome.error });
}

async function runJob(job: Job): Promise<number> {
  process.chdir(job.root);
  if (job.interactive) Object.assign(process.stderr, { isTTY: true, columns: 100 });
  const session = createSession(job.root, job.folder);
  captureOutputs();
  process.on("SIGINT", () => {
    interrupted = true;
    // Code that saves its state has a listener of its own and ends the cell itself; nothing else would end it.
    if (process.listenerCount("SIGINT") === 1) session.executor.interrupt();
  });
  for (const { cell, number, source } of job.cells) {
    current = { cell, number, started: performance.now() };
    send({ kind: "cell-started", cell, number, of: job.cells.length });
    const outcome = await session.execute(source);
    await new Promise((resolve) => setImmediate(resolve));
    finishCell(outcome);
    if (interrupted) return 130;
    if (outcome.error) return 1;
  }
  return 0;
}

function failUncaught(thrown: unknown): void {
  finishCell({ error: thrownError(thrown, loadTslab().lastCompilation(), process.cwd()) });
  leave(1);
}

process.once("message", (job: Job) => {
  process.on("uncaughtException", failUncaught);
  process.on("unhandledRejection", failUncaught);
  process.on("disconnect", () => process.exit(1));
  runJob(job).then(leave, failUncaught);
});
