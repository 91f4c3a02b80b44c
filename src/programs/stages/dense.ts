import { MULTIPLY_MODES } from "../../kernels/instructions";
import type { Parameter } from "../parameters";
import { newValue, rowsOf, type Pass, type Stage, type Step, type Value } from "./stage";
import { multiplyBack, multiplyWithBias, packMatrix, weightGradients, type PackedMatrix } from "./weights";

/** The same affine map for every row, `[rows, inputs]` → `[rows, units]`, with or without a rectifier behind it. */
export function denseStage(name: string, kernel: PackedMatrix, bias: Parameter, rectified: boolean): Stage {
  const forward = (pass: Pass, input: Value): Step => {
    const output = multiplyWithBias(pass, input, kernel, bias);
    const count = rowsOf(output, pass.batch) * output.width;
    if (rectified) pass.emission.emit("relu", { x: output.word, count });
    const backward = (gradient: Value): Value => {
      if (rectified) pass.emission.emit("reluGradient", { y: output.word, gradient: gradient.word, count });
      weightGradients(pass, input, gradient, kernel.parameter, bias);
      const inputGradient = newValue(pass, input.width, input.per);
      multiplyBack(pass, gradient, kernel, inputGradient, MULTIPLY_MODES.set);
      return inputGradient;
    };
    return { output, backward };
  };
  return { name, pack: (emission, training) => packMatrix(emission, kernel, training), forward };
}
