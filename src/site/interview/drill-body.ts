import type { Card } from "../../interview/card";
import { splitFollowUp } from "../../interview/follow-up";
import { parseHtml, type HtmlElement } from "../dom";
import { escapeHtml, scriptJson } from "../html";
import { renderMarkdown } from "../markdown";
import { labelsHtml } from "./card-marks";
import { ANSWER, OFFER, SHEET, scoresHtml, startHtml } from "./mock-body";
import { byTopic, cardAttributes, filtersHtml, questionInline } from "./questions";

const INTRODUCTION = [
  "<h1>Drill</h1>",
  "<p>Answer aloud, then look. The page asks first what you reviewed before one of its numbers changed, then what is due, then what is new. " +
    "Your progress stays in this browser, and so does a mock interview: after a reload you can go on with it.</p>",
  '<p class="without-script">Without JavaScript nothing is scheduled here: all questions are below, each with its answer folded away.</p>',
].join("\n");

const MODES = ["practice", "number", "mock"] as const;
const MODE_NAMES = { practice: "Spaced repetition", number: "Defend this number", mock: "Mock interview" } as const;

function modeHtml(cards: readonly Card[]): string {
  const modes = MODES.filter((mode) => mode !== "number" || cards.some(({ kind }) => kind === "number"));
  return `<label>Mode <select name="mode">${modes.map((mode) => `<option value="${mode}">${MODE_NAMES[mode]}</option>`).join("")}</select></label>`;
}

function setupHtml(cards: readonly Card[]): string {
  return [
    '<form class="filters" id="drill-setup" autocomplete="off">',
    modeHtml(cards),
    filtersHtml(cards),
    startHtml(),
    "</form>",
  ].join("\n");
}

const GRADES = [["1", "Again"], ["2", "Hard"], ["3", "Good"], ["4", "Easy"]] as const;

function gradesHtml(): string {
  const buttons = GRADES.map(([grade, name]) => `<button type="button" data-grade="${grade}"><b>${grade} ${name}</b> <span></span></button>`);
  return `<div class="grades" id="drill-grades" role="group" aria-label="How well did you answer?" hidden>${buttons.join("")}</div>`;
}

const CARD = [
  '<div class="panel" id="drill-card">',
  '<p class="labels"><span id="drill-labels"></span> <span id="drill-clock" class="clock" role="timer" hidden></span></p>',
  '<p class="notice" id="drill-stale" hidden></p>',
  '<div class="question" id="drill-question" role="heading" aria-level="2" tabindex="-1">Question</div>',
  '<div id="drill-steps"></div>',
  ANSWER,
  scoresHtml(),
  '<div class="actions">',
  '<button type="button" class="main" id="drill-reveal">Show the answer</button>',
  '<button type="button" id="drill-skip">Skip</button>',
  '<button type="button" id="drill-end" hidden>End the interview</button>',
  "</div>",
  gradesHtml(),
  "</div>",
  '<div class="panel" id="drill-rest" hidden><p id="drill-rest-text" tabindex="-1"></p><button type="button" id="drill-ahead">Practice ahead</button></div>',
].join("\n");

const KEEPING = [
  '<details class="keeping"><summary>Your progress, keys</summary>',
  '<div class="actions"><button type="button" id="drill-export">Export to a file</button>',
  '<label class="file">Import from a file <input type="file" id="drill-import" accept=".json,application/json"></label>',
  '<button type="button" id="drill-reset">Reset</button></div>',
  '<div class="notice" id="drill-confirm" hidden><p id="drill-confirm-text"></p>',
  '<div class="actions"><button type="button" id="drill-confirm-yes">Forget it all</button>',
  '<button type="button" id="drill-confirm-no">Keep it</button></div></div>',
  '<dl class="keys" id="drill-keys">',
  "<dt><kbd>Space</kbd> or <kbd>Enter</kbd></dt><dd>show the answer, then the follow-up, then the evidence</dd>",
  "<dt><kbd>1</kbd> to <kbd>4</kbd></dt><dd>again, hard, good, easy</dd>",
  "<dt><kbd>s</kbd></dt><dd>skip for now; a mock interview leaves the question out</dd>",
  "<dt><kbd>0</kbd> to <kbd>4</kbd></dt><dd>in a mock interview: score one criterion after the other</dd>",
  "<dt><kbd>Ctrl</kbd>+<kbd>Enter</kbd></dt><dd>in a mock interview: give the answer that you are typing; <kbd>Esc</kbd> leaves its box</dd>",
  "<dt><kbd>/</kbd></dt><dd>search</dd>",
  "<dt><kbd>?</kbd></dt><dd>show these keys</dd>",
  "</dl></details>",
].join("\n");

