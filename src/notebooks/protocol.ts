// What tslab's server leaves out of Jupyter's protocol (https://jupyter-client.readthedocs.io/en/stable/messaging.html).
import { LANGUAGE_INFO } from "./nbformat";
import { withoutWarnings } from "./quiet";
import type { JupyterMessage, Server } from "./tslab";

/**
 * When a kernel that Jupyter has just greeted says of itself that it is idle. JupyterLab takes no state from the answer to a greeting,
 * and may hear it before it hears what all are told: hence twice.
 */
const IDLE_AFTER_MS = [300, 1500];

/** Answers a request, or tells all who listen. */
export function send(server: Server, message: JupyterMessage, type: string, content: unknown, target: unknown = server.iopub): void {
  const reply = message.createReply();
  reply.header.msg_type = type;
  reply.content = content;
  reply.signAndSend(server.connInfo.key, target);
}

/** A message whose replies name no request that they answer. */
function unasked(message: JupyterMessage): JupyterMessage {
  const createReply = () => Object.assign(message.createReply(), { parent: {} });
  return Object.assign(Object.create(message) as JupyterMessage, { createReply });
}

/** What a server is to be told of the cells that it runs. */
export interface Activity {
  /** The request's cell runs now. */
  begin(message: JupyterMessage): void;
  end(): void;
}

/**
 * Jupyter shows the state it heard last. Cells that wait in a queue and completions are answered with an idle of their own, so that
 * busy is told again as long as a cell runs.
 */
function tellState(server: Server): Activity {
  const publish = server.publishStatus.bind(server);
  let running: JupyterMessage | undefined;
  let timers: readonly NodeJS.Timeout[] = [];
  const greeted = (greeting: JupyterMessage) => {
    timers.forEach(clearTimeout);
    timers = IDLE_AFTER_MS.map((delay) => setTimeout(() => { if (!running) publish("idle", unasked(greeting)); }, delay).unref());
  };
  server.publishStatus = (status, parent) => {
    publish(status, parent);
    if (status === "busy") return;
    if (running) publish("busy", running);
    else if (parent.header.msg_type === "kernel_info_request") greeted(parent);
  };
  return {
    begin: (message) => { running = message; publish("busy", message); },
    end: () => { running = undefined; },
  };
}

/** A reply to each request that JupyterLab makes; those of other types are left out without a word. */
function answerAll(server: Server): void {
  const describe = server.handler.handleKernel.bind(server.handler);
  server.handler.handleKernel = () => ({ ...describe(), language_info: LANGUAGE_INFO });
  server.handleCommInfoRequest = (socket, message) => send(server, message, "comm_info_reply", { status: "ok", comms: {} }, socket);
  // tslab names a type that it does not know on standard error, which leads into the cell that ran last.
  const handle = server.handleShellMessage.bind(server);
  server.handleShellMessage = (socket, ...frames) => withoutWarnings(() => handle(socket, ...frames));
  const publish = server.publishStatus.bind(server);
  server.publishStatus = (status, parent) => {
    const asksHistory = status === "busy" && parent.header.msg_type === "history_request";
    if (asksHistory) send(server, parent, "history_reply", { status: "ok", history: [] }, server.shell);
    publish(status, parent);
  };
}

/** Mends a server before it starts. What it returns is to be told which cell runs. */
export function completeProtocol(server: Server): Activity {
  const activity = tellState(server);
  answerAll(server);
  return activity;
}
