import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import * as path from "node:path";
import type { Job, NotebookEvent } from "./events";
import { PROJECT_ROOT } from "./files";

const CHILD = path.join(__dirname, "child.ts");
const GRACE_MS = 30_000;

/** How the child ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly interrupted: boolean;
}

function startChild(job: Job, env: NodeJS.ProcessEnv | undefined): ChildProcess {
  const child = fork(CHILD, [], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ...env },
    execArgv: ["-r", require.resolve("ts-node/register/transpile-only")],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // In a process group of its own the child hears Ctrl-C once, from us, and not also from the terminal.
    detached: process.platform !== "win32",
  });
  child.stdout!.setEncoding("utf8");
  child.stderr!.setEncoding("utf8");
  child.send(job);
  return child;
}

/** Passes Ctrl-C on until `stop`; the second one, or half a minute, ends the child by force. `stop` tells whether there was one. */
function forwardInterrupts(child: ChildProcess): { stop(): boolean } {
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const interrupt = () => {
    count += 1;
    child.kill(count === 1 ? "SIGINT" : "SIGKILL");
    timer ??= setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, interrupt);
  return {
    stop: () => {
      clearTimeout(timer);
      for (const signal of signals) process.off(signal, interrupt);
      return count > 0;
    },
  };
}

/** Runs a job in a child process and hands on its events, standard error among them. Rejects when no process can be started. */
export function runChild(job: Job, env: NodeJS.ProcessEnv | undefined, onEvent: (event: NotebookEvent) => void): Promise<Ended> {
  const child = startChild(job, env);
  const interrupts = forwardInterrupts(child);
  const forward = (event: NotebookEvent) => { if (event.kind !== "log" || event.text !== "") onEvent(event); };
  const log = (text: string) => forward({ kind: "log", text });
  child.stdout!.on("data", log);
  child.stderr!.on("data", log);
  child.on("message", (event) => forward(event as NotebookEvent));
  return new Promise((resolve, reject) => {
    child.once("error", (error) => { interrupts.stop(); reject(error); });
    child.once("close", (code, signal) => resolve({ code, signal, interrupted: interrupts.stop() || code === 130 }));
  });
}
