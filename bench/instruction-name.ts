import type { Instruction } from "../src/kernels/machine";

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
