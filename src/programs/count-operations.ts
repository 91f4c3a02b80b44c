import type { Arguments } from "../kernels/instructions";
import { MULTIPLY_MODES } from "../kernels/instructions";
import type { Instruction } from "../kernels/machine";
import type { CompiledModel } from "./compiled-model";

/** What a program does: operations of its matrix products, and words of its operands. */
export interface OperationCounts {
  /** Floating-point operations of matrix products: a multiplication and an addition each count one. */
  readonly flops: number;
  /** Words of weights read going forward: each matrix once an instruction, a recurrent one once a step. */
  readonly weightWords: number;
  /** Words of activations written going forward. */
  readonly activationWords: number;
}

const NOTHING: OperationCounts = { flops: 0, weightWords: 0, activationWords: 0 };

function ofMultiply({ rows, depth, columns, mode }: Arguments<"multiply">): OperationCounts {
  const bias = mode === MULTIPLY_MODES.bias ? columns : 0;
  return { flops: 2 * rows * depth * columns, weightWords: depth * columns + bias, activationWords: rows * columns };
}

/** Both directions: gates, state, its tanh, the hidden state as it goes on, and the output. */
function ofLstm({ steps, rows, inputs, units }: Arguments<"lstmForward">): OperationCounts {
  const gates = 4 * units;
  return {
    flops: 2 * 2 * rows * gates * (inputs + units),
    weightWords: 2 * gates * (inputs + 1 + steps * units),
    activationWords: 2 * rows * (gates + 4 * units),
  };
}

/** What one instruction does; one that neither multiplies matrices nor belongs to going forward counts nothing. */
export function countOperations({ operation, arguments: given }: Instruction): OperationCounts {
  switch (operation) {
    case "multiply":
      return ofMultiply(given);
    case "multiplyTransposed":
      return { ...NOTHING, flops: 2 * given.rows * given.depth * given.columns };
    case "lstmForward":
      return ofLstm(given);
    case "lstmBackward":
      return { ...NOTHING, flops: 2 * 2 * given.rows * 4 * given.units * given.units };
    case "gatherRows":
      return { ...NOTHING, weightWords: given.rows * given.width, activationWords: given.rows * given.width };
    case "relu":
      return { ...NOTHING, activationWords: given.count };
    case "bestTag":
      return { ...NOTHING, activationWords: 2 * given.rows };
    default:
      return NOTHING;
  }
}

function added(a: OperationCounts, b: OperationCounts): OperationCounts {
  return {
    flops: a.flops + b.flops,
    weightWords: a.weightWords + b.weightWords,
    activationWords: a.activationWords + b.activationWords,
  };
}

/** Counts the operations of whatever programs a model runs meanwhile, instruction by instruction. */
export function observedOperations(compiled: CompiledModel, run: (compiled: CompiledModel) => void): OperationCounts {
  let counts = NOTHING;
  compiled.observer = (instruction) => (counts = added(counts, countOperations(instruction)));
  try {
    run(compiled);
  } finally {
    compiled.observer = undefined;
  }
  return counts;
}
