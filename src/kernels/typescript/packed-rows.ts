import type { Memory } from "./memory";

/** One token in the order in which a direction of an LSTM reads its sentence. */
export interface Place {
  readonly sentence: number;
  readonly row: number;
  /** The row of the sentence's token read before this one, or −1 at the first. */
  readonly before: number;
  /** The row of the token read after this one, or −1 at the last. */
  readonly after: number;
}

/** counts[t] sentences have a token at time t; their rows begin at offsets[t]. */
interface Layout {
  readonly counts: Int32Array;
  readonly offsets: readonly number[];
}

function layoutOf({ integers }: Memory, steps: number, countsWord: number): Layout {
  const counts = integers.subarray(countsWord, countsWord + steps);
  let rows = 0;
  return { counts, offsets: Array.from(counts, (count) => (rows += count) - count) };
}

/** Sentence b's row at time t, or −1 where the sentence has no token. */
function rowOf({ counts, offsets }: Layout, t: number, b: number): number {
  return b < (counts[t] ?? 0) ? offsets[t]! + b : -1;
}

function placesAt(layout: Layout, t: number, direction: number): Place[] {
  return Array.from({ length: layout.counts[t]! }, (_, b) => ({
    sentence: b,
    row: rowOf(layout, t, b),
    before: rowOf(layout, t - direction, b),
    after: rowOf(layout, t + direction, b),
  }));
}

/** All tokens, those that are read first first: forward from each sentence's first token on, backward from its last. */
export function readingOrder(memory: Memory, steps: number, counts: number, backward: boolean): Place[] {
  const layout = layoutOf(memory, steps, counts);
  const times = Array.from({ length: steps }, (_, t) => (backward ? steps - 1 - t : t));
  return times.flatMap((t) => placesAt(layout, t, backward ? -1 : 1));
}
