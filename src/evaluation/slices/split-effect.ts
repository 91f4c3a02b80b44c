import { DataError } from "../../errors";
import { scoreOf } from "../scores";
import type { PRF } from "../scores";
import type { SliceScore, SliceScores } from "./score-slices";

/** What one split adds to a score against another, as fractions: 0.02 is two points. */
export interface SplitEffect {
  readonly f1: number;
  readonly recall: number;
  /** The part of the recall that comes from other shares of the slices: more mentions that were seen in training. */
  readonly recallByMix: number;
  /** The rest: another recall inside the slices. */
  readonly recallWithinSlices: number;
}

function overall(slices: readonly SliceScore[]): PRF & { readonly support: number } {
  const sum = (count: "support" | "predicted" | "correct"): number => slices.reduce((total, each) => total + each[count], 0);
  const counts = { support: sum("support"), predicted: sum("predicted"), correct: sum("correct") };
  return { ...scoreOf(counts), support: counts.support };
}

function checkSameRule(reference: SliceScores, other: SliceScores): void {
  const names = ({ rule, slices }: SliceScores): string => `${rule}: ${slices.map(({ slice }) => slice).join(", ")}`;
  if (names(reference) === names(other)) return;
  throw new DataError(`Slices of one rule can be compared, but not "${names(reference)}" with "${names(other)}".`);
}

/** A slice that one side lacks has no recall of its own there; the other side's leaves it out of the within part. */
function recallIn(slice: SliceScore, counterpart: SliceScore): number {
  return slice.support > 0 ? slice.recall : counterpart.recall;
}

/**
 * The difference of two scorings of one system, trained and tested on one split and on another, divided over the slices
 * of one rule (Kitagawa 1955). With share w and recall r of a slice, recall = Σ w·r, and exactly
 * Δrecall = Σ Δw·(r + r′)/2 + Σ Δr·(w + w′)/2. Throws a DataError for slices of different rules.
 */
export function splitEffect(reference: SliceScores, other: SliceScores): SplitEffect {
  checkSameRule(reference, other);
  const [before, after] = [overall(reference.slices), overall(other.slices)];
  const share = (slice: SliceScore, support: number): number => (support === 0 ? 0 : slice.support / support);
  const parts = reference.slices.map((slice, i) => {
    const counterpart = other.slices[i]!;
    const [w, v] = [share(slice, before.support), share(counterpart, after.support)];
    const [r, s] = [recallIn(slice, counterpart), recallIn(counterpart, slice)];
    return { mix: ((v - w) * (r + s)) / 2, within: ((s - r) * (w + v)) / 2 };
  });
  return {
    f1: after.f1 - before.f1,
    recall: after.recall - before.recall,
    recallByMix: parts.reduce((sum, { mix }) => sum + mix, 0),
    recallWithinSlices: parts.reduce((sum, { within }) => sum + within, 0),
  };
}
