import * as fs from "node:fs";
import * as path from "node:path";

export interface WorkShape {
  readonly vocabulary: number;
  readonly embedding: number;
  /** Units per direction of each bidirectional LSTM, in order. */
  readonly units: readonly number[];
  /** Width of the dense relu layer before the logits; null or absent where there is none. */
  readonly hidden?: number | null;
  readonly tags: number;
}

export interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  /** Where the values start in weights.bin, counted in numbers. */
  readonly offset: number;
}

export interface BatchEntry {
  readonly rows: number;
  readonly time: number;
  /** Where the rectangle starts in words.bin and tags.bin, counted in numbers. */
  readonly offset: number;
}

/** What work.json says; README.md explains it, with the settings that only some peers read. */
export interface WorkSettings {
  readonly model: string;
  readonly shape: WorkShape;
  readonly threads: number;
  readonly learningRate: number;
  readonly weights: readonly WeightEntry[];
  readonly batches: readonly BatchEntry[];
}

/** One rectangle: words and tags row-major `[rows, time]`, lengths `[rows]`; padding lies behind a row's tokens. */
export interface WorkBatch {
  readonly rows: number;
  readonly time: number;
  readonly words: Int32Array;
  readonly tags: Int32Array;
  readonly lengths: Int32Array;
}

export interface WorkWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface Work {
  readonly model: string;
  readonly shape: WorkShape;
  readonly threads: number;
  readonly learningRate: number;
  readonly weights: readonly WorkWeight[];
  readonly batches: readonly WorkBatch[];
}

/** What a folder is made from: a work, and settings for single peers such as `layout`. */
export type NewWork = Work & { readonly settings?: Readonly<Record<string, string | number | boolean>> };

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Tokens of a batch: its positions that are no padding. */
export function countTokens(batch: WorkBatch): number {
  return sum(batch.lengths);
}

/** Whether no batch has padding. */
export function isFull(work: Work): boolean {
  return work.batches.every((batch) => batch.lengths.every((length) => length === batch.time));
}

/** One batch of every shape that occurs, for warming up. */
export function samples(work: Work): readonly WorkBatch[] {
  return [...new Map(work.batches.map((batch) => [`${batch.rows} x ${batch.time}`, batch])).values()];
}

/** A weight by its name. Throws where there is none. */
export function weightNamed(work: Work, name: string): WorkWeight {
  const found = work.weights.find((weight) => weight.name === name);
  if (!found) throw new Error(`The work has no weight "${name}"; it has ${work.weights.map((weight) => weight.name).join(", ")}.`);
  return found;
}

/** Kernel, recurrent kernel and bias of one direction; `layer` counts from 0. Gates stand in the order i, f, g, o. */
export function lstmWeights(work: Work, layer: number, direction: "forward" | "backward"): readonly WorkWeight[] {
  return ["kernel", "recurrent_kernel", "bias"].map((part) => weightNamed(work, `${direction}_lstm_${layer + 1}/${part}`));
}

/** Starts of consecutive runs of these sizes. */
function starts(sizes: readonly number[]): readonly number[] {
  return sizes.map((_, i) => sum(sizes.slice(0, i)));
}

function readBytes(folder: string, name: string): ArrayBuffer {
  const file = fs.readFileSync(path.join(folder, name));
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
}

function overridden(settings: WorkSettings, overrides: readonly string[]): WorkSettings {
  const threads = overrides.find((text) => text.startsWith("threads="));
  return threads ? { ...settings, threads: Number(threads.slice("threads=".length)) } : settings;
}

function readBatches(folder: string, entries: readonly BatchEntry[]): readonly WorkBatch[] {
  const [words, tags, lengths] = ["words.bin", "tags.bin", "lengths.bin"].map((name) => new Int32Array(readBytes(folder, name)));
  const rowStarts = starts(entries.map((entry) => entry.rows));
  return entries.map(({ rows, time, offset }, i) => ({
    rows,
    time,
    words: words!.subarray(offset, offset + rows * time),
    tags: tags!.subarray(offset, offset + rows * time),
    lengths: lengths!.subarray(rowStarts[i]!, rowStarts[i]! + rows),
  }));
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The work in `folder`; of the overrides (`key=value`) only `threads` matters to peers in Node. */
export function readWork(folder: string, overrides: readonly string[] = []): Work {
  const read = JSON.parse(fs.readFileSync(path.join(folder, "work.json"), "utf8")) as WorkSettings;
  const { model, shape, threads, learningRate } = overridden(read, overrides);
  const values = new Float32Array(readBytes(folder, "weights.bin"));
  const weights = read.weights.map((entry) => ({
    name: entry.name,
    shape: entry.shape,
    values: values.subarray(entry.offset, entry.offset + sizeOf(entry.shape)),
  }));
  return { model, shape, threads, learningRate, weights, batches: readBatches(folder, read.batches) };
}

function bytes(array: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Writes a work as a folder, which it makes: work.json and four .bin files, replaced where they were. */
export function writeWork(folder: string, work: NewWork): void {
  const { weights, batches, settings, ...rest } = work;
  const weightStarts = starts(weights.map((weight) => weight.values.length));
  const batchStarts = starts(batches.map((batch) => batch.rows * batch.time));
  const description = {
    ...rest,
    ...settings,
    weights: weights.map(({ name, shape }, i) => ({ name, shape, offset: weightStarts[i] })),
    batches: batches.map(({ rows, time }, i) => ({ rows, time, offset: batchStarts[i] })),
  };
  fs.mkdirSync(folder, { recursive: true });
  const write = (name: string, parts: readonly (Float32Array | Int32Array)[]) =>
    fs.writeFileSync(path.join(folder, name), Buffer.concat(parts.map(bytes)));
  write("weights.bin", weights.map((weight) => weight.values));
  write("words.bin", batches.map((batch) => batch.words));
  write("tags.bin", batches.map((batch) => batch.tags));
  write("lengths.bin", batches.map((batch) => batch.lengths));
  fs.writeFileSync(path.join(folder, "work.json"), `${JSON.stringify(description, null, 1)}\n`);
}
