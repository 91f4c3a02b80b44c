import * as fs from "node:fs";
import * as readline from "node:readline";
import { countTokens, type Work, type WorkBatch } from "./work";

/** A system under measurement. Tags come row-major `[rows, time]`; what stands at padding does not matter. */
export interface Peer {
  /** Its name and version, as reports say it. */
  readonly system: string;
  readonly threads: number;
  /** Batches to warm up with. */
  readonly warmUp: readonly WorkBatch[];
  /** One step from the state it is in; gives the batch's loss. Absent where the system cannot train. */
  readonly train?: (batch: WorkBatch) => number;
  /** The most probable tag of every position, in the order of `place`. */
  readonly infer: (batch: WorkBatch) => Promise<Int32Array>;
  /** Where the tag of a row's position stands in what `infer` gives. */
  readonly place: (batch: WorkBatch, row: number, time: number) => number;
  /** Back to the initial weights, with a fresh optimizer. */
  readonly reset: () => void;
}

interface Request {
  readonly command: string;
  /** How many of the first batches to run; all where it is absent. */
  readonly batches?: number;
  /** A file for the predicted tags of all tokens, int32. */
  readonly save?: string;
}

type Answer = Readonly<Record<string, unknown>>;

const CHECKSUM_PERIOD = 97;
const CHECKSUM_MODULUS = 2 ** 31;

/** Of the tags of all tokens in order: the sum of tag × (position modulo 97 plus 1), modulo 2^31. */
function checksum(tags: Int32Array): number {
  return tags.reduce((total, tag, i) => (total + tag * ((i % CHECKSUM_PERIOD) + 1)) % CHECKSUM_MODULUS, 0);
}

/** The tags of a batch's tokens, row after row, without padding. */
function tokenTags(peer: Peer, batch: WorkBatch, predicted: Int32Array): number[] {
  return Array.from(batch.lengths).flatMap((length, row) =>
    Array.from({ length }, (_, time) => predicted[peer.place(batch, row, time)]!),
  );
}

function secondsSince(start: bigint): number {
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function answerTrain(peer: Peer, batches: readonly WorkBatch[]): Answer {
  const { train } = peer;
  if (!train) return { error: `${peer.system} cannot train.` };
  const start = process.hrtime.bigint();
  const losses = batches.map((batch) => train(batch));
  return { seconds: secondsSince(start), tokens: batches.reduce((total, batch) => total + countTokens(batch), 0), losses };
}

async function answerInfer(peer: Peer, batches: readonly WorkBatch[], save: string | undefined): Promise<Answer> {
  const predicted: Int32Array[] = [];
  const start = process.hrtime.bigint();
  for (const batch of batches) predicted.push(await peer.infer(batch));
  const seconds = secondsSince(start);
  const tags = Int32Array.from(batches.flatMap((batch, i) => tokenTags(peer, batch, predicted[i]!)));
  if (save !== undefined) fs.writeFileSync(save, new Uint8Array(tags.buffer));
  return { seconds, tokens: tags.length, checksum: checksum(tags) };
}

function answerReset(peer: Peer): Answer {
  peer.reset();
  return { reset: true };
}

async function answer(work: Work, peer: Peer, request: Request): Promise<Answer> {
  const batches = work.batches.slice(0, request.batches);
  switch (request.command) {
    case "train":
      return answerTrain(peer, batches);
    case "infer":
      return answerInfer(peer, batches, request.save);
    case "reset":
      return answerReset(peer);
    case "memory":
      return { peakMebibytes: process.resourceUsage().maxRSS / 1024 };
    default:
      return { error: `"${request.command}" is no command of a peer.` };
  }
}

async function warmUp(peer: Peer): Promise<void> {
  for (const batch of peer.warmUp) {
    peer.train?.(batch);
    await peer.infer(batch);
  }
  peer.reset();
}

function say(value: Answer): void {
  fs.writeSync(1, `${JSON.stringify(value)}\n`);
}

/** Warms a peer up, says that it is ready, and answers commands on standard input until `exit` or its end. */
export async function serve(work: Work, peer: Peer): Promise<void> {
  await warmUp(peer);
  say({ ready: true, system: peer.system, threads: peer.threads });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Request;
    if (request.command === "exit") break;
    say(await answer(work, peer, request));
  }
  process.exit(0);
}
