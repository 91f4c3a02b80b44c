/**
 * Sums in the order numpy adds doubles, so that averages agree with seqeval to the last bit.
 * Source: numpy's pairwise_sum (numpy/_core/src/umath/loops_utils.h.src), for contiguous doubles.
 */
const BLOCK = 8;
const LARGEST_UNSPLIT = 128;

function sumInOrder(values: readonly number[], from: number, to: number, start: number): number {
  let sum = start;
  for (let i = from; i < to; i++) sum += values[i]!;
  return sum;
}

function sumOfBlocks(values: readonly number[], from: number, to: number): number {
  const r = values.slice(from, from + BLOCK);
  const tail = to - ((to - from) % BLOCK);
  for (let i = from + BLOCK; i < tail; i += BLOCK) {
    for (let k = 0; k < BLOCK; k++) r[k]! += values[i + k]!;
  }
  const joined = r[0]! + r[1]! + (r[2]! + r[3]!) + (r[4]! + r[5]! + (r[6]! + r[7]!));
  return sumInOrder(values, tail, to, joined);
}

function sumRange(values: readonly number[], from: number, to: number): number {
  const length = to - from;
  if (length < BLOCK) return sumInOrder(values, from, to, 0);
  if (length <= LARGEST_UNSPLIT) return sumOfBlocks(values, from, to);
  const half = Math.floor(length / 2);
  const middle = from + half - (half % BLOCK);
  return sumRange(values, from, middle) + sumRange(values, middle, to);
}

/** The sum as numpy gives it; 0 for no value, and +0 for nothing but negative zeros. */
export function numpySum(values: readonly number[]): number {
  return sumRange(values, 0, values.length) + 0;
}

/** The mean as numpy gives it; NaN for no value. */
export function numpyMean(values: readonly number[]): number {
  return numpySum(values) / values.length;
}
