import { Outcome, OUTCOME_KINDS, OutcomeKind } from "./outcomes";

/** How often a kind came up, and how many mentions of each side it holds (a split: one gold, several predicted). */
export interface KindCounts {
  readonly outcomes: number;
  readonly gold: number;
  readonly predicted: number;
}

export interface Taxonomy {
  readonly kinds: { readonly [kind in OutcomeKind]: KindCounts };
  /** Gold mentions: the sum of `gold` over the kinds. */
  readonly support: number;
  /** Predicted mentions: the sum of `predicted` over the kinds. */
  readonly predicted: number;
  readonly correct: number;
  /** Outcomes that are not correct. */
  readonly errors: number;
}

function countKind(outcomes: readonly Outcome[]): KindCounts {
  const sum = (side: "gold" | "predicted"): number => outcomes.reduce((total, each) => total + each[side].length, 0);
  return { outcomes: outcomes.length, gold: sum("gold"), predicted: sum("predicted") };
}

/** Counts the outcomes by kind; every kind has an entry, in the order of OUTCOME_KINDS. */
export function countOutcomes(outcomes: readonly Outcome[]): Taxonomy {
  const counts = OUTCOME_KINDS.map((kind) => [kind, countKind(outcomes.filter((each) => each.kind === kind))] as const);
  const kinds = Object.fromEntries(counts) as { readonly [kind in OutcomeKind]: KindCounts };
  const all = countKind(outcomes);
  const correct = kinds.correct.outcomes;
  return { kinds, support: all.gold, predicted: all.predicted, correct, errors: all.outcomes - correct };
}
