import * as net from "node:net";
import { AnswerReader, type Answer } from "./answer-reader";

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** What a connection tells: each request that it was given ends in exactly one of `answered` and `lost`. */
export interface ConnectionListener {
  answered(connection: Connection, request: number, answer: Answer): void;
  /** The request had no answer; −1 where the connection had none to answer. */
  lost(connection: Connection, request: number, reason: "refused" | "reset"): void;
}

const NONE = -1;

/** One HTTP/1.1 connection that is kept alive; it carries one request at a time. */
export class Connection {
  private readonly socket: net.Socket;
  private readonly reader = new AnswerReader();
  private request = NONE;
  private connected = false;
  private gone = false;

  constructor(address: Address, private readonly listener: ConnectionListener) {
    this.socket = net.connect({ ...address, noDelay: true });
    this.socket.once("connect", () => (this.connected = true));
    this.socket.on("data", (bytes) => this.receive(bytes));
    this.socket.on("error", () => this.lose());
    this.socket.on("close", () => this.lose());
  }

  send(request: number, bytes: Buffer): void {
    this.request = request;
    this.socket.write(bytes);
  }

  private receive(bytes: Buffer): void {
    const answer = this.reader.read(bytes);
    if (!answer) return;
    const { request } = this;
    this.request = NONE;
    if (answer.closing) this.close();
    this.listener.answered(this, request, answer);
  }

  private lose(): void {
    if (this.gone) return;
    this.gone = true;
    this.socket.destroy();
    this.listener.lost(this, this.request, this.connected ? "reset" : "refused");
  }

  get usable(): boolean {
    return !this.gone;
  }

  /** Hangs up without telling the listener. */
  close(): void {
    this.gone = true;
    this.socket.destroy();
  }
}
