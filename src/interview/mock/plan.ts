import { deriveSeed, createGenerator, type RandomGenerator } from "../../random/generator";
import { DEPTHS, type Card, type Depth, type Round } from "../card";

/** A question of a mock interview with the minutes meant for it. */
export interface PlannedQuestion {
  readonly card: Card;
  readonly minutes: number;
}

export const SHORTEST_MINUTES = 5;
export const LONGEST_MINUTES = 240;

/** Minutes for one question with its follow-up and its score. */
const COSTS: { readonly [round in Round]: { readonly [depth in Depth]: number } } = {
  "technical": { screening: 3, senior: 5, staff: 7 },
  "system-design": { screening: 4, senior: 7, staff: 10 },
  "behavioral": { screening: 4, senior: 6, staff: 7 },
};

/** Shares of the time: a short warm-up, then what decides. */
const SHARES: { readonly [depth in Depth]: number } = { screening: 0.2, senior: 0.45, staff: 0.35 };

type QuestionCounts = { readonly [depth in Depth]: number };

export function plannedMinutes(round: Round, counts: QuestionCounts): number {
  return DEPTHS.reduce((sum, depth) => sum + counts[depth] * COSTS[round][depth], 0);
}

/** What the shares leave over goes to one more question after the other, senior ones where they fit. */
function filled(round: Round, minutes: number, counts: QuestionCounts): QuestionCounts {
  const left = minutes - plannedMinutes(round, counts);
  const depth = (["senior", "screening"] as const).find((each) => COSTS[round][each] <= left);
  return depth === undefined ? counts : filled(round, minutes, { ...counts, [depth]: counts[depth] + 1 });
}

/** How many questions of each depth the minutes hold: no further one would fit. */
export function questionCounts(round: Round, minutes: number): QuestionCounts {
  const fitting = (depth: Depth) => Math.floor((minutes * SHARES[depth]) / COSTS[round][depth]);
  return filled(round, minutes, { screening: fitting("screening"), senior: fitting("senior"), staff: fitting("staff") });
}

function fewestAsked(candidates: readonly Card[], asked: ReadonlyMap<string, number>): Card | undefined {
  const times = ({ topic }: Card) => asked.get(topic) ?? 0;
  return candidates.reduce<Card | undefined>((best, card) => (best === undefined || times(card) < times(best) ? card : best), undefined);
}

/** Cards in random order, but each from the topic asked least so far, so that no topic fills the interview. */
function draw(cards: readonly Card[], count: number, asked: Map<string, number>, random: RandomGenerator): Card[] {
  const waiting = random.shuffled(cards);
  const drawn: Card[] = [];
  while (drawn.length < count && waiting.length > 0) {
    const next = fewestAsked(waiting, asked)!;
    waiting.splice(waiting.indexOf(next), 1);
    asked.set(next.topic, (asked.get(next.topic) ?? 0) + 1);
    drawn.push(next);
  }
  return drawn;
}

/**
 * The questions of a mock interview: of one round, from the warm-up to the deepest, as many as the minutes allow and the deck
 * holds. It follows from deck, round, minutes and seed.
 */
export function planInterview(deck: readonly Card[], round: Round, minutes: number, seed: number): PlannedQuestion[] {
  const counts = questionCounts(round, minutes);
  const random = createGenerator(deriveSeed(seed, "mock interview", round));
  const asked = new Map<string, number>();
  const cards = deck.filter((card) => card.round === round && card.kind === "question");
  return DEPTHS.flatMap((depth) => {
    const drawn = draw(cards.filter((card) => card.depth === depth), counts[depth], asked, random);
    return drawn.map((card) => ({ card, minutes: COSTS[round][depth] }));
  });
}
