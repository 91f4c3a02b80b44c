import { CARD_PAGES, parseDeck } from "../../interview/deck";
import type { Card } from "../../interview/card";
import { allOf, parseHtml, type HtmlElement } from "../dom";
import { headingText, slugOf, uniqueId } from "../headings";
import { renderMarkdown } from "../markdown";
import { FRAME_ANCHORS } from "../shell";
import { markCards } from "./card-marks";
import { promoteHeading, splitGuide, type Part } from "./chapters";
import { GUIDE, INTERVIEW_FOLDER, SINGLE_PAGES } from "./places";

/** The interview material before its links are those of the site. */
export interface Material {
  readonly parts: readonly Part[];
  readonly cards: readonly Card[];
  /** Where a question stands, by its id. */
  readonly cardPlaces: ReadonlyMap<string, string>;
  /** Where the anchors lie that the documents have on GitHub: `interview/INTERVIEW_PREP_GUIDE.md#chapter-10-metrics`. */
  readonly anchors: ReadonlyMap<string, string>;
}

type Anchored = readonly (readonly [string, string])[];

function headingsOf(root: HtmlElement): HtmlElement[] {
  return allOf(root, "h1, h2, h3, h4, h5, h6");
}

/** The anchors that GitHub gives to the headings of a whole document. */
function documentAnchors(root: HtmlElement): Map<HtmlElement, string> {
  const taken = new Set<string>();
  return new Map(headingsOf(root).map((heading) => [heading, uniqueId(slugOf(headingText(heading)), taken)]));
}

/** Names the headings of a part and says where each of the document's anchors is to be found now. */
function placeAnchors({ root, place, source, heading: title }: Part, anchors: ReadonlyMap<HtmlElement, string>): Anchored {
  const taken = new Set([...FRAME_ANCHORS, ...allOf(root, "[id]").map(({ id }) => id)]);
  return headingsOf(root).map((heading) => {
    const isTitle = heading === title || heading.tagName === "H1";
    if (!heading.id) heading.id = uniqueId(slugOf(headingText(heading)), taken);
    return [`${source}#${anchors.get(heading)}`, isTitle ? place : `${place}#${heading.id}`];
  });
}

interface Read {
  readonly parts: readonly Part[];
  readonly anchors: Anchored;
  readonly cardPlaces: Anchored;
}

function readDocument(markdown: string, split: (root: HtmlElement) => readonly Part[]): Read {
  const root = parseHtml(renderMarkdown(markdown));
  const documentWide = documentAnchors(root);
  const ids = new Set(markCards(root));
  const parts = split(root);
  const anchors = parts.flatMap((part) => placeAnchors(part, documentWide));
  const places = parts.flatMap(({ root: part, place }) => headingsOf(part).map(({ id }) => [id, `${place}#${id}`] as const));
  parts.forEach(promoteHeading);
  return { parts, anchors, cardPlaces: places.filter(([id]) => ids.has(id)) };
}

function read(texts: ReadonlyMap<string, string>): Read[] {
  const guide = texts.get(GUIDE.source);
  const single = SINGLE_PAGES.flatMap(({ source, place, title }) => {
    const text = texts.get(source);
    return text === undefined ? [] : [readDocument(text, (root) => [{ place, source, title, root }])];
  });
  return [...(guide === undefined ? [] : [readDocument(guide, splitGuide)]), ...single];
}

function cardsOf(texts: ReadonlyMap<string, string>): Card[] {
  return parseDeck(CARD_PAGES.map((page) => [page, texts.get(`${INTERVIEW_FOLDER}/${page}`) ?? ""]));
}

/** Reads the interview material of a project's texts, or undefined where there is no guide. Throws a DataError for a card that is not whole. */
export function readMaterial(texts: ReadonlyMap<string, string>): Material | undefined {
  if (!texts.has(GUIDE.source)) return undefined;
  const documents = read(texts);
  return {
    parts: documents.flatMap(({ parts }) => parts),
    cards: cardsOf(texts),
    cardPlaces: new Map(documents.flatMap(({ cardPlaces }) => cardPlaces)),
    anchors: new Map(documents.flatMap(({ anchors }) => anchors)),
  };
}
