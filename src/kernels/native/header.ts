import { FLOAT_ARGUMENTS, INSTRUCTION_WORDS, INSTRUCTIONS, LSTM_DIRECTION, MULTIPLY_MODES, OPERATIONS } from "../instructions";

/** `sourceStride` → `SOURCE_STRIDE`. */
function constantCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
}

function argumentLines(): string[] {
  return OPERATIONS.flatMap((operation) =>
    INSTRUCTIONS[operation].map((argument, i) => {
      const name = `${constantCase(operation)}_${constantCase(argument)}`;
      const real = FLOAT_ARGUMENTS.has(argument) ? " // float" : "";
      // MULTIPLY_BIAS is also a mode's name.
      return `#define ${name === "MULTIPLY_BIAS" ? "MULTIPLY_BIAS_" : name} ${i + 1}${real}`;
    }),
  );
}

/** `instructions.h`: the instruction set's numbers for C, made from its TypeScript definition. */
export function instructionsHeader(): string {
  return [
    "// Made from ../instructions.ts by header.ts; do not edit.",
    "#pragma once",
    `#define INSTRUCTION_WORDS ${INSTRUCTION_WORDS}`,
    ...OPERATIONS.map((operation, i) => `#define OPERATION_${constantCase(operation)} ${i}`),
    ...argumentLines(),
    ...Object.entries(MULTIPLY_MODES).map(([mode, value]) => `#define MULTIPLY_${constantCase(mode)} ${value}`),
    ...LSTM_DIRECTION.map((field, i) => `#define DIRECTION_${constantCase(field)} ${i}`),
    "",
  ].join("\n");
}
