import type { Card } from "../card";
import type { Progress } from "../schedule/progress";
import { standingOf, type StandingCard } from "../schedule/standing";

export interface SelectionOptions {
  /** Cards at most. */
  readonly limit: number;
  /** New ones among them at most. */
  readonly newLimit: number;
}

function byDue(a: StandingCard, b: StandingCard): number {
  return a.due!.getTime() - b.due!.getTime();
}

/** What a drill asks: cards whose number changed, then those due, the longest overdue first, then new ones in the order of the pages. */
export function selectCards(deck: readonly Card[], progress: Progress, now: Date, { limit, newLimit }: SelectionOptions): StandingCard[] {
  const all = deck.map((card) => standingOf(card, progress, now));
  const of = (standing: StandingCard["standing"]) => all.filter((each) => each.standing === standing);
  return [...of("stale").sort(byDue), ...of("due").sort(byDue), ...of("new").slice(0, newLimit)].slice(0, limit);
}

export function endOfDay(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
}

/** Cards that are or come due before a moment. */
export function countDue(deck: readonly Card[], progress: Progress, now: Date, before: Date): number {
  return deck.map((card) => standingOf(card, progress, now)).filter(({ due }) => due !== null && due < before).length;
}
