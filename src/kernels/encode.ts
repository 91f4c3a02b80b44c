import { DataError } from "../errors";
import { FLOAT_ARGUMENTS, INSTRUCTION_WORDS, INSTRUCTIONS, OPERATIONS } from "./instructions";
import type { Instruction } from "./machine";

const WORD = new DataView(new ArrayBuffer(4));

function bitsOfFloat(value: number): number {
  WORD.setFloat32(0, value);
  return WORD.getInt32(0);
}

function floatOfBits(bits: number): number {
  WORD.setInt32(0, bits);
  return WORD.getFloat32(0);
}

function encoded(name: string, value: number): number {
  return FLOAT_ARGUMENTS.has(name) ? bitsOfFloat(value) : value | 0;
}

function writeInstruction(integers: Int32Array, word: number, { operation, arguments: values }: Instruction): void {
  const named: Readonly<Record<string, number>> = values;
  integers.fill(0, word, word + INSTRUCTION_WORDS);
  integers[word] = OPERATIONS.indexOf(operation);
  INSTRUCTIONS[operation].forEach((name, k) => (integers[word + 1 + k] = encoded(name, named[name]!)));
}

/** Writes instructions and an `end` from word `at` on; words that an instruction does not use are 0. */
export function writeProgram(integers: Int32Array, at: number, instructions: readonly Instruction[]): void {
  const ended: readonly Instruction[] = [...instructions, { operation: "end", arguments: {} }];
  ended.forEach((instruction, i) => writeInstruction(integers, at + i * INSTRUCTION_WORDS, instruction));
}

/**
 * The instruction at word `at`. Integer arguments come signed, keys and thresholds too; floats as float32 holds them.
 * Throws a DataError where no instruction begins.
 */
export function readInstruction(integers: Int32Array, at: number): Instruction {
  const operation = OPERATIONS[integers[at] ?? -1];
  if (!operation) throw new DataError(`Word ${at} of a program holds ${integers[at] ?? "nothing"}, which is no operation's number.`);
  const values = INSTRUCTIONS[operation].map((name, k) => {
    const word = integers[at + 1 + k]!;
    return [name, FLOAT_ARGUMENTS.has(name) ? floatOfBits(word) : word];
  });
  return { operation, arguments: Object.fromEntries(values) } as Instruction;
}
