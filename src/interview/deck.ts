import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../errors";
import { PROJECT_ROOT } from "../experiments/workspace";
import type { Card } from "./card";
import { parseCards } from "./parse-cards";

export const INTERVIEW_FOLDER = path.join(PROJECT_ROOT, "interview");
/** Pages whose fourth-level sections are cards, in the order in which they are met. */
export const CARD_PAGES: readonly string[] = ["INTERVIEW_PREP_GUIDE.md", "INTERVIEW_QUICK_REFERENCE.md"];

function requireOneOfEach(cards: readonly Card[]): void {
  const seen = new Map<string, Card>();
  for (const card of cards) {
    const other = seen.get(card.id);
    if (other) throw new DataError(`Two cards are called "${card.id}": "${other.question}" and "${card.question}"; rename one.`);
    seen.set(card.id, card);
  }
}

/** The cards of pages by their names. Throws a DataError for a card without its parts, or an id that two cards have. */
export function parseDeck(pages: readonly (readonly [page: string, markdown: string])[]): Card[] {
  const cards = pages.flatMap(([page, markdown]) => parseCards(markdown, page));
  requireOneOfEach(cards);
  return cards;
}

/** All cards, read from the pages. Throws a DataError for a page that cannot be read, a card without its parts, or an id that two cards have. */
export function readDeck(folder: string = INTERVIEW_FOLDER): Card[] {
  return parseDeck(CARD_PAGES.map((page) => {
    const file = path.join(folder, page);
    if (!fs.existsSync(file)) throw new DataError(`${file} is missing; the cards are read from it.`);
    return [page, fs.readFileSync(file, "utf8")];
  }));
}
