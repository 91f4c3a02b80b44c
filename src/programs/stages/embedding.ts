import type { TableParameter } from "../parameters";
import { newValue, noPacking, type Pass, type Stage, type Step } from "./stage";

/** Rows of a table by word id. Its gradient has a row for each word of the batch and stays with the batch. */
export function embeddingStage(table: TableParameter, onGradient: (word: number) => void): Stage {
  const width = table.shape[1]!;
  const forward = (pass: Pass): Step => {
    const { emission, batch } = pass;
    const output = newValue(pass, width, "token");
    emission.emit("gatherRows", {
      table: table.word, ids: batch.words, rows: batch.rows, width, target: output.word, targetStride: output.stride,
    });
    return {
      output,
      backward: (gradient) => {
        const used = batch.usedWords!;
        const target = emission.allocate(used.count * width);
        emission.emit("addRows", {
          source: gradient.word, sourceStride: gradient.stride, slots: used.slots, rows: batch.rows, width, target, slotCount: used.count,
        });
        onGradient(target);
        return undefined;
      },
    };
  };
  return { name: "embedding", pack: noPacking, forward };
}
