import type { TrialRecord } from "../experiments/record";
import { DEFAULT_POLICY } from "../serving/router/policy";
import { SLOTS, type Slot } from "../serving/slots";
import type { Evidence } from "./evidence";

/** The arms that stand for a slot, the first that has a record: the Baseline as built finds nothing on sentences. */
const ARMS: { readonly [slot in Slot]: readonly string[] } = { model2: ["model2"], baseline: ["baseline-per-token", "baseline"], advanced: ["advanced"] };

interface Sums {
  readonly found: number;
  readonly correct: number;
}

/** Gold and predicted entities together, and those that are right, of all seeds. */
function sumsOf(records: readonly TrialRecord[]): Sums {
  const classes = records.flatMap(({ metrics }) => Object.values(metrics.test.entities.discard.perType));
  const total = (value: (counts: (typeof classes)[number]) => number) => classes.reduce((sum, counts) => sum + value(counts), 0);
  return { found: total(({ support, predicted }) => support + predicted), correct: total(({ correct }) => correct) };
}

export type Shares = { readonly [slot in Slot]: number };

/** The models of the slots with as many seeds each. */
export type SlotTrials = { readonly [slot in Slot]: readonly TrialRecord[] };

/** The records behind the three slots, cut to as many seeds as all have; null where a slot has none. */
export function slotTrials(evidence: Evidence): SlotTrials | null {
  const found = SLOTS.map((slot) => ARMS[slot].map((arm) => evidence.records("headline", arm)).find((records) => records.length > 0) ?? []);
  const seeds = Math.min(...found.map(({ length }) => length));
  return seeds === 0 ? null : (Object.fromEntries(SLOTS.map((slot, i) => [slot, found[i]!.slice(0, seeds)])) as unknown as SlotTrials);
}

/** Strict F1 in expectation of requests that are sent to the slots by shares, whatever their sentence; all seeds together. */
export function mixedF1(trials: SlotTrials, shares: Shares = DEFAULT_POLICY.shares): number {
  const parts = SLOTS.map((slot) => ({ share: shares[slot], ...sumsOf(trials[slot]) }));
  const found = parts.reduce((sum, part) => sum + part.share * part.found, 0);
  return found === 0 ? 0 : (2 * parts.reduce((sum, part) => sum + part.share * part.correct, 0)) / found;
}
