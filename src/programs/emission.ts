import { writeProgram } from "../kernels/encode";
import { INSTRUCTION_WORDS, type Arguments, type Operation } from "../kernels/instructions";
import type { Instruction, Machine } from "../kernels/machine";
import type { Arena } from "./arena";

/** Told of every instruction and of the milliseconds it took; whoever profiles has them run one by one. */
export type InstructionObserver = (instruction: Instruction, milliseconds: number) => void;

/**
 * A program in the making: instructions, and the data that must lie in memory before it runs. Nothing is written until
 * `run`, when all sizes are known and memory has grown to hold them.
 */
export class Emission {
  private readonly instructions: Instruction[] = [];
  private readonly blocks: { readonly word: number; readonly data: Int32Array | Float32Array }[] = [];

  constructor(readonly arena: Arena) {}

  emit<O extends Operation>(operation: O, args: Arguments<O>): void {
    this.instructions.push({ operation, arguments: args } as unknown as Instruction);
  }

  allocate(words: number): number {
    return this.arena.allocate(words);
  }

  /** Words that will hold this data when the program runs. */
  place(data: Int32Array | Float32Array): number {
    const word = this.allocate(data.length);
    this.placeAt(word, data);
    return word;
  }

  /** The same at words that are allocated already. */
  placeAt(word: number, data: Int32Array | Float32Array): void {
    this.blocks.push({ word, data });
  }

  run(machine: Machine, observer?: InstructionObserver): void {
    const program = this.allocate((this.instructions.length + 1) * INSTRUCTION_WORDS);
    machine.reserve(this.arena.mark());
    for (const { word, data } of this.blocks) (data instanceof Int32Array ? machine.integers : machine.floats).set(data, word);
    writeProgram(machine.integers, program, this.instructions);
    if (observer) this.runObserved(machine, program, observer);
    else machine.run(program);
  }

  private runObserved(machine: Machine, program: number, observer: InstructionObserver): void {
    for (const instruction of this.instructions) {
      writeProgram(machine.integers, program, [instruction]);
      const started = performance.now();
      machine.run(program);
      observer(instruction, performance.now() - started);
    }
  }
}
