import type { Instruction } from "../src/kernels/machine";

/** Floating-point operations of an instruction's matrix products; 0 where it has none. */
export function instructionFlops(instruction: Instruction): number {
  switch (instruction.operation) {
    case "multiply":
    case "multiplyTransposed": {
      const { rows, depth, columns } = instruction.arguments;
      return 2 * rows * depth * columns;
    }
    case "lstmForward": {
      const { rows, inputs, units } = instruction.arguments;
      return 2 * 2 * rows * 4 * units * (inputs + units);
    }
    case "lstmBackward": {
      const { rows, units } = instruction.arguments;
      return 2 * 2 * rows * 4 * units * units;
    }
    default:
      return 0;
  }
}

/** What a profile calls an instruction: its name, and for matrix products the sizes that the model gives. */
export function instructionName(instruction: Instruction): string {
  switch (instruction.operation) {
    case "multiply":
      return `multiply, ${instruction.arguments.depth} × ${instruction.arguments.columns}`;
    case "multiplyTransposed":
      return `multiplyTransposed, ${instruction.arguments.rows} × ${instruction.arguments.columns}`;
    default:
      return instruction.operation;
  }
}
