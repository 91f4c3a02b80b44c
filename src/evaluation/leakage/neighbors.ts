import { UsageError } from "../../errors";
import { jaccard, Shingles } from "./shingles";

/** A sentence and the one most like it among others, as indices into the shingle sets. */
export interface Neighbor {
  readonly sentence: number;
  readonly nearest: number;
  /** The Jaccard similarity of their shingles, at least the threshold. */
  readonly similarity: number;
}

export const DEFAULT_THRESHOLD = 0.5;
const ROUNDING = 1e-9;

export function checkThreshold(threshold: number): void {
  if (threshold > 0 && threshold <= 1) return;
  throw new UsageError(`The similarity ${threshold} is no threshold; give a number above 0 and up to 1.`);
}

/**
 * How many of a set's rarest shingles must be looked up. Sets of similarity t or more share at least ⌈t·n⌉ of either's n
 * shingles, so they share one among the n − ⌈t·n⌉ + 1 rarest of each (prefix filtering: Chaudhuri, Ganti and Kaushik
 * 2006; Bayardo, Ma and Srikant 2007).
 */
function prefixLength(size: number, threshold: number): number {
  return size - Math.ceil(threshold * size - ROUNDING) + 1;
}

type Index = ReadonlyMap<number, readonly number[]>;

function indexPrefixes(sets: readonly Shingles[], among: readonly number[], threshold: number): Index {
  const index = new Map<number, number[]>();
  for (const sentence of among) {
    const set = sets[sentence]!;
    const length = prefixLength(set.length, threshold);
    for (let k = 0; k < length && k < set.length; k++) {
      const holders = index.get(set[k]!);
      if (holders) holders.push(sentence);
      else index.set(set[k]!, [sentence]);
    }
  }
  return index;
}

function candidatesFor(set: Shingles, index: Index, threshold: number): Set<number> {
  const candidates = new Set<number>();
  const length = prefixLength(set.length, threshold);
  for (let k = 0; k < length && k < set.length; k++) for (const sentence of index.get(set[k]!) ?? []) candidates.add(sentence);
  return candidates;
}

/** No set can be more like another than the smaller is large. */
function mostPossible(a: Shingles, b: Shingles): number {
  return Math.min(a.length, b.length) / Math.max(a.length, b.length);
}

function nearestTo(sentence: number, sets: readonly Shingles[], index: Index, threshold: number): Neighbor | undefined {
  const own = sets[sentence]!;
  let best: Neighbor | undefined;
  for (const other of candidatesFor(own, index, threshold)) {
    if (other === sentence || mostPossible(own, sets[other]!) < (best?.similarity ?? threshold) - ROUNDING) continue;
    const similarity = jaccard(own, sets[other]!);
    if (similarity < threshold - ROUNDING) continue;
    const isBetter = best === undefined || similarity > best.similarity || (similarity === best.similarity && other < best.nearest);
    if (isBetter) best = { sentence, nearest: other, similarity };
  }
  return best;
}

/**
 * For each sentence of `of` that has one, its nearest among `among` (other than itself) with a similarity of at least
 * the threshold; ties go to the lower index. Exact, by an inverted index over each set's rarest shingles; nothing is
 * sampled or hashed. Throws a UsageError for a threshold outside (0, 1].
 */
export function nearestNeighbors(
  sets: readonly Shingles[], of: readonly number[], among: readonly number[], threshold = DEFAULT_THRESHOLD
): readonly Neighbor[] {
  checkThreshold(threshold);
  const index = indexPrefixes(sets, among, threshold);
  return of.flatMap((sentence) => nearestTo(sentence, sets, index, threshold) ?? []);
}
