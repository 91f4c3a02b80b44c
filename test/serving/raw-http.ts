import * as net from "node:net";

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

function headersOf(lines: readonly string[]): Map<string, string> {
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
}

/** A chunked body's content and where it ends; undefined while it is not whole. */
function chunked(bytes: Buffer, start: number): { readonly body: Buffer; readonly end: number } | undefined {
  const parts: Buffer[] = [];
  for (let at = start; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = parseInt(bytes.toString("latin1", at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (next > bytes.length) return undefined;
    if (size === 0) return { body: Buffer.concat(parts), end: next };
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = next;
  }
}

/** The first answer in the bytes and where it ends; undefined while it is not whole. Interim ones are passed over. */
function firstAnswer(bytes: Buffer, start: number): { readonly answer: RawAnswer; readonly end: number } | undefined {
  const headEnd = bytes.indexOf("\r\n\r\n", start);
  if (headEnd < 0) return undefined;
  const [statusLine, ...lines] = bytes.toString("latin1", start, headEnd).split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine!)?.[1]);
  if (Number.isNaN(status)) throw new Error(`This is no answer: ${statusLine}`);
  if (status < 200) return firstAnswer(bytes, headEnd + 4);
  const headers = headersOf(lines);
  const from = headEnd + 4;
  if (headers.get("transfer-encoding") === "chunked") {
    const whole = chunked(bytes, from);
    return whole && { answer: { status, headers, body: whole.body.toString("utf8") }, end: whole.end };
  }
  const end = from + Number(headers.get("content-length") ?? 0);
  return end > bytes.length ? undefined : { answer: { status, headers, body: bytes.toString("utf8", from, end) }, end };
}

export function answersIn(bytes: Buffer): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = firstAnswer(bytes, at);
    if (!first) break;
    answers.push(first.answer);
    at = first.end;
  }
  return answers;
}

export function portOf(url: string): number {
  return Number(new URL(url).port);
}

export interface Exchange {
  readonly answers: readonly RawAnswer[];
  /** Whether the other side ended the connection. */
  readonly closed: boolean;
  readonly milliseconds: number;
}

/**
 * Sends bytes over a connection of its own and listens until there are so many answers, the other side closes, or patience is over.
 * `ends` closes the sender's half after them.
 */
export function exchange(url: string, bytes: Buffer | string, { answers: wanted = 1, patience = 20_000, ends = false } = {}): Promise<Exchange> {
  const started = performance.now();
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const socket = net.connect(portOf(url), "127.0.0.1");
    const finish = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ answers: answersIn(received), closed, milliseconds: performance.now() - started });
    };
    const timer = setTimeout(() => finish(false), patience);
    socket.on("data", (data) => {
      received = Buffer.concat([received, data]);
      if (answersIn(received).length >= wanted) finish(false);
    });
    // A reset after a refusal that came before the whole body was sent is no failure.
    socket.on("error", () => finish(true));
    socket.on("close", () => finish(true));
    if (ends) socket.end(bytes);
    else socket.write(bytes);
  });
}

/** A request with the body as it is. */
export function request(body: Buffer | string, headers: Readonly<Record<string, string>> = {}, line = "POST /v1/predict HTTP/1.1"): Buffer {
  const content = Buffer.from(body);
  const all = { host: "x", "content-type": "application/json", "content-length": String(content.length), ...headers };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${line}\r\n${head.join("")}\r\n`, "latin1"), content]);
}
