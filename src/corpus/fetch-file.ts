import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../errors";

export interface FetchOptions {
  /** How long the server may take to answer, in milliseconds. */
  readonly connectMs?: number;
  /** How long it may then pause between two pieces, in milliseconds. */
  readonly idleMs?: number;
  /** A body beyond this many bytes is refused. */
  readonly mostBytes: number;
  /** Told the bytes there are so far, those of an earlier start included, and the whole size where the server says it. */
  readonly progress?: (received: number, total: number | undefined) => void;
}

const CONNECT_MS = 5_000;
const IDLE_MS = 30_000;

/** No server was reached: another address on the same host is not worth trying. */
export class UnreachableError extends DataError {}

function sizeOf(file: string): number {
  return fs.existsSync(file) ? fs.statSync(file).size : 0;
}

/** Aborts when it is not reset in time. */
class Watchdog {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  readonly signal = this.controller.signal;

  reset(milliseconds: number, error: DataError): void {
    this.stop();
    this.timer = setTimeout(() => this.controller.abort(error), milliseconds);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

function codeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return cause?.code ?? cause?.message ?? (error as Error).message;
}

async function connect(url: string, offset: number, watchdog: Watchdog, connectMs: number): Promise<Response> {
  const { host } = new URL(url);
  watchdog.reset(connectMs, new UnreachableError(`${host} did not answer within ${connectMs / 1000} s`));
  // "identity": a compressed body could not be resumed at a byte of the file.
  const headers = { "accept-encoding": "identity", ...(offset > 0 ? { range: `bytes=${offset}-` } : {}) };
  try {
    return await fetch(url, { headers, signal: watchdog.signal });
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new UnreachableError(`${host} cannot be reached (${codeOf(error)})`, { cause: error });
  }
}

/** The byte at which the body begins. Throws a DataError when the answer is no body, or not the one that was asked for. */
function bodyStart(response: Response, offset: number, host: string): number {
  if (response.status === 200) return 0;
  const start = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1];
  if (response.status === 206 && Number(start) === offset) return offset;
  throw new DataError(`${host} answered ${response.status} ${response.statusText}`.trimEnd());
}

function totalOf(response: Response, start: number): number | undefined {
  const length = response.headers.get("content-length");
  return length === null ? undefined : start + Number(length);
}

/** The library types of Node leave out that a web stream is an async iterable; Node 18 and later have it. */
function bodyOf(response: Response): AsyncIterable<Uint8Array> {
  if (response.body === null) throw new DataError("the answer has no body");
  return response.body as unknown as AsyncIterable<Uint8Array>;
}

/**
 * Fetches an address into `partial`; when that file is there already, only what it lacks. An interruption leaves what came, for the
 * next call to go on from. Resolves to whether earlier bytes were kept. Throws a DataError, or an UnreachableError when no server answered.
 */
export async function fetchIntoPartial(url: string, partial: string, options: FetchOptions): Promise<{ readonly resumed: boolean }> {
  const offset = sizeOf(partial);
  const watchdog = new Watchdog();
  try {
    const response = await connect(url, offset, watchdog, options.connectMs ?? CONNECT_MS);
    // 416: there is nothing behind the bytes we have; the caller's checksum decides whether they are the file.
    if (offset > 0 && response.status === 416) return { resumed: true };
    const start = bodyStart(response, offset, new URL(url).host);
    fs.mkdirSync(path.dirname(partial), { recursive: true });
    await writeBody(response, partial, start, watchdog, options);
    return { resumed: start > 0 };
  } finally {
    watchdog.stop();
  }
}

async function writeBody(response: Response, partial: string, start: number, watchdog: Watchdog, options: FetchOptions): Promise<void> {
  const total = totalOf(response, start);
  const idleMs = options.idleMs ?? IDLE_MS;
  const stalled = new DataError(`the connection stood still for ${idleMs / 1000} s; the next start resumes it`);
  const handle = await fs.promises.open(partial, start > 0 ? "a" : "w");
  let received = start;
  try {
    watchdog.reset(idleMs, stalled);
    for await (const piece of bodyOf(response)) {
      watchdog.reset(idleMs, stalled);
      received += piece.length;
      if (received > options.mostBytes) throw new DataError(`the answer is longer than ${options.mostBytes} bytes`);
      await handle.write(piece);
      options.progress?.(received, total);
    }
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(`the connection broke after ${received} bytes (${codeOf(error)}); the next start resumes it`, { cause: error });
  } finally {
    await handle.close();
  }
}
