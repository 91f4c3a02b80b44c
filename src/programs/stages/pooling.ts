import { newValue, noPacking, type Pass, type Stage, type Step, type Value } from "./stage";

/** The maximum over a sentence's tokens. */
export function maximumStage(name: string): Stage {
  const forward = (pass: Pass, input: Value): Step => {
    const { emission, batch } = pass;
    const output = newValue(pass, input.width, "sentence");
    const source = { source: input.word, sourceStride: input.stride, slots: batch.slots, rows: batch.rows, width: input.width };
    emission.emit("maxRows", { ...source, target: output.word, slotCount: batch.sentenceCount });
    const backward = (gradient: Value): Value => {
      const target = newValue(pass, input.width, "token");
      const maxima = { maxima: output.word, gradient: gradient.word };
      emission.emit("maxRowsGradient", { ...source, ...maxima, target: target.word, targetStride: target.stride });
      return target;
    };
    return { output, backward };
  };
  return { name, pack: noPacking, forward };
}

/** Gives every token its sentence's row. */
export function repeatStage(name: string): Stage {
  const forward = (pass: Pass, input: Value): Step => {
    const { emission, batch } = pass;
    const width = input.width;
    const output = newValue(pass, width, "token");
    emission.emit("gatherRows", { table: input.word, ids: batch.slots, rows: batch.rows, width, target: output.word, targetStride: width });
    const backward = (gradient: Value): Value => {
      const target = newValue(pass, width, "sentence");
      const source = { source: gradient.word, sourceStride: gradient.stride, slots: batch.slots, rows: batch.rows, width };
      emission.emit("addRows", { ...source, target: target.word, slotCount: batch.sentenceCount });
      return target;
    };
    return { output, backward };
  };
  return { name, pack: noPacking, forward };
}
