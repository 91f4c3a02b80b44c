/** The first `length` items of a sequence, filled up at the end with `padding`. The input stays as it is. */
export function padOrTruncate(sequence: ArrayLike<number>, length: number, padding: number): Int32Array {
  const result = new Int32Array(length).fill(padding);
  const kept = Math.min(sequence.length, length);
  for (let i = 0; i < kept; i++) result[i] = sequence[i]!;
  return result;
}

/** Many sequences as one row-major matrix `[sequences, length]`, each padded and truncated at its end. */
export function padSequences(sequences: readonly ArrayLike<number>[], length: number, padding: number): Int32Array {
  const result = new Int32Array(sequences.length * length).fill(padding);
  sequences.forEach((sequence, row) => {
    const kept = Math.min(sequence.length, length);
    for (let i = 0; i < kept; i++) result[row * length + i] = sequence[i]!;
  });
  return result;
}

/** What a fixed length costs a corpus. Shares are fractions of 1. */
export interface LengthCost {
  readonly length: number;
  /** Padded positions among all positions `sentences × length`. */
  readonly paddingShare: number;
  /** Tokens beyond the length among all tokens. */
  readonly truncatedTokenShare: number;
  readonly truncatedSentences: number;
}

export function lengthCost(lengths: readonly number[], length: number): LengthCost {
  const tokens = lengths.reduce((sum, n) => sum + n, 0);
  const kept = lengths.reduce((sum, n) => sum + Math.min(n, length), 0);
  return {
    length,
    paddingShare: 1 - kept / (lengths.length * length),
    truncatedTokenShare: (tokens - kept) / tokens,
    truncatedSentences: lengths.filter((n) => n > length).length,
  };
}
