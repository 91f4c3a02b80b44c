import { OUTSIDE } from "../../corpus/tags";
import { sortedByCodePoint } from "../code-points";
import type { Outcome } from "./outcomes";
import { Overlap, overlapsOf } from "./pairing";

/** Mentions by gold type (row) and predicted type (column). */
export interface TypeConfusion {
  /** The types of both sides by code point, then O: missed mentions stand in its column, spurious ones in its row. */
  readonly labels: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** Gold and predicted type of one mention or pair; undefined is O. */
type Cell = readonly [gold: string | undefined, predicted: string | undefined];

function bestOverlap({ gold, predicted }: Outcome): Overlap | undefined {
  const greater = (best: Overlap | undefined, each: Overlap): Overlap => (best && best.shared >= each.shared ? best : each);
  return overlapsOf(gold, predicted).reduce<Overlap | undefined>(greater, undefined);
}

function cellsOf(outcome: Outcome): Cell[] {
  const best = bestOverlap(outcome);
  const pair: Cell[] = best ? [[outcome.gold[best.gold]!.type, outcome.predicted[best.predicted]!.type]] : [];
  const missed = outcome.gold.filter((_, g) => g !== best?.gold).map(({ type }): Cell => [type, undefined]);
  const spurious = outcome.predicted.filter((_, p) => p !== best?.predicted).map(({ type }): Cell => [undefined, type]);
  return [...pair, ...missed, ...spurious];
}

/**
 * Which type is taken for which, among mentions that overlap: the diagonal holds the correct ones and those whose
 * boundary alone is wrong. In a split or merged group the two mentions that share most tokens (ties: the first) are a
 * pair and the others count as spurious or missed, so that each row sums to the type's support and each column to its
 * predictions.
 */
export function confuseTypes(outcomes: readonly Outcome[]): TypeConfusion {
  const types = sortedByCodePoint(new Set(outcomes.flatMap(({ gold, predicted }) => [...gold, ...predicted].map(({ type }) => type))));
  const indices = new Map(types.map((type, i) => [type, i]));
  const indexOf = (type: string | undefined): number => (type === undefined ? types.length : indices.get(type)!);
  const labels = [...types, OUTSIDE];
  const counts = labels.map(() => labels.map(() => 0));
  for (const outcome of outcomes) for (const [gold, predicted] of cellsOf(outcome)) counts[indexOf(gold)]![indexOf(predicted)]!++;
  return { labels, counts };
}
