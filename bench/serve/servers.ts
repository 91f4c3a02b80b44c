import { spawn, type ChildProcess } from "node:child_process";
import * as net from "node:net";
import * as path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DataError } from "../../src/errors";

const ROOT = path.join(__dirname, "..", "..");
const TYPESCRIPT = require.resolve("ts-node/register/transpile-only");
const LONGEST_COMPLAINT = 300;
const LOOK = 50;

export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A process that listens. */
export interface Running {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly port: number;
}

/** TypeScript of this folder as a process. */
export function script(file: string, ...args: readonly string[]): Launch {
  return { program: process.execPath, args: ["-r", TYPESCRIPT, path.join(__dirname, file), ...args] };
}

/** One instance of the service with these models. */
export function nerbook(models: readonly string[], port: number, ...flags: readonly string[]): Launch {
  const named = models.flatMap((folder) => ["--model", folder]);
  return { program: process.execPath, args: [path.join(ROOT, "bin", "nerbook.js"), "serve", "--no-auth", "--port", String(port), ...named, ...flags] };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function answers(port: number, route: string): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}${route}`).then(({ ok }) => ok, () => false);
}

/** Starts a process and waits until `route` answers. Throws a DataError with what it complained of when it ends before. */
export async function start({ program, args, environment }: Launch, port: number, route = "/readyz", patience = 120_000): Promise<Running> {
  const child = spawn(program, args, { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...environment } });
  let complaints = "";
  let ended: string | undefined;
  child.stderr.on("data", (text: Buffer) => (complaints = (complaints + String(text)).slice(-LONGEST_COMPLAINT)));
  child.once("error", ({ message }) => (ended = message));
  child.once("exit", (code, signal) => (ended ??= complaints.trim().split("\n").at(-1) || `it ended with ${signal ?? `code ${code}`}`));
  for (const until = performance.now() + patience; performance.now() < until; await pause(LOOK)) {
    if (ended !== undefined) throw new DataError(ended);
    if (await answers(port, route)) return { process: child, pid: child.pid!, port };
  }
  // Asked, not killed: nginx would leave its workers behind.
  await stop({ process: child, pid: child.pid!, port });
  throw new DataError(`it did not answer ${route} within ${patience / 1000} s`);
}

/** Asks a process to end, and ends it where it does not. */
export async function stop({ process: child }: Running, signal: NodeJS.Signals = "SIGTERM", patience = 15_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(signal);
  const late = setTimeout(() => child.kill("SIGKILL"), patience);
  await gone;
  clearTimeout(late);
}
