import { DataError } from "../../errors";
import type { Card } from "../../interview/card";
import { localizeImages, localizeLinks } from "../content";
import { allOf, createElement, parseHtml, textOf, type HtmlElement } from "../dom";
import { drafted, withRecords, type Draft, type DraftContext } from "../drafts";
import { escapeHtml } from "../html";
import { slugOf } from "../headings";
import type { Entry } from "../shell";
import { relativeLink } from "../site-map";
import { linkCards } from "./card-marks";
import type { Part } from "./chapters";
import { cardListHtml, drillHtml } from "./drill-body";
import { keepPunctuation } from "./formulas";
import type { Material } from "./material";
import { DRILL_PLACE, GUIDE, INTERVIEW_FOLDER, LISTS_CLASS, MOCK_SCRIPT, QUICK_REFERENCE } from "./places";
import { questionListHtml } from "./questions";
import { markSheet } from "./sheet";

const SHARED_ASSETS: readonly string[] = ["interview.css", "search.js"];
/** In the order in which they need each other. */
export const DRILL_SCRIPTS: readonly string[] = [
  "ts-fsrs.js", MOCK_SCRIPT, "drill-store.js", "drill-deck.js", "drill-view.js", "drill-sheet.js", "drill-page.js", "drill-practice.js", "drill-keeping.js",
  "drill-mock-store.js", "drill-mock-view.js", "drill-mock.js", "drill-mock-start.js", "drill.js",
];
const DRILL_ENTRY: Entry = { title: "Drill", place: DRILL_PLACE };

/** Places of the documents, for links to them. */
export function interviewPlaces({ parts }: Material): [string, string][] {
  return [...parts.map(({ source, place }): [string, string] => [source, place]), [GUIDE.source, GUIDE.place], [INTERVIEW_FOLDER, GUIDE.place]];
}

/** All pages of the material in the order in which they are read. */
export function interviewEntries({ parts }: Material): Entry[] {
  return [...parts.map(({ title, place }) => ({ title, place })), DRILL_ENTRY];
}

/** Says where in the project a thing is that the site does not hold. A text that is the file's name gives way to its path. */
function showPath(link: HtmlElement, projectPath: string): void {
  const path = createElement("code", { class: "path" });
  path.append(projectPath);
  const text = textOf(link);
  if (text !== "" && projectPath.endsWith(text)) return link.replaceWith(path);
  const words = createElement("span");
  words.append(...link.childNodes, " (", path, ")");
  link.replaceWith(words);
}

/** Numbers look as they do in tables: the sentence is read first, the link is there for who asks. */
function markNumbers(root: HtmlElement): void {
  for (const link of allOf(root, "a[href*='numbers.html#']")) link.className = "number";
}

function localize(root: HtmlElement, from: string, page: string, { map }: DraftContext): void {
  localizeLinks(root, from, page, map, showPath);
  markNumbers(root);
  keepPunctuation(root);
}

/** Whether the guide's own opening lists its chapters, so that no second list is needed. */
function hasChapterList(root: HtmlElement): boolean {
  return allOf(root, "h2").some((heading) => textOf(heading) === "Chapters");
}

function pagesHtml({ parts }: Material, listsChapters: boolean): string {
  const link = ({ title, place }: Entry) => `<li><a href="${escapeHtml(relativeLink(GUIDE.place, place))}">${escapeHtml(title)}</a></li>`;
  const chapters = parts.filter(({ source, place }) => source === GUIDE.source && place !== GUIDE.place);
  const others = parts.filter(({ source }) => source !== GUIDE.source);
  return [
    ...(listsChapters ? [] : ["<h2>Chapters</h2>", `<ul class="chapters">${chapters.map(link).join("\n")}</ul>`]),
    "<h2>Besides the guide</h2>",
    `<ul>${[...others, DRILL_ENTRY].map(link).join("\n")}</ul>`,
  ].join("\n");
}

function placeOfCard(card: Card, { cardPlaces }: Material): string {
  const place = cardPlaces.get(card.id);
  if (place !== undefined) return place;
  const what = "has no place on a page; its line of id, depth, round and topic must follow its heading";
  throw new DataError(`${card.page}: the question "${card.question}" ${what}.`);
}

/** What the guide's first page has besides the guide's own opening. */
function addLists(root: HtmlElement, material: Material): void {
  const placeOf = (card: Card) => relativeLink(GUIDE.place, placeOfCard(card, material));
  const lists = `${pagesHtml(material, hasChapterList(root))}\n${questionListHtml(material.cards, placeOf)}`;
  root.append(parseHtml(`<div class="${LISTS_CLASS}">${lists}</div>`).firstElementChild!);
}

function partDraft({ source, place, root }: Part, material: Material, context: DraftContext): Draft {
  localize(root, source, place, context);
  const pictures = localizeImages(root, source, place, context.sources.pictures);
  withRecords(root, place, context);
  const isIndex = place === GUIDE.place;
  if (isIndex) addLists(root, material);
  if (place === QUICK_REFERENCE.place) markSheet(root);
  const draft = drafted({ path: place, source, root, pictures, assets: [...SHARED_ASSETS, ...(isIndex ? ["questions.js"] : [])] });
  linkCards(root);
  return draft;
}

/** The page on which a card's section is to be read; none where its heading has no place of its own. */
function chapterOf({ page, section }: Card, { anchors }: Material): string | undefined {
  const place = anchors.get(`${INTERVIEW_FOLDER}/${page}#${slugOf(section)}`);
  return place === undefined ? undefined : relativeLink(DRILL_PLACE, place);
}

/** The headings of its list are not among the page's contents, since with scripts the list is hidden. */
function drillDraft(material: Material, context: DraftContext): Draft {
  const { cards } = material;
  const list = cardListHtml(cards, {
    localize: (root, card) => localize(root, `${INTERVIEW_FOLDER}/${card.page}`, DRILL_PLACE, context),
    chapterOf: (card) => chapterOf(card, material),
  });
  const root = parseHtml(drillHtml(cards, list));
  const pictures = localizeImages(root, GUIDE.source, DRILL_PLACE, context.sources.pictures);
  const draft = drafted({ path: DRILL_PLACE, source: GUIDE.source, root, pictures, assets: [...SHARED_ASSETS, ...DRILL_SCRIPTS] });
  return { ...draft, headings: draft.headings.slice(0, 1) };
}

/** The pages of the interview material. */
export function interviewDrafts(material: Material, context: DraftContext): Draft[] {
  return [...material.parts.map((part) => partDraft(part, material, context)), drillDraft(material, context)];
}
