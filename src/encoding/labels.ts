/** The two label encodings of one batch. They carry the same information, and the same loss and gradient follow. */
export type LabelEncoding = "sparse" | "categorical";

/** One-hot rows `[labels, tags]` of tag ids. Throws a RangeError for an id outside 0 … tags − 1. */
export function categoricalLabels(labels: ArrayLike<number>, tags: number): Float32Array {
  const result = new Float32Array(labels.length * tags);
  for (let i = 0; i < labels.length; i++) {
    const id = labels[i]!;
    if (!Number.isInteger(id) || id < 0 || id >= tags) throw new RangeError(`Label ${id} at position ${i} is outside 0 … ${tags - 1}.`);
    result[i * tags + id] = 1;
  }
  return result;
}

/** Tag ids back from one-hot (or any score) rows: the position of each row's largest value, the first among equals. */
export function sparseLabels(rows: ArrayLike<number>, tags: number): Int32Array {
  const result = new Int32Array(rows.length / tags);
  for (let i = 0; i < result.length; i++) {
    let best = 0;
    for (let k = 1; k < tags; k++) if (rows[i * tags + k]! > rows[i * tags + best]!) best = k;
    result[i] = best;
  }
  return result;
}
