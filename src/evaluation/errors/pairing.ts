import type { Entity } from "../entities";

/** A gold and a predicted mention of one sentence that share tokens; both are indices into their lists. */
export interface Overlap {
  readonly gold: number;
  readonly predicted: number;
  readonly shared: number;
}

/** All overlaps, left to right. Neither side overlaps itself, so one pass over both finds them. */
export function overlapsOf(gold: readonly Entity[], predicted: readonly Entity[]): Overlap[] {
  const overlaps: Overlap[] = [];
  for (let g = 0, p = 0; g < gold.length && p < predicted.length; ) {
    const [a, b] = [gold[g]!, predicted[p]!];
    const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start) + 1;
    if (shared > 0) overlaps.push({ gold: g, predicted: p, shared });
    if (a.end < b.end) g++;
    else p++;
  }
  return overlaps;
}

function greatestFirst(overlaps: readonly Overlap[]): Overlap[] {
  return [...overlaps].sort((a, b) => b.shared - a.shared || a.gold - b.gold || a.predicted - b.predicted);
}

/** Keeps the overlaps, in the order given, whose `ends` are all free, and takes those ends. */
function takeFree(overlaps: readonly Overlap[], taken: Set<string>, ends: (overlap: Overlap) => readonly string[]): Overlap[] {
  return overlaps.filter((overlap) => {
    const own = ends(overlap);
    if (own.length === 0 || own.some((end) => taken.has(end))) return false;
    own.forEach((end) => taken.add(end));
    return true;
  });
}

const goldEnd = ({ gold }: Overlap): string => `gold ${gold}`;
const predictedEnd = ({ predicted }: Overlap): string => `predicted ${predicted}`;

/**
 * The overlaps that hold mentions against each other, so chosen that every mention with an overlap is in one group: a
 * pair, one gold mention with several predictions, or one prediction with several gold mentions.
 *
 * The greatest overlap whose two mentions are free pairs them (ties: the earlier gold, then the earlier prediction),
 * until none is left. A mention still free joins the partner it shares most tokens with. A pair that others joined at
 * both of its ends is taken apart, since each end has company without it.
 */
export function groupingOverlaps(overlaps: readonly Overlap[]): readonly Overlap[] {
  if (overlaps.length < 2) return overlaps;
  const ordered = greatestFirst(overlaps);
  const taken = new Set<string>();
  const pairs = takeFree(ordered, taken, (overlap) => [goldEnd(overlap), predictedEnd(overlap)]);
  const joined = takeFree(ordered, taken, (overlap) => [goldEnd(overlap), predictedEnd(overlap)].filter((end) => !taken.has(end)));
  const isCrowded = (pair: Overlap): boolean =>
    joined.some(({ gold }) => gold === pair.gold) && joined.some(({ predicted }) => predicted === pair.predicted);
  return [...pairs.filter((pair) => !isCrowded(pair)), ...joined].sort((a, b) => a.gold - b.gold || a.predicted - b.predicted);
}
