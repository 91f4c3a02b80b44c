/**
 * Where each row of `[batch × time]` goes when a batch becomes time-major, and back. `backward` reverses every sentence
 * within its own length, so that padding stays behind the last step in both directions and never touches a state.
 */
export interface RowOrder {
  /** `toTimeMajor[t × batch + b]` is the batch-major row that stands there. */
  readonly toTimeMajor: Int32Array;
  /** The inverse permutation. */
  readonly toBatchMajor: Int32Array;
}

export function rowOrder(lengths: readonly number[], time: number, direction: "forward" | "backward"): RowOrder {
  const batch = lengths.length;
  const toTimeMajor = new Int32Array(batch * time);
  const toBatchMajor = new Int32Array(batch * time);
  for (let b = 0; b < batch; b++) {
    const length = lengths[b]!;
    for (let t = 0; t < time; t++) {
      const source = direction === "backward" && t < length ? length - 1 - t : t;
      toTimeMajor[t * batch + b] = b * time + source;
      toBatchMajor[b * time + source] = t * batch + b;
    }
  }
  return { toTimeMajor, toBatchMajor };
}