function partHtml(name: string, markdown: string): string {
  return `<p class="part-name">${name}</p>${renderMarkdown(markdown)}`;
}

type Steps = readonly (readonly [step: "answer" | "followUp" | "evidence", html: string])[];

/** What a card shows, step by step. The follow-up is asked with the answer and answered after it. */
function stepsOf(card: Card): Steps {
  const evidence = ["evidence", partHtml("Evidence", card.evidence)] as const;
  if (card.kind === "number") return [["answer", renderMarkdown(card.answer)], ["followUp", renderMarkdown(card.followUp)], evidence];
  const { question, answer } = splitFollowUp(card.followUp);
  return [["answer", renderMarkdown(card.answer) + partHtml("They ask next", question)], ["followUp", partHtml("And the answer", answer)], evidence];
}

/** What a score sheet says of a card: its question as Markdown, its section, and the page on which that is to be read. */
function sheetAttributes({ question, section, page }: Card, chapter: string | undefined): string {
  const values = { question, section, page, ...(chapter !== undefined && { chapter }) };
  return Object.entries(values).map(([name, value]) => `data-${name}="${escapeHtml(value)}"`).join(" ");
}

/** A card, folded, with all that the drill needs to know of it. */
function cardHtml(card: Card, chapter: string | undefined): string {
  const numbers = Object.fromEntries(card.numbers.map(({ key, text }) => [key, text]));
  return [
    `<li ${cardAttributes(card)} ${sheetAttributes(card, chapter)} data-numbers="${escapeHtml(scriptJson(numbers))}">`,
    `<details><summary>${questionInline(card)}</summary>`,
    `<p class="labels">${labelsHtml([card.depth, card.round, card.topic])}</p>`,
    ...stepsOf(card).map(([step, html]) => `<div class="step" data-step="${step}">${html}</div>`),
    "</details></li>",
  ].join("\n");
}

export interface CardLinks {
  /** Makes a card's links those of the page. */
  readonly localize: (root: HtmlElement, card: Card) => void;
  /** The address of the page with the card's section, from the drill's page. */
  readonly chapterOf: (card: Card) => string | undefined;
}

/** The list of all cards. */
export function cardListHtml(cards: readonly Card[], { localize, chapterOf }: CardLinks): string {
  const item = (card: Card): string => {
    const root = parseHtml(`<ul>${cardHtml(card, chapterOf(card))}</ul>`);
    localize(root, card);
    return root.querySelector("ul")!.innerHTML;
  };
  const topics = byTopic(cards).map(({ title, cards: own }) => `<h3>${escapeHtml(title)}</h3>\n<ul class="cards">${own.map(item).join("\n")}</ul>`);
  return `<div id="all-cards"><h2>All questions with their answers</h2>\n${topics.join("\n")}</div>`;
}

/** The page of the drill without its cards: what scripts fill stays hidden without them. */
export function drillHtml(cards: readonly Card[], list: string): string {
  const status = '<p class="notice" id="drill-trouble" role="alert" hidden></p>\n<p class="counts" id="drill-counts" role="status"></p>';
  return [INTRODUCTION, `<div id="drill" class="drill" hidden>`, OFFER, setupHtml(cards), status, CARD, SHEET, KEEPING, "</div>", list].join("\n");
}
