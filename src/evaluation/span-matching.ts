import { Entity } from "./entities";

/** A prediction and the gold entity that it used up. */
export interface SpanPair {
  readonly gold: Entity;
  readonly predicted: Entity;
}

export interface SpanMatching {
  readonly pairs: readonly SpanPair[];
  readonly missed: number;
  readonly spurious: number;
}

/**
 * nervaluate's entities of one document: any tag but O belongs to one, the type is the text after its second
 * character, and B- or another type begins the next.
 */
export function collectSpans(tags: readonly string[]): Entity[] {
  const entities: Entity[] = [];
  let open: { type: string; start: number } | undefined;
  const close = (end: number): void => {
    if (open !== undefined) entities.push({ ...open, end });
    open = undefined;
  };
  tags.forEach((tag, i) => {
    const type = tag.slice(2);
    if (tag !== "O" && open?.type === type && !tag.startsWith("B")) return;
    close(i - 1);
    if (tag !== "O") open = { type, start: i };
  });
  close(tags.length - 1);
  return entities;
}

/** The share of the gold entity's tokens that the prediction covers. */
function overlapShare({ gold, predicted }: SpanPair): number {
  const shared = Math.min(gold.end, predicted.end) - Math.max(gold.start, predicted.start) + 1;
  return shared / (gold.end - gold.start + 1);
}

/**
 * Gives each prediction, in order, the first unused gold entity that it covers by at least `minOverlap`; both are then
 * used up, whether right or wrong. An overlap of nothing never counts. Both sides come in order and without overlaps
 * of their own, so gold entities that end before a prediction begins are passed for good.
 */
export function matchSpans(gold: readonly Entity[], predicted: readonly Entity[], minOverlap: number): SpanMatching {
  const used = new Set<number>();
  const pairs: SpanPair[] = [];
  let from = 0;
  for (const prediction of predicted) {
    while (from < gold.length && gold[from]!.end < prediction.start) from++;
    for (let k = from; k < gold.length && gold[k]!.start <= prediction.end; k++) {
      const pair = { gold: gold[k]!, predicted: prediction };
      if (used.has(k) || overlapShare(pair) < minOverlap) continue;
      used.add(k);
      pairs.push(pair);
      break;
    }
  }
  return { pairs, missed: gold.length - used.size, spurious: predicted.length - pairs.length };
}
