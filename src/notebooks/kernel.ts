import * as path from "node:path";
import { format } from "node:util";
import { PROJECT_ROOT } from "./files";
import { completeProtocol, send } from "./protocol";
import type { Activity } from "./protocol";
import { redrawForJupyter } from "./redraw";
import { createSession } from "./session";
import type { CellOutcome, Session } from "./session";
import { loadTslab } from "./tslab";
import type { Executor, Server } from "./tslab";

/**
 * Behind the opening parenthesis of a call whoever asks what stands there means the function; the place of its name's end.
 * Undefined where no call is open.
 */
export function calledBefore(code: string, position: number): number | undefined {
  const open = /[\w$](\s*\([^()]*)$/.exec(code.slice(0, position));
  return open ? position - open[1]!.length : undefined;
}

function inspectAt({ executor, rebase }: Session, code: string, position: number): unknown {
  const found = executor.inspect(rebase(code), position);
  const called = found ? undefined : calledBefore(code, position);
  return called === undefined ? found : executor.inspect(rebase(code), called);
}

/** An executor as tslab's server wants it, which also keeps how the last cell ended. */
function recordingExecutor(session: Session): { readonly executor: Executor; last(): CellOutcome } {
  let last: CellOutcome = {};
  const execute = async (code: string) => {
    last = {};
    last = await session.execute(code);
    return last.error === undefined;
  };
  const { executor } = session;
  return {
    executor: {
      ...executor,
      execute,
      inspect: (code, position) => inspectAt(session, code, position),
      complete: (code, position) => executor.complete(session.rebase(code), position),
    },
    last: () => last,
  };
}

/** How long after an error further requests of the same batch may still be on their way. */
const BATCH_MS = 50;

const SHUTDOWN_MS = 200;

/** Characters of a line of progress that fit below a cell. */
const STDERR_COLUMNS = 100;

type Answer = Server["handleExecute"];
type Request = Parameters<Answer>[1];

/**
 * Answers requests one at a time. After an error those that have arrived by then are aborted, as the protocol wants it unless the
 * request says otherwise; tslab by itself aborts whatever comes within 200 ms.
 */
function inTurn(server: Server, activity: Activity, answer: (socket: unknown, message: Request) => Promise<boolean>): Answer {
  let arrived = 0;
  let abortedUpTo = 0;
  let tail = Promise.resolve();
  const take = async (socket: unknown, message: Request, turn: number): Promise<void> => {
    if (turn <= abortedUpTo) return send(server, message, "execute_reply", { status: "aborted" }, socket);
    activity.begin(message);
    const ran = await answer(socket, message).finally(() => activity.end());
    if (ran || message.content.stop_on_error === false) return;
    await new Promise((resolve) => setTimeout(resolve, BATCH_MS));
    abortedUpTo = arrived;
  };
  return (socket, message) => {
    const turn = ++arrived;
    tail = tail.then(() => take(socket, message, turn)).catch(reportUncaught);
    return tail;
  };
}

/**
 * Answers an execute request as the protocol wants it (tslab forgets `execute_input`, results and errors).
 * Tells whether the cell ran well.
 */
function answerWith(server: Server, last: () => CellOutcome): (socket: unknown, message: Request) => Promise<boolean> {
  return async (socket, message) => {
    const publish = (type: string, content: unknown) => send(server, message, type, content);
    publish("execute_input", { code: message.content.code, execution_count: server.handler.execCount + 1 });
    const asJupyterShows = redrawForJupyter();
    const stream = (name: string, written: string) => {
      const text = name === "stderr" ? asJupyterShows(written) : written;
      if (text !== "") publish("stream", { name, text });
    };
    const content = await server.handler.handleExecute(message.content,
      stream,
      (display, update) => publish(update ? "update_display_data" : "display_data", display));
    const { error, result } = last();
    const execution_count = content.execution_count;
    if (result !== undefined) publish("execute_result", { execution_count, data: { "text/plain": result }, metadata: {} });
    const failure = error && { ename: error.name, evalue: error.message, traceback: error.trace };
    if (failure) publish("error", failure);
    send(server, message, "execute_reply", { ...content, ...failure }, socket);
    return failure === undefined;
  };
}

function reportUncaught(thrown: unknown): void {
  try {
    process.stderr.write(`uncaught: ${format(thrown)}\n`);
  } catch {
    // Standard error leads to Jupyter, and Jupyter has gone: its sockets are closed.
    process.exit(0);
  }
}

/** Once Jupyter has been answered that the kernel shuts down, nothing that a cell left running may keep it alive. */
function exitAfterClose(server: Server): void {
  const close = server.close.bind(server);
  server.close = () => {
    setTimeout(() => process.exit(0), SHUTDOWN_MS);
    close();
  };
}

/**
 * A Jupyter kernel on the connection that Jupyter describes in `connectionFile`. Cells import from the folder the kernel is started in,
 * as Jupyter does it, and work in the project's folder, as `nerbook notebook run` does it.
 */
export async function serveKernel(connectionFile: string): Promise<void> {
  const folder = process.cwd();
  const connection = path.resolve(connectionFile);
  process.chdir(PROJECT_ROOT);
  Object.assign(process.stderr, { isTTY: true, columns: STDERR_COLUMNS });
  const session = createSession(PROJECT_ROOT, folder);
  const { executor, last } = recordingExecutor(session);
  const { JupyterHandlerImpl, ZmqServer } = loadTslab().jupyter;
  const server = new ZmqServer(new JupyterHandlerImpl(executor, false), connection);
  server.handleExecute = inTurn(server, completeProtocol(server), answerWith(server, last));
  const queue = server.handler.execQueue;
  const reset = queue.reset.bind(queue);
  queue.reset = () => reset();
  exitAfterClose(server);
  process.on("SIGINT", () => { if (process.listenerCount("SIGINT") === 1) executor.interrupt(); });
  process.on("uncaughtException", reportUncaught);
  process.on("unhandledRejection", reportUncaught);
  await server.init();
}
