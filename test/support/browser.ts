import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Readable, Writable } from "node:stream";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
/** A loaded machine with two cores takes its time. */
const PATIENCE = 60_000;

/** The path of a Chromium on this machine, or undefined. */
export function findBrowser(): string | undefined {
  const found = NAMES.map((name) => spawnSync("which", [name], { encoding: "utf8" }).stdout?.trim());
  return found.find((file) => file !== undefined && file !== "");
}

interface Reply {
  readonly id?: number;
  readonly sessionId?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The DevTools protocol over a pipe: messages end with a zero byte. */
class Connection {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private unread = "";
  private ended: Error | undefined;

  constructor(private readonly out: Writable, incoming: Readable) {
    // A browser that ends leaves a closed pipe; those who wait are told of it by fail.
    out.on("error", () => {});
    incoming.setEncoding("utf8");
    incoming.on("data", (data: string) => this.take(data));
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    if (this.ended) return Promise.reject(this.ended);
    this.last += 1;
    const id = this.last;
    const answer = new Promise<unknown>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.out.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    return answer;
  }

  /** Tells all who wait, and those who ask from now on, that no answer will come. */
  fail(error: Error): void {
    this.ended = error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private take(data: string): void {
    const messages = (this.unread + data).split("\0");
    this.unread = messages.pop()!;
    for (const message of messages) this.answer(JSON.parse(message) as Reply);
  }

  private answer({ id, result, error }: Reply): void {
    const waiting = id === undefined ? undefined : this.waiting.get(id);
    if (!waiting) return;
    this.waiting.delete(id!);
    if (error) waiting.reject(new Error(error.message));
    else waiting.resolve(result);
  }
}

const KEYS: { readonly [key: string]: object } = {
  Enter: { code: "Enter", windowsVirtualKeyCode: 13, text: "\r" },
  " ": { code: "Space", windowsVirtualKeyCode: 32, text: " " },
  ArrowDown: { code: "ArrowDown", windowsVirtualKeyCode: 40 },
  Tab: { code: "Tab", windowsVirtualKeyCode: 9 },
  Escape: { code: "Escape", windowsVirtualKeyCode: 27 },
};

/** A page in a real browser. */
export class BrowserPage {
  constructor(private readonly connection: Connection, private readonly session: string) {}

  send(method: string, params: object = {}): Promise<unknown> {
    return this.connection.send(method, params, this.session);
  }

  /** Opens a file and waits until it is loaded, deferred scripts included. */
  open(file: string): Promise<void> {
    return this.leave("Page.navigate", { url: `file://${file}` });
  }

  reload(): Promise<void> {
    return this.leave("Page.reload");
  }

  /**
   * Waits until another page than the one before is loaded. Its event will not do: the page before fires it too, at times only now.
   * Nor does the answer to the command, which may come while the page before still answers for itself.
   */
  private async leave(command: string, params: object = {}): Promise<void> {
    await this.evaluate("globalThis.isTheOneBefore = true");
    await this.send(command, params);
    await this.until('!globalThis.isTheOneBefore && document.readyState === "complete"');
  }

  /** What an expression is in the page; promises are awaited. Throws what it throws. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = (await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true })) as {
      readonly result: { readonly value: T };
      readonly exceptionDetails?: { readonly exception?: { readonly description?: string }; readonly text: string };
    };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until an expression is true. */
  async until(expression: string): Promise<void> {
    const end = Date.now() + PATIENCE;
    // A page that gives way to another one cannot say; the next one can.
    const isTrue = () => this.evaluate<boolean>(`Boolean(${expression})`).catch((error: Error) => {
      if (/navigated|context/i.test(error.message)) return false;
      throw error;
    });
    while (!(await isTrue())) {
      if (Date.now() > end) throw new Error(`It did not become true: ${expression}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Presses one key where the focus is, alone or with the control key. */
  async press(key: string, modifier?: "Control"): Promise<void> {
    const event = { key, ...(KEYS[key] ?? { text: key }), ...(modifier && { modifiers: 2 }) };
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", ...event });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
  }

  async write(text: string): Promise<void> {
    await this.send("Input.insertText", { text });
  }
}

/** A headless browser with a profile of its own, which ends with it. */
export class Browser {
  private constructor(private readonly child: ChildProcess, private readonly connection: Connection, private readonly profile: string) {}

  static start(program: string): Browser {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-browser-"));
    const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", "--remote-debugging-pipe", `--user-data-dir=${profile}`];
    const child = spawn(program, [...flags, "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    const connection = new Connection(child.stdio[3] as Writable, child.stdio[4] as Readable);
    for (const event of ["exit", "error"]) child.once(event, () => connection.fail(new Error(`${program} has ended.`)));
    return new Browser(child, connection, profile);
  }

  async page(): Promise<BrowserPage> {
    const { targetId } = (await this.connection.send("Target.createTarget", { url: "about:blank" })) as { readonly targetId: string };
    const { sessionId } = (await this.connection.send("Target.attachToTarget", { targetId, flatten: true })) as { readonly sessionId: string };
    const page = new BrowserPage(this.connection, sessionId);
    await page.send("Page.enable");
    return page;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    await this.connection.send("Browser.close").catch(() => this.child.kill());
    if (this.child.exitCode === null && this.child.signalCode === null) await ended;
    // The browser's other processes may still be writing there.
    fs.rmSync(this.profile, { recursive: true, force: true, maxRetries: 20 });
  }
}
