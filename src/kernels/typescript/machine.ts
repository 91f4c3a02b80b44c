import { DataError } from "../../errors";
import { readInstruction } from "../encode";
import { INSTRUCTION_WORDS, type Arguments, type Operation } from "../instructions";
import { RESERVED_WORDS, type Machine } from "../machine";
import { adam, adamRows } from "./adam";
import { dropout, dropoutFactors } from "./dropout";
import { bestTag, softmaxLoss, sum } from "./loss";
import { lstmBackward, lstmForward } from "./lstm";
import { multiply, multiplyTransposed, pack, sumColumns } from "./matrix";
import type { Floats, Memory } from "./memory";
import { maxRows, maxRowsGradient } from "./pooling";
import { relu, reluGradient } from "./rectifier";
import { addRows, gatherRows, scaleRows } from "./rows";
import { scale } from "./scale";

export type Precision = "single" | "double";

const FUNCTIONS: { readonly [O in Operation]: (memory: Memory, given: Arguments<O>) => void } = {
  end: () => {},
  pack,
  multiply,
  multiplyTransposed,
  sumColumns,
  gatherRows,
  addRows,
  dropoutFactors,
  dropout,
  scaleRows,
  lstmForward,
  lstmBackward,
  softmaxLoss,
  sum,
  bestTag,
  relu,
  reluGradient,
  maxRows,
  maxRowsGradient,
  adam,
  adamRows,
  scale,
};

/** Memory grows by so many words at a time, so that batches of slightly different sizes do not copy it again and again. */
const GROWTH_WORDS = 262144;

/** The oracle: every operation as its equation says, in double precision but for what is stored. */
class TypescriptMachine implements Machine {
  readonly name = "typescript";
  readonly threads = 1;
  floats: Floats;
  integers = new Int32Array(RESERVED_WORDS);

  constructor(private readonly FloatArray: Float32ArrayConstructor | Float64ArrayConstructor) {
    this.floats = new FloatArray(RESERVED_WORDS);
  }

  reserve(words: number): void {
    if (words > this.floats.length) this.grow(Math.ceil(words / GROWTH_WORDS) * GROWTH_WORDS);
  }

  private grow(words: number): void {
    try {
      const [floats, integers] = [new this.FloatArray(words), new Int32Array(words)];
      floats.set(this.floats);
      integers.set(this.integers);
      [this.floats, this.integers] = [floats, integers];
    } catch (cause) {
      throw new DataError(`The kernels need ${words} words of memory, more than could be had; take a smaller batch or model.`, { cause });
    }
  }

  run(program: number): void {
    for (let word = program; ; word += INSTRUCTION_WORDS) {
      const { operation, arguments: given } = readInstruction(this.integers, word);
      if (operation === "end") return;
      (FUNCTIONS[operation] as (memory: Memory, given: object) => void)(this, given);
    }
  }

  close(): void {
    this.floats = new this.FloatArray(0);
    this.integers = new Int32Array(0);
  }
}

/** With double precision every float takes eight bytes, for gradients that can be checked against differences. */
export function openTypescriptMachine({ precision = "single" }: { readonly precision?: Precision } = {}): Machine {
  return new TypescriptMachine(precision === "single" ? Float32Array : Float64Array);
}
