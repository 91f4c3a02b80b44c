const HEAD_END = Buffer.from("\r\n\r\n");
const LAST_CHUNK = "0\r\n\r\n";
/** How much of a body is looked at for the model that answered: its name stands at the beginning. */
const LOOKED_AT = 160;

/** What is read of an answer. */
export interface Answer {
  readonly status: number;
  /** The model that answered; empty where the body does not say. */
  readonly model: string;
  /** Whether the server hangs up after it. */
  readonly closing: boolean;
}

interface Head {
  readonly status: number;
  readonly closing: boolean;
  /** Bytes of the body; −1 where it comes in chunks. */
  readonly length: number;
}

function readHead(text: string): Head {
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  const chunked = length === undefined && /\r\ntransfer-encoding: *chunked/i.test(text);
  return { status: Number(text.slice(9, 12)), closing: /\r\nconnection: *close/i.test(text), length: chunked ? -1 : Number(length ?? 0) };
}

/**
 * Reads the answers that come over one connection, one at a time, as cheaply as may be: of a head the status and the
 * length, of a body its first bytes.
 */
export class AnswerReader {
  private head: Head | undefined;
  private waiting: Buffer | undefined;
  private left = 0;
  private beginning = "";
  private ending = "";

  /** The answer that these bytes complete; undefined while some of it is missing. */
  read(bytes: Buffer): Answer | undefined {
    if (this.head) return this.readBody(bytes, this.head);
    const all = this.waiting ? Buffer.concat([this.waiting, bytes]) : bytes;
    const at = all.indexOf(HEAD_END);
    if (at < 0) {
      this.waiting = all;
      return undefined;
    }
    this.waiting = undefined;
    this.head = readHead(all.toString("latin1", 0, at));
    this.left = this.head.length;
    return this.readBody(all.subarray(at + HEAD_END.length), this.head);
  }

  private readBody(bytes: Buffer, head: Head): Answer | undefined {
    if (this.beginning.length < LOOKED_AT) this.beginning += bytes.toString("latin1", 0, Math.min(bytes.length, LOOKED_AT));
    return this.isWhole(bytes, head) ? this.finish(head) : undefined;
  }

  private isWhole(bytes: Buffer, { length }: Head): boolean {
    if (length < 0) {
      this.ending = (this.ending + bytes.toString("latin1", Math.max(0, bytes.length - LAST_CHUNK.length))).slice(-LAST_CHUNK.length);
      return this.ending === LAST_CHUNK;
    }
    this.left -= bytes.length;
    return this.left <= 0;
  }

  private finish({ status, closing }: Head): Answer {
    const model = /"model":"([^"]*)"/.exec(this.beginning)?.[1] ?? "";
    this.head = undefined;
    this.beginning = "";
    this.ending = "";
    return { status, model, closing };
  }
}
