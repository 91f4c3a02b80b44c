import { spawn, type ChildProcess } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LANGUAGE_INFO } from "../../src/notebooks/nbformat";

const ROOT = path.join(__dirname, "..", "..");
const PATIENCE_MS = 60_000;
const KEY = "key of the test";

interface Message {
  readonly type: string;
  /** The id of the request that it answers; undefined where it answers none. */
  readonly parent: string | undefined;
  readonly content: { readonly [key: string]: unknown };
}

interface Socket {
  connect(address: string): void;
  send(frames: readonly string[]): Promise<void>;
  close(): void;
  [Symbol.asyncIterator](): AsyncIterator<readonly Buffer[]>;
}

interface Zmq {
  Dealer: new () => Socket;
  Subscriber: new () => Socket & { subscribe(): void };
}

function parse(frames: readonly Buffer[]): Message {
  const at = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
  const [header, parent, , content] = frames.slice(at + 2).map((frame) => JSON.parse(frame.toString()));
  return { type: header.msg_type, parent: parent.msg_id, content };
}

const isState = (state: string, parent?: string) => (message: Message) =>
  message.type === "status" && message.content["execution_state"] === state && message.parent === parent;

/** A kernel process with a client that speaks Jupyter's protocol to it. */
class Kernel {
  readonly heard: Message[] = [];
  readonly child: ChildProcess;
  private readonly shell: Socket;
  private readonly iopub: ReturnType<typeof Kernel.subscriber>;

  constructor(readonly folder: string) {
    const { Dealer } = require("zeromq") as Zmq;
    const ports = Object.fromEntries(["shell", "iopub", "control", "stdin", "hb"].map((name) => [`${name}_port`, name]));
    const connection = path.join(folder, "connection.json");
    fs.writeFileSync(connection, JSON.stringify({ transport: "ipc", ip: path.join(folder, "s"), key: KEY, signature_scheme: "hmac-sha256", ...ports }));
    this.child = spawn(process.execPath, [path.join(ROOT, "bin", "nerbook-kernel.js"), connection], { cwd: path.join(ROOT, "notebooks"), stdio: "inherit" });
    this.shell = new Dealer();
    this.iopub = Kernel.subscriber();
    for (const [socket, name] of [[this.shell, "shell"], [this.iopub, "iopub"]] as const) {
      socket.connect(`ipc://${path.join(folder, "s")}:${name}`);
      void this.listen(socket);
    }
  }

  private static subscriber() {
    const socket = new (require("zeromq") as Zmq).Subscriber();
    socket.subscribe();
    return socket;
  }

  private async listen(socket: Socket): Promise<void> {
    for await (const frames of socket) this.heard.push(parse(frames));
  }

  /** Sends a request and returns its id. */
  async ask(type: string, content: object): Promise<string> {
    const id = randomUUID();
    const header = { msg_id: id, msg_type: type, session: "session", username: "tester", version: "5.3", date: new Date().toISOString() };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    const signature = parts.reduce((hash, part) => hash.update(part), createHmac("sha256", KEY)).digest("hex");
    await this.shell.send(["<IDS|MSG>", signature, ...parts]);
    return id;
  }

  run(code: string): Promise<string> {
    return this.ask("execute_request", { code, silent: false });
  }

