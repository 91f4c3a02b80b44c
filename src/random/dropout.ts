/**
 * Counter-based dropout: factor number i of a mask is a function of the mask's two keys and i alone, so that it is the
 * same in every implementation, in any order, on any number of workers. The mixer is murmur3's finalizer, twice.
 */
export function dropoutBits(key0: number, key1: number, index: number): number {
  return finalize(finalize((index ^ key0) | 0) ^ key1);
}

function finalize(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** What one use of dropout needs to know beside its keys. */
export interface DropoutRate {
  /** A factor is 0 where its bits, an unsigned number, are below this. */
  readonly threshold: number;
  /** What kept values are multiplied with, 1 / (1 − rate). */
  readonly scale: number;
}

export function dropoutRate(rate: number): DropoutRate {
  return { threshold: Math.round(rate * 4294967296) >>> 0, scale: Math.fround(1 / (1 - rate)) };
}

export function dropoutFactor(key0: number, key1: number, index: number, { threshold, scale }: DropoutRate): number {
  return dropoutBits(key0, key1, index) < threshold ? 0 : scale;
}
