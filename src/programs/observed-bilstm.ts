import { LSTM_DIRECTION, type Arguments } from "../kernels/instructions";
import type { Instruction, Machine } from "../kernels/machine";
import type { CompiledModel } from "./compiled-model";

/** What a BiLSTM computed for one sentence, in the precision of the machine; rows are the sentence's tokens. */
export interface ObservedBilstm {
  readonly units: number;
  /** `[tokens, 2 × units]`, the forward half first. */
  readonly output: readonly number[];
  /** `[tokens, 4 × units]` of each direction: input, forget, cell and output gate. */
  readonly gates: { readonly forward: readonly number[]; readonly backward: readonly number[] };
}

const GATES_FIELD = LSTM_DIRECTION.indexOf("gates");

function readFrom({ floats, integers }: Machine, { rows, units, out, outStride, ...blocks }: Arguments<"lstmForward">): ObservedBilstm {
  const rowsAt = (word: number, stride: number, width: number) =>
    Array.from({ length: rows }, (_, row) => [...floats.subarray(word + row * stride, word + row * stride + width)]).flat();
  const gatesOf = (block: number) => rowsAt(integers[block + GATES_FIELD]!, 4 * units, 4 * units);
  return { units, output: rowsAt(out, outStride, 2 * units), gates: { forward: gatesOf(blocks.forward), backward: gatesOf(blocks.backward) } };
}

/**
 * Tags one sentence (word ids, no padding) and reads what each BiLSTM of the model left in the machine's memory, in the
 * layers' order. A machine in double precision shows it in double precision.
 */
export function observeBilstms(compiled: CompiledModel, words: Int32Array): ObservedBilstm[] {
  const observed: ObservedBilstm[] = [];
  compiled.observer = ({ operation, arguments: given }: Instruction) => {
    if (operation === "lstmForward") observed.push(readFrom(compiled.machine, given));
  };
  try {
    const time = words.length;
    compiled.predict({ rows: 1, time, words, tags: new Int32Array(time), weights: new Float32Array(time).fill(1) });
  } finally {
    compiled.observer = undefined;
  }
  return observed;
}