  /** Waits for a message and returns it. */
  async hear(wanted: (message: Message) => boolean): Promise<Message> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = this.heard.find(wanted);
      if (found) return found;
      if (Date.now() > end) throw new Error(`It was not heard; these were: ${JSON.stringify(this.heard.slice(-10))}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  reply(id: string): Promise<Message> {
    return this.hear(({ type, parent }) => parent === id && type.endsWith("_reply"));
  }

  /** Waits for all that a request brings: outputs come by another socket than the reply, its idle behind them. */
  async outcome(id: string): Promise<Message> {
    const reply = await this.reply(id);
    await this.hear(isState("idle", id));
    return reply;
  }

  /** Greets until the socket of outputs is connected too: what was told before that is lost. */
  async greet(): Promise<void> {
    do await this.reply(await this.ask("kernel_info_request", {}));
    while (!this.heard.some(({ type }) => type === "status"));
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await ended;
    this.shell.close();
    this.iopub.close();
    fs.rmSync(this.folder, { recursive: true });
  }
}

const test = suite("the Jupyter kernel", { kernel: undefined as unknown as Kernel });
// The folder of a socket must have a short name.
test.before(async (context) => {
  context.kernel = new Kernel(fs.mkdtempSync(path.join(os.tmpdir(), "nk-")));
  const { kernel } = context;
  await kernel.greet().catch(async (error) => {
    await kernel.close();
    throw error;
  });
});
test.after(async ({ kernel }) => kernel.close());

test("it says of its language what the notebooks say", async ({ kernel }) => {
  const { content } = await kernel.hear(({ type }) => type === "kernel_info_reply");
  assert.equal(content["language_info"], LANGUAGE_INFO);
});

test("after a greeting it says by itself that it is idle", async ({ kernel }) => {
  await kernel.hear(isState("idle", undefined));
});

test("as long as a cell of a batch waits, the state heard last is busy", async ({ kernel }) => {
  const signal = path.join(kernel.folder, "go on");
  const waiting = `while (!require("node:fs").existsSync(${JSON.stringify(signal)})) await new Promise((done) => setTimeout(done, 20));`;
  const [first, second] = [await kernel.run("await new Promise((done) => setTimeout(done, 50));"), await kernel.run(waiting)];
  await kernel.outcome(first);
  const meanwhile = await kernel.ask("complete_request", { code: "Math.flo", cursor_pos: 8 });
  await kernel.outcome(meanwhile);
  fs.writeFileSync(signal, "");
  await kernel.outcome(second);
  const states = kernel.heard.filter(({ type }) => type === "status");
  for (const done of [first, meanwhile]) {
    const next = states[states.findIndex(isState("idle", done)) + 1];
    assert.ok(next && isState("busy", second)(next), `after the idle of ${done === first ? "the first cell" : "the completion"}`);
  }
});

test("a request for the history has an answer and leaves nothing in a cell", async ({ kernel }) => {
  const cell = await kernel.run("1");
  await kernel.outcome(cell);
  const asked = await kernel.ask("history_request", { hist_access_type: "tail", n: 10 });
  assert.equal((await kernel.outcome(asked)).content, { status: "ok", history: [] });
  assert.equal(kernel.heard.filter(({ type }) => type === "stream"), []);
});

test("a corpus that is not there reads as one sentence and the cell's line", async ({ kernel }) => {
  const code = 'import { openStudy } from "../src/experiments/study";\nawait openStudy({ corpus: "no-such.csv", split: "reference", profile: "quick", seeds: 1 });';
  const asked = await kernel.run(code);
  const { content } = await kernel.hear(({ type, parent }) => type === "error" && parent === asked);
  // Until then whatever is asked counts as of the same batch, and is aborted.
  await kernel.outcome(asked);
  const [sentence, ...frames] = content["traceback"] as string[];
  assert.match(sentence!, /^DataError: no-such\.csv does not exist; give /);
  assert.equal(frames, ["    at the cell, line 2"]);
});

test("inspecting behind the parenthesis shows the function that is called", async ({ kernel }) => {
  const code = 'import { showTable } from "../src/notebooks/display";\nshowTable(';
  const asked = await kernel.ask("inspect_request", { code, cursor_pos: code.length, detail_level: 0 });
  const { content } = await kernel.reply(asked);
  assert.match((content["data"] as { readonly "text/plain": string })["text/plain"], /showTable\(rows: .*\): void/);
});

test("a line that a cell redraws on standard error comes without erasing", async ({ kernel }) => {
  const asked = await kernel.run('process.stderr.write("\\r\\u001b[Klong enough"); process.stderr.write("\\r\\u001b[K"); process.stderr.write("end\\n");');
  await kernel.outcome(asked);
  const texts = kernel.heard.filter(({ type, parent }) => type === "stream" && parent === asked).map(({ content }) => content["text"]);
  assert.is(texts.join(""), "\rlong enough\rend        \n");
});

test.run();
