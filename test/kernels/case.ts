import { writeProgram } from "../../src/kernels/encode";
import { INSTRUCTION_WORDS, type Arguments, type Operation } from "../../src/kernels/instructions";
import { RESERVED_WORDS, type Instruction, type Machine } from "../../src/kernels/machine";
import type { RandomGenerator } from "../../src/random/generator";

/** How closely two implementations must agree on a range of memory. */
export type Kind = "forward" | "gradient" | "integers";

/** Words that a program is to be judged by. */
export interface Output {
  readonly name: string;
  readonly word: number;
  readonly count: number;
  readonly kind: Kind;
  /** The size of what is added up to such a value; 1 for ordinary activations. */
  readonly unit: number;
}

/** A matrix `[rows, width]` in memory, `stride` words from one row to the next. */
export interface Matrix {
  readonly word: number;
  readonly rows: number;
  readonly width: number;
  readonly stride: number;
}

interface Block {
  readonly word: number;
  readonly data: Float32Array | Int32Array;
  /** Whether the program may change it. */
  readonly changing: boolean;
}

/** Data, a program over them and what it is to leave in memory; the same words on every machine. */
export interface Case {
  readonly name: string;
  readonly words: number;
  readonly program: number;
  readonly instructions: readonly Instruction[];
  readonly blocks: readonly Block[];
  /** The first of `GUARD_WORDS` words behind every block that nothing may touch. */
  readonly guards: readonly number[];
  readonly outputs: readonly Output[];
}

const GUARD_WORDS = 3;
/** What memory holds before a case's data: a float that is no number, so that whatever reads what was never written shows. */
const EMPTY = 0x7fc00000;

/** Words that hold a `[depth, columns]` matrix in packed panels of up to 32 columns. */
export function packedWords(depth: number, columns: number): number {
  return Math.ceil(columns / 32) * 32 * depth;
}

/** A case in the making. */
export class Sketch {
  private top = RESERVED_WORDS;
  private readonly instructions: Instruction[] = [];
  private readonly blocks: Block[] = [];
  private readonly guards: number[] = [];
  private readonly outputs: Output[] = [];

  /** Words for results; blocks start anywhere, for no operation may count on an alignment. */
  room(words: number): number {
    const word = this.top;
    this.guards.push(word + words);
    this.top += words + GUARD_WORDS;
    return word;
  }

  private place(data: Float32Array | Int32Array, changing: boolean): number {
    const word = this.room(data.length);
    this.blocks.push({ word, data, changing });
    return word;
  }

  /** Data that the program must leave as they are. */
  given(data: Float32Array | Int32Array): number {
    return this.place(data, false);
  }

  /** Data that the program changes. */
  changing(data: Float32Array | Int32Array): number {
    return this.place(data, true);
  }

  integers(values: Iterable<number>): number {
    return this.given(Int32Array.from(values));
  }

  matrixRoom(rows: number, width: number): Matrix {
    return { word: this.room(rows * width), rows, width, stride: width };
  }

  /** A matrix with gaps between its rows; between those of one that is only read lies what is no number. */
  matrix(data: Float32Array, rows: number, stride: number, changing = false): Matrix {
    const width = data.length / rows;
    const spread = new Float32Array(rows * stride).fill(changing ? 7.5 : NaN);
    for (let r = 0; r < rows; r++) spread.set(data.subarray(r * width, (r + 1) * width), r * stride);
    return { word: this.place(spread, changing), rows, width, stride };
  }

  emit<O extends Operation>(operation: O, given: Arguments<O>): void {
    this.instructions.push({ operation, arguments: given } as unknown as Instruction);
  }

  output(name: string, word: number, count: number, kind: Kind, unit = 1): void {
    this.outputs.push({ name, word, count, kind, unit });
  }

  /** Gaps included: an operation that writes into them is wrong. */
  outputMatrix(name: string, { word, rows, stride }: Matrix, kind: Kind, unit = 1): void {
    this.output(name, word, rows * stride, kind, unit);
  }

  /** How many instructions there are by now. */
  get length(): number {
    return this.instructions.length;
  }

  finished(name: string): Case {
    const program = this.room((this.instructions.length + 1) * INSTRUCTION_WORDS);
    const { instructions, blocks, guards, outputs } = this;
    return { name, words: this.top, program, instructions, blocks, guards, outputs };
  }
}

/** Fills the case's memory with its data and its program. */
export function load(machine: Machine, { words, program, instructions, blocks }: Case): void {
  machine.reserve(words);
  machine.floats.fill(NaN, RESERVED_WORDS, words);
  machine.integers.fill(EMPTY, RESERVED_WORDS, words);
  for (const { word, data } of blocks) (data instanceof Int32Array ? machine.integers : machine.floats).set(data, word);
  writeProgram(machine.integers, program, instructions);
}

/** What the program left in an output, as a copy. */
export function valuesOf(machine: Machine, { word, count, kind }: Pick<Output, "word" | "count" | "kind">): readonly number[] {
  return Array.from((kind === "integers" ? machine.integers : machine.floats).subarray(word, word + count));
}

/** Runs a case; its outputs in their order. */
export function execute(machine: Machine, example: Case): readonly (readonly number[])[] {
  load(machine, example);
  machine.run(example.program);
  return example.outputs.map((output) => valuesOf(machine, output));
}

/** The first word that a case's run changed and should not have, in words; nothing where all is well. */
export function damage(machine: Machine, { blocks, guards }: Case): string | undefined {
  const untouched = (word: number) => Number.isNaN(machine.floats[word]) && machine.integers[word] === EMPTY;
  const overrun = guards.find((guard) => !Array.from({ length: GUARD_WORDS }, (_, i) => guard + i).every(untouched));
  if (overrun !== undefined) return `something was written behind the block that ends before word ${overrun}`;
  const changed = blocks.find(({ word, data, changing }) => {
    const now = data instanceof Int32Array ? machine.integers : machine.floats;
    return !changing && data.some((value, i) => !Object.is(value, now[word + i]));
  });
  return changed && `the ${changed.data.length} words from ${changed.word} on are only to be read, but they changed`;
}

/** Uniform numbers in (−scale, scale), as float32 holds them. */
export function uniform(generator: RandomGenerator, count: number, scale = 1): Float32Array {
  return Float32Array.from({ length: count }, () => (2 * generator.uniform() - 1) * scale);
}

/** A whole number from `least` to `most`. */
export function between(generator: RandomGenerator, least: number, most: number): number {
  return least + generator.integer(most - least + 1);
}

export function wholeNumbers(generator: RandomGenerator, count: number, least: number, most: number): Int32Array {
  return Int32Array.from({ length: count }, () => between(generator, least, most));
}
