import { DEPTHS, type Card } from "../card";
import { topicsOf } from "../filter";
import { formatTable } from "../../terminal/table";
import type { Progress } from "../schedule/progress";
import { standingOf, type StandingCard } from "../schedule/standing";
import { intervalText } from "./intervals";

/** A card of `--list --json`. */
export interface ListedCard extends Pick<Card, "id" | "kind" | "question" | "depth" | "round" | "topic" | "section" | "page"> {
  readonly standing: StandingCard["standing"];
  /** ISO 8601; null for a new card. */
  readonly due: string | null;
  readonly answers: number;
  readonly changed: StandingCard["changed"];
}

export function listCards(deck: readonly Card[], progress: Progress, now: Date): ListedCard[] {
  return deck.map((card) => {
    const { standing, due, changed } = standingOf(card, progress, now);
    const { id, kind, question, depth, round, topic, section, page } = card;
    const answers = progress.get(id)?.reviews.length ?? 0;
    return { id, kind, question, depth, round, topic, section, page, standing, due: due?.toISOString() ?? null, answers, changed };
  });
}

function dueText({ standing, due }: ListedCard, now: Date): string {
  if (standing === "new") return "new";
  if (standing === "stale") return "now, changed";
  return standing === "due" ? "now" : `in ${intervalText(Date.parse(due!) - now.getTime())}`;
}

const ROUND_LETTERS = { "technical": "tech", "system-design": "design", "behavioral": "behav" } as const;

/** The list for a terminal of 80 columns. */
export function formatList(cards: readonly ListedCard[], now: Date): string {
  const rows = cards.map((card) => [card.id, card.depth, ROUND_LETTERS[card.round], card.topic, dueText(card, now)]);
  return formatTable(["card", "depth", "round", "topic", "due"], rows);
}

export interface TopicCount {
  readonly topic: string;
  readonly cards: number;
  readonly perDepth: { readonly [depth: string]: number };
  readonly new: number;
  /** Due by now, changed ones among them. */
  readonly due: number;
}

export function countTopics(deck: readonly Card[], progress: Progress, now: Date): TopicCount[] {
  return topicsOf(deck).map((topic) => {
    const cards = deck.filter((card) => card.topic === topic);
    const standings = cards.map((card) => standingOf(card, progress, now).standing);
    return {
      topic,
      cards: cards.length,
      perDepth: Object.fromEntries(DEPTHS.map((depth) => [depth, cards.filter((card) => card.depth === depth).length])),
      new: standings.filter((standing) => standing === "new").length,
      due: standings.filter((standing) => standing === "due" || standing === "stale").length,
    };
  });
}

export function formatTopics(topics: readonly TopicCount[]): string {
  const rows = topics.map((each) => [each.topic, each.cards, ...DEPTHS.map((depth) => each.perDepth[depth]!), each.new, each.due]);
  return formatTable(["topic", "cards", ...DEPTHS, "new", "due"], rows);
}
