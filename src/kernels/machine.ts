import type { Arguments, Operation } from "./instructions";

export const KERNEL_NAMES = ["typescript", "wasm", "addon"] as const;
export type KernelName = (typeof KERNEL_NAMES)[number];

/**
 * Memory and what executes programs over it. Floats and integers are two views of the same words (in the oracle, which
 * can compute in double precision, they are two arrays), so a word is used as one or the other, never both.
 * The views change when memory grows: take them anew after `reserve`.
 */
export interface Machine {
  readonly name: KernelName;
  readonly threads: number;
  readonly floats: Float32Array | Float64Array;
  readonly integers: Int32Array;
  /** Makes at least so many words available and keeps what is there. Throws a DataError when memory is exhausted. */
  reserve(words: number): void;
  /** Executes the instructions from this word on, to `end`. Throws a DataError when a worker fails. */
  run(program: number): void;
  close(): void;
}

/**
 * The first words of memory, which belong to the machine: control words and stacks (1 MiB), then 128 KiB of scratch for
 * each of up to sixteen threads. Programs and data lie behind them.
 */
export const RESERVED_WORDS = 786432;
export const MAXIMUM_THREADS = 16;

/** One instruction before it is written to memory. */
export type Instruction = { readonly [O in Operation]: { readonly operation: O; readonly arguments: Arguments<O> } }[Operation];
