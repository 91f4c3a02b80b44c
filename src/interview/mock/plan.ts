import { deriveSeed, createGenerator, type RandomGenerator } from "../../random/generator";
import { DEPTHS, type Card, type Depth, type Round } from "../card";

/** What a plan needs to know of a card. */
export type Plannable = Pick<Card, "id" | "kind" | "depth" | "round" | "topic">;

/** A question of a mock interview with the minutes meant for it. */
export interface PlannedQuestion<C extends Plannable = Card> {
  readonly card: C;
  readonly minutes: number;
}

export const SHORTEST_MINUTES = 5;
export const LONGEST_MINUTES = 240;
export const DEFAULT_MINUTES = 45;

/** Minutes for one question with its follow-up and its score. */
const COSTS: { readonly [round in Round]: { readonly [depth in Depth]: number } } = {
  "technical": { screening: 3, senior: 5, staff: 7 },
  "system-design": { screening: 4, senior: 7, staff: 10 },
  "behavioral": { screening: 4, senior: 6, staff: 7 },
};

/** Shares of the time: a short warm-up, then what decides. */
const SHARES: { readonly [depth in Depth]: number } = { screening: 0.2, senior: 0.45, staff: 0.35 };

export type QuestionCounts = { readonly [depth in Depth]: number };

const UNLIMITED: QuestionCounts = { screening: Infinity, senior: Infinity, staff: Infinity };

export function plannedMinutes(round: Round, counts: QuestionCounts): number {
  return DEPTHS.reduce((sum, depth) => sum + counts[depth] * COSTS[round][depth], 0);
}

/** What the shares leave over goes to one more question after the other, senior ones where they fit and there are any. */
function filled(round: Round, minutes: number, counts: QuestionCounts, available: QuestionCounts): QuestionCounts {
  const left = minutes - plannedMinutes(round, counts);
  const depth = (["senior", "screening", "staff"] as const).find((each) => counts[each] < available[each] && COSTS[round][each] <= left);
  return depth === undefined ? counts : filled(round, minutes, { ...counts, [depth]: counts[depth] + 1 }, available);
}

/**
 * How many questions of each depth the minutes hold, of those there are: no further one would fit. A depth without questions
 * leaves its share of the time to the others.
 */
export function questionCounts(round: Round, minutes: number, available: QuestionCounts = UNLIMITED): QuestionCounts {
  const present = DEPTHS.filter((depth) => available[depth] > 0);
  const shares = present.reduce((sum, depth) => sum + SHARES[depth], 0);
  const fitting = (depth: Depth) =>
    present.includes(depth) ? Math.min(available[depth], Math.floor((minutes * SHARES[depth]) / shares / COSTS[round][depth])) : 0;
  return filled(round, minutes, { screening: fitting("screening"), senior: fitting("senior"), staff: fitting("staff") }, available);
}

function fewestAsked<C extends Plannable>(candidates: readonly C[], asked: ReadonlyMap<string, number>): C | undefined {
  const times = ({ topic }: C) => asked.get(topic) ?? 0;
  return candidates.reduce<C | undefined>((best, card) => (best === undefined || times(card) < times(best) ? card : best), undefined);
}

/** Cards in random order, but each from the topic asked least so far, so that no topic fills the interview. */
function draw<C extends Plannable>(cards: readonly C[], count: number, asked: Map<string, number>, random: RandomGenerator): C[] {
  const waiting = random.shuffled(cards);
  const drawn: C[] = [];
  while (drawn.length < count && waiting.length > 0) {
    const next = fewestAsked(waiting, asked)!;
    waiting.splice(waiting.indexOf(next), 1);
    asked.set(next.topic, (asked.get(next.topic) ?? 0) + 1);
    drawn.push(next);
  }
  return drawn;
}

/** What an interview of a round can ask. By id: what is drawn must not depend on the order of a list. */
function candidatesOf<C extends Plannable>(deck: readonly C[], round: Round): C[] {
  return deck.filter((card) => card.round === round && card.kind === "question").sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The minutes that the shortest question of a deck takes; undefined where there is none of the round. */
export function fewestMinutes(deck: readonly Plannable[], round: Round): number | undefined {
  const minutes = candidatesOf(deck, round).map(({ depth }) => COSTS[round][depth]);
  return minutes.length === 0 ? undefined : Math.min(...minutes);
}

/**
 * The questions of a mock interview: of one round, from the warm-up to the deepest, as many as the minutes allow and the deck
 * holds. It follows from the deck's cards, round, minutes and seed, here and on the site's page.
 */
export function planInterview<C extends Plannable>(deck: readonly C[], round: Round, minutes: number, seed: number): PlannedQuestion<C>[] {
  const cards = candidatesOf(deck, round);
  const of = (depth: Depth) => cards.filter((card) => card.depth === depth);
  const counts = questionCounts(round, minutes, { screening: of("screening").length, senior: of("senior").length, staff: of("staff").length });
  const random = createGenerator(deriveSeed(seed, "mock interview", round));
  const asked = new Map<string, number>();
  return DEPTHS.flatMap((depth) => draw(of(depth), counts[depth], asked, random).map((card) => ({ card, minutes: COSTS[round][depth] })));
}
