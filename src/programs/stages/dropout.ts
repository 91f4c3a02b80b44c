import type { MaskSource } from "../../layers/stochastic";
import { dropoutRate } from "../../random/dropout";
import { newValue, noPacking, rowsOf, type Pass, type Stage, type Step, type Value } from "./stage";

/** Inverted dropout of every single value; it changes nothing outside training. */
export function dropoutStage(name: string, rate: number, masks: MaskSource): Stage {
  const forward = (pass: Pass, input: Value): Step => {
    if (!pass.training || rate === 0) return { output: input, backward: (gradient) => gradient };
    const output = newValue(pass, input.width, input.per);
    const ids = input.per === "token" ? pass.batch.positions : pass.batch.sentences;
    const mask = { ids, rows: rowsOf(input, pass.batch), width: input.width, ...masks.keys("output", pass.step), ...dropoutRate(rate) };
    pass.emission.emit("dropout", { ...mask, source: input.word, sourceStride: input.stride, target: output.word, targetStride: output.stride });
    const backward = (gradient: Value): Value => {
      const place = { source: gradient.word, sourceStride: gradient.stride, target: gradient.word, targetStride: gradient.stride };
      pass.emission.emit("dropout", { ...mask, ...place });
      return gradient;
    };
    return { output, backward };
  };
  return { name, pack: noPacking, forward };
}
