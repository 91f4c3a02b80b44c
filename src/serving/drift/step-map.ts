import { CONFIDENCE_STEPS } from "./features";

/** A map from confidence to an expected amount, constant between steps: `values[k]` holds from `from[k]` on, in 1/10,000. */
export interface StepMap {
  readonly from: readonly number[];
  readonly values: readonly number[];
}

/** One who is to be mapped: its confidence in steps of 1/10,000, and the amount that came with it. */
export interface Pairing {
  readonly step: number;
  readonly amount: number;
}

interface Block {
  readonly from: number;
  readonly count: number;
  readonly sum: number;
}

/** A block of fewer pairs says little; neighbors are put together until they are as many. */
const FEWEST_PAIRS = 25;

function merged(a: Block, b: Block): Block {
  return { from: a.from, count: a.count + b.count, sum: a.sum + b.sum };
}

function meanOf({ sum, count }: Block): number {
  return sum / count;
}

/** Pairs of equal confidence together, by rising confidence; then neighbors until each block holds enough. */
function blocksOf(pairs: readonly Pairing[]): Block[] {
  const [counts, sums] = [new Float64Array(CONFIDENCE_STEPS + 1), new Float64Array(CONFIDENCE_STEPS + 1)];
  for (const { step, amount } of pairs) {
    counts[step]!++;
    sums[step]! += amount;
  }
  const blocks: Block[] = [];
  counts.forEach((count, from) => {
    if (count === 0) return;
    const last = blocks[blocks.length - 1];
    const block = { from, count, sum: sums[from]! };
    if (last && last.count < FEWEST_PAIRS) blocks[blocks.length - 1] = merged(last, block);
    else blocks.push(block);
  });
  return blocks;
}

/** Pool adjacent violators (Ayer et al. 1955): neighbors in the wrong order become one. */
function pooled(blocks: readonly Block[], direction: 1 | -1): Block[] {
  const kept: Block[] = [];
  for (const block of blocks) {
    let next = block;
    for (let last = kept[kept.length - 1]; last && direction * (meanOf(last) - meanOf(next)) >= 0; last = kept[kept.length - 1]) {
      next = merged(last, next);
      kept.pop();
    }
    kept.push(next);
  }
  return kept;
}

/**
 * The monotone map that fits the pairs best by least squares; with none it is 0 everywhere. On the pairs that it was fitted to, the
 * mapped amounts sum up to the true ones.
 */
export function fitStepMap(pairs: readonly Pairing[], direction: "rising" | "falling"): StepMap {
  const blocks = pooled(blocksOf(pairs), direction === "rising" ? 1 : -1);
  return { from: blocks.map(({ from }) => from), values: blocks.map(meanOf) };
}

/** The map as a table: an amount for every step of 1/10,000. */
export function tableOf({ from, values }: StepMap): Float32Array {
  const table = new Float32Array(CONFIDENCE_STEPS + 1).fill(values[0] ?? 0);
  from.forEach((start, k) => table.fill(values[k]!, start));
  return table;
}
