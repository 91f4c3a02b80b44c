import * as fs from "node:fs";
import * as path from "node:path";
import * as assert from "uvu/assert";
import { loadAddon, openAddonMachine } from "../../../src/kernels/addon/machine";
import type { Machine } from "../../../src/kernels/machine";
import { openTypescriptMachine } from "../../../src/kernels/typescript/machine";
import { openWasmMachine } from "../../../src/kernels/wasm/machine";

/** Every implementation that must compute what Keras computes. */
export const MACHINES: readonly (readonly [string, () => Machine])[] = [
  ["the oracle", () => openTypescriptMachine()],
  ["the oracle in double precision", () => openTypescriptMachine({ precision: "double" })],
  ["wasm, one thread", () => openWasmMachine({ threads: 1 })],
  ["wasm, two threads", () => openWasmMachine({ threads: 2 })],
  ...(loadAddon().loaded ? ([["the addon, two threads", () => openAddonMachine({ threads: 2 })]] as const) : []),
];

/** Outputs, probabilities and losses: absolute. */
export const FORWARD_TOLERANCE = 1e-5;
/** Gradients and trained weights: relative to the largest value of the array, or to the floor where that is larger. */
export const GRADIENT_TOLERANCE = 1e-4;
const GRADIENT_FLOOR = 1e-6;

/** A float32 array, row-major; little-endian in base64. */
export interface GoldenArray {
  readonly shape: readonly number[];
  readonly float32: string;
}

/** A BiLSTM's x `[batch, time, inputs]`, its output, and the gradients of the sum of output × upstream. */
export interface GoldenBilstm {
  readonly name: string;
  readonly call: string;
  readonly inputs: number;
  readonly units: number;
  readonly lengths: readonly number[];
  readonly time: number;
  /** Whether Keras was given the mask of these lengths; without one all sentences are as long as the batch. */
  readonly masked: boolean;
  /** The dropout factors that Keras' cells were given: `input` `[batch, inputs]`, the others `[batch, units]`. */
  readonly factors: { readonly [name in "input" | "forward" | "backward"]?: GoldenArray };
  /** Kernel, recurrent kernel and bias of the forward direction, then of the backward one; gates in the order i, f, c, o. */
  readonly weights: readonly GoldenArray[];
  readonly x: GoldenArray;
  readonly upstream: GoldenArray;
  readonly output: GoldenArray;
  readonly dx: GoldenArray;
  readonly gradients: readonly GoldenArray[];
}

export interface GoldenBatch {
  readonly rows: number;
  readonly time: number;
  readonly words: readonly number[];
  readonly tags: readonly number[];
  /** 1 where a position counts in the loss. */
  readonly weights: readonly number[];
  readonly probabilities: GoldenArray;
  readonly loss: number;
  readonly gradients: readonly GoldenArray[];
}

/** A model: what it makes of each batch with `weights`, and its weights after one step of Adam a batch. */
export interface GoldenModel<Sizes> {
  readonly call: string;
  readonly vocabulary: number;
  readonly tags: number;
  readonly sizes: Sizes;
  readonly weights: readonly (GoldenArray & { readonly name: string })[];
  readonly batches: readonly GoldenBatch[];
  readonly trained: { readonly call: string; readonly learningRate: number; readonly weights: readonly GoldenArray[] };
}

export function readGolden<T>(name: string): T {
  return JSON.parse(fs.readFileSync(path.join(__dirname, `${name}.json`), "utf8")) as T;
}

export function floatsOf({ float32 }: GoldenArray): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(float32, "base64")).buffer);
}

export function assertWithin(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, what: string): void {
  assert.is(actual.length, expected.length, `${what}: ${actual.length} values, Keras has ${expected.length}`);
  for (let i = 0; i < expected.length; i++) {
    const near = Math.abs(actual[i]! - expected[i]!) <= tolerance;
    assert.ok(near, `${what}[${i}] is ${actual[i]}, Keras has ${expected[i]}; they may differ by ${tolerance}`);
  }
}

export function assertGradient(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  const largest = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), GRADIENT_FLOOR);
  assertWithin(actual, expected, GRADIENT_TOLERANCE * largest, what);
}
