import { DEPTHS, ROUNDS, type Card } from "../../interview/card";
import { allOf, parseHtml, unwrap } from "../dom";
import { escapeHtml } from "../html";
import { renderInlineMarkdown } from "../markdown";
import { labelsHtml } from "./card-marks";

/** The cards of one topic, under the name of the chapter that they come from. */
export interface TopicCards {
  readonly topic: string;
  readonly title: string;
  readonly cards: readonly Card[];
}

/** `Chapter 10: Metrics` is `Metrics`. */
function nameOf(section: string): string {
  return section.replace(/^Chapter \d+: /, "");
}

/** Cards by topic, in the order in which topics are met. */
export function byTopic(cards: readonly Card[]): TopicCards[] {
  const topics = [...new Set(cards.map(({ topic }) => topic))];
  return topics.map((topic) => {
    const own = cards.filter((card) => card.topic === topic);
    return { topic, title: nameOf(own[0]!.section), cards: own };
  });
}

/** What a script needs to choose cards, as attributes. */
export function cardAttributes({ id, kind, depth, round, topic }: Card): string {
  const values = { id, kind, depth, round, topic };
  return Object.entries(values).map(([name, value]) => `data-${name}="${escapeHtml(value)}"`).join(" ");
}

/** A card's question as HTML that can stand in a link: its own links are plain text there. */
export function questionInline({ question }: Card): string {
  const root = parseHtml(renderInlineMarkdown(question));
  for (const link of allOf(root, "a")) unwrap(link);
  return root.innerHTML;
}

function option(value: string, text: string): string {
  return `<option value="${escapeHtml(value)}">${escapeHtml(text)}</option>`;
}

function selectHtml(name: string, label: string, options: readonly (readonly [string, string])[]): string {
  const all = option("", `every ${label.toLowerCase()}`);
  return `<label>${label} <select name="${name}">${all}${options.map(([value, text]) => option(value, text)).join("")}</select></label>`;
}

/** Choices of topic, depth and round, as labels with lists. */
export function filtersHtml(cards: readonly Card[]): string {
  const same = (values: readonly string[]) => values.map((value): readonly [string, string] => [value, value.replace("-", " ")]);
  return [
    selectHtml("topic", "Topic", byTopic(cards).map(({ topic, title }) => [topic, title])),
    selectHtml("depth", "Depth", same(DEPTHS)),
    selectHtml("round", "Round", same(ROUNDS)),
  ].join("\n");
}

function questionHtml(card: Card, placeOf: (card: Card) => string): string {
  const link = `<a href="${escapeHtml(placeOf(card))}">${questionInline(card)}</a>`;
  return `<li ${cardAttributes(card)}>${link} ${labelsHtml([card.depth, card.round])}</li>`;
}

/** All questions under their topics, with a form that narrows them where scripts run. */
export function questionListHtml(cards: readonly Card[], placeOf: (card: Card) => string): string {
  const listOf = (own: readonly Card[]) => `<ul class="questions">${own.map((card) => questionHtml(card, placeOf)).join("\n")}</ul>`;
  const topics = byTopic(cards).map(({ title, cards: own }) => `<div class="topic"><h3>${escapeHtml(title)}</h3>\n${listOf(own)}</div>`);
  return [
    "<h2>All questions</h2>",
    `<form class="filters" id="question-filter" hidden>${filtersHtml(cards)}</form>`,
    `<p id="question-count" role="status">${cards.length} questions.</p>`,
    ...topics,
  ].join("\n");
}
