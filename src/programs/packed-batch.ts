import type { Batch } from "../encoding/batches";

/**
 * Sentences without padding: sorted by length, longest first (file order among equals), laid out time-major.
 * Row r is one token; all arrays over rows have that order.
 */
export interface Packing {
  /** Time steps, and for each the number of sentences that reach it. */
  readonly counts: Int32Array;
  /** The batch's row of each packed sentence. */
  readonly sentences: Int32Array;
  /** Each row's place in the unpacked `[rows, time]`: sentence × time + step. */
  readonly positions: Int32Array;
  /** Each row's sentence, counted in packed order. */
  readonly slots: Int32Array;
}

/** A batch without its padding. */
export interface PackedBatch extends Packing {
  readonly words: Int32Array;
  readonly tags: Int32Array;
  readonly weights: Float32Array;
}

/** Tokens of each sentence: what is not PAD (id 0), or every position where the model does not mask. */
function sentenceLengths({ rows, time, words }: Batch, masked: boolean): Int32Array {
  const lengths = new Int32Array(rows).fill(masked ? 0 : time);
  if (!masked) return lengths;
  for (let b = 0, i = 0; b < rows; b++) for (let t = 0; t < time; t++, i++) if (words[i] !== 0) lengths[b]! += 1;
  return lengths;
}

/** Sentences with tokens, longest first. A counting sort, because this runs before every step. */
function byLength(lengths: Int32Array, time: number): Int32Array {
  const starts = new Int32Array(time + 2);
  for (const length of lengths) starts[length]! += 1;
  for (let length = time; length >= 0; length--) starts[length]! += starts[length + 1]!;
  const total = starts[1]!;
  const sorted = new Int32Array(total);
  // `starts[length + 1]` sentences are longer; each placed one moves its length's next place on.
  const next = starts.slice(1);
  lengths.forEach((length, b) => {
    if (length > 0) sorted[next[length]!++] = b;
  });
  return sorted;
}

function stepCounts(lengths: Int32Array, sentences: Int32Array): Int32Array {
  const counts = new Int32Array(sentences.length === 0 ? 0 : lengths[sentences[0]!]!);
  let alive = sentences.length;
  for (let t = 0; t < counts.length; t++) {
    while (lengths[sentences[alive - 1]!]! <= t) alive--;
    counts[t] = alive;
  }
  return counts;
}

/** Where each packed row lies in the unpacked batch, and its sentence in packed order. */
function rowPlaces(counts: Int32Array, sentences: Int32Array, time: number): Pick<Packing, "positions" | "slots"> {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const positions = new Int32Array(rows);
  const slots = new Int32Array(rows);
  let row = 0;
  for (let t = 0; t < counts.length; t++) {
    for (let s = 0; s < counts[t]!; s++, row++) {
      positions[row] = sentences[s]! * time + t;
      slots[row] = s;
    }
  }
  return { positions, slots };
}

function taken<A extends Int32Array | Float32Array>(source: A, positions: Int32Array, target: A): A {
  for (let row = 0; row < positions.length; row++) target[row] = source[positions[row]!]!;
  return target;
}

/** Packs sentences of these lengths, each at most `time`; an empty one has no row. */
export function packSentences(lengths: Int32Array, time: number): Packing {
  const sentences = byLength(lengths, time);
  const counts = stepCounts(lengths, sentences);
  return { counts, sentences, ...rowPlaces(counts, sentences, time) };
}

/** Packs a batch; with `masked`, PAD has no row. */
export function packBatch(batch: Batch, masked: boolean): PackedBatch {
  const packing = packSentences(sentenceLengths(batch, masked), batch.time);
  const { positions } = packing;
  const rows = positions.length;
  return {
    ...packing,
    words: taken(batch.words, positions, new Int32Array(rows)),
    tags: taken(batch.tags, positions, new Int32Array(rows)),
    weights: taken(batch.weights, positions, new Float32Array(rows)),
  };
}

/** The rows of `[batch, time, width]` that are tokens, in packed order. */
export function packRows(values: Float32Array, { positions }: Packing, width: number): Float32Array {
  const packed = new Float32Array(positions.length * width);
  positions.forEach((position, row) => packed.set(values.subarray(position * width, (position + 1) * width), row * width));
  return packed;
}

/** Packed rows in their places of a zero `[batch, time, width]`. */
export function unpackRows(packed: Float32Array | Float64Array, { positions }: Packing, width: number, size: number): Float32Array {
  const values = new Float32Array(size);
  positions.forEach((position, row) => values.set(packed.subarray(row * width, (row + 1) * width), position * width));
  return values;
}
