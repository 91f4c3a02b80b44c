import { UsageError } from "../errors";
import { matches, type Card, type CardFilter } from "./card";

export function topicsOf(deck: readonly Card[]): string[] {
  return [...new Set(deck.map(({ topic }) => topic))];
}

/** The cards of a filter. Throws a UsageError for a topic that no card has, or where nothing is left. */
export function filterDeck(deck: readonly Card[], filter: CardFilter): Card[] {
  const { topic } = filter;
  if (topic !== undefined && !topicsOf(deck).includes(topic)) {
    throw new UsageError(`There is no topic "${topic}"; known are ${topicsOf(deck).join(", ")}.`);
  }
  const found = deck.filter((card) => matches(card, filter));
  const asked = Object.values(filter).filter((value) => value !== undefined);
  if (found.length === 0) throw new UsageError(`No card is ${asked.join(", ")}; nerbook drill --topics shows what there is.`);
  return found;
}

const SUGGESTIONS = 5;

/** The card of an id. Throws a UsageError that names some like it. */
export function cardNamed(deck: readonly Card[], id: string): Card {
  const found = deck.find((card) => card.id === id);
  if (found) return found;
  const words = id.split("-").filter((word) => word.length > 2);
  const like = deck.filter((card) => words.some((word) => card.id.includes(word))).slice(0, SUGGESTIONS).map((card) => card.id);
  throw new UsageError(`There is no card "${id}"; ${like.length > 0 ? `like it are ${like.join(", ")}, and ` : ""}nerbook drill --list shows all.`);
}
