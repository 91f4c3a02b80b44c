import * as fs from "node:fs";
import { DataError } from "../errors";
import { writeFileAtomic } from "../files/atomic";
import type { GeneratorState } from "../random/generator";
import type { AdamState } from "./adam";
import type { EpochRecord } from "./history";
import type { Schedule } from "./schedule";

/** All that a training is made of between two steps: written to disk, it continues bit for bit. */
export interface TrainingState {
  /** Epochs that are complete, and steps of the running one. */
  readonly epochsDone: number;
  readonly stepsDone: number;
  /** Steps over all epochs; dropout masks are drawn from it. */
  readonly globalStep: number;
  /** Sum of the running epoch's step losses. */
  readonly lossSum: number;
  /** The shuffling generator as it stood before the running epoch was planned. */
  readonly generator: GeneratorState;
  readonly schedule: Schedule;
  readonly history: readonly EpochRecord[];
  /** Seconds spent training, interruptions not counted. */
  readonly seconds: number;
  readonly weights: readonly Float32Array[];
  readonly bestWeights: readonly Float32Array[];
  readonly optimizer: AdamState;
}

const MAGIC = "nerbook checkpoint 1\n";

interface Header {
  readonly fingerprint: string;
  readonly scalars: Omit<TrainingState, "weights" | "bestWeights" | "optimizer"> & { readonly optimizerSteps: number };
  /** Lengths of the arrays that follow, group by group. */
  readonly groups: readonly (readonly number[])[];
}

function groupsOf(state: TrainingState): (readonly Float32Array[])[] {
  return [state.weights, state.bestWeights, state.optimizer.first, state.optimizer.second];
}

/** −Infinity, the score before any epoch, has no JSON form. */
function encodeNumbers(_key: string, value: unknown): unknown {
  return value === -Infinity ? "-Infinity" : value;
}

function decodeNumbers(_key: string, value: unknown): unknown {
  return value === "-Infinity" ? -Infinity : value;
}

/** Writes the state atomically; `fingerprint` names the trial, so that no other picks it up. */
export function writeCheckpoint(file: string, fingerprint: string, state: TrainingState): void {
  const { weights: _weights, bestWeights: _best, optimizer, ...rest } = state;
  const groups = groupsOf(state);
  const header: Header = {
    fingerprint,
    scalars: { ...rest, optimizerSteps: optimizer.steps },
    groups: groups.map((group) => group.map((values) => values.length)),
  };
  const text = Buffer.from(`${JSON.stringify(header, encodeNumbers)}\n`, "utf8");
  const arrays = groups.flat().map((values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  writeFileAtomic(file, Buffer.concat([Buffer.from(MAGIC), text, ...arrays]));
}

function readArrays(bytes: Buffer, groups: Header["groups"]): Float32Array[][] {
  let offset = 0;
  return groups.map((lengths) =>
    lengths.map((length) => {
      const values = new Float32Array(length);
      Buffer.from(values.buffer).set(bytes.subarray(offset, offset + length * 4));
      offset += length * 4;
      return values;
    }),
  );
}

function parseCheckpoint(file: string, bytes: Buffer): { header: Header; arrays: Float32Array[][] } {
  const end = bytes.indexOf("\n", MAGIC.length);
  if (bytes.toString("utf8", 0, MAGIC.length) !== MAGIC || end < 0) {
    throw new DataError(`${file} is not a checkpoint of this version; delete it, and the training starts anew.`);
  }
  const header = JSON.parse(bytes.toString("utf8", MAGIC.length, end), decodeNumbers) as Header;
  const expected = 4 * header.groups.flat().reduce((sum, length) => sum + length, 0);
  if (bytes.length - end - 1 !== expected) throw new DataError(`${file} is incomplete; delete it, and the training starts anew.`);
  return { header, arrays: readArrays(bytes.subarray(end + 1), header.groups) };
}

/** The state in a file, or undefined when there is none for this trial. Throws a DataError for a file of another kind. */
export function readCheckpoint(file: string, fingerprint: string): TrainingState | undefined {
  if (!fs.existsSync(file)) return undefined;
  const { header, arrays } = parseCheckpoint(file, fs.readFileSync(file));
  if (header.fingerprint !== fingerprint) return undefined;
  const { optimizerSteps, ...scalars } = header.scalars;
  const [weights, bestWeights, first, second] = arrays as [Float32Array[], Float32Array[], Float32Array[], Float32Array[]];
  return { ...scalars, weights, bestWeights, optimizer: { steps: optimizerSteps, first, second } };
}
