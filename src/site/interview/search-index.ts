import { allOf, ELEMENT_NODE, TEXT_NODE, type HtmlElement, type HtmlNode } from "../dom";
import type { Draft } from "../drafts";
import type { SiteFile } from "../files";
import { DRILL_PLACE, LISTS_CLASS, SEARCH_INDEX_PLACE } from "./places";

/** What the search finds: a section of a page, or a question. */
export interface SearchEntry {
  readonly place: string;
  /** The page's title. */
  readonly page: string;
  readonly title: string;
  readonly text: string;
}

const HEADING = /^H[1-6]$/;
/** What stands below a heading and is no part of its text: questions, which are entries of their own, and lists of links. */
const APART = new Set(["card", LISTS_CLASS]);
const SILENT = new Set(["SCRIPT", "ANNOTATION", "FIGCAPTION"]);
const BLOCK = new Set(["P", "LI", "TD", "TH", "TR", "DIV", "PRE", "UL", "OL", "DT", "DD", "BR"]);

/** Text as one reads it: blocks and cells do not run together, and a formula counts once. */
function plainText(node: HtmlNode): string {
  if (node.nodeType === TEXT_NODE) return node.textContent ?? "";
  if (node.nodeType !== ELEMENT_NODE) return "";
  const element = node as HtmlElement;
  const tag = element.tagName.toUpperCase();
  if (SILENT.has(tag) || element.className === "labels") return "";
  const text = [...element.childNodes].map(plainText).join("");
  return BLOCK.has(tag) ? ` ${text} ` : text;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** What follows a heading up to the next one, or to the next question. */
function textBelow(heading: HtmlElement): string {
  const texts: string[] = [];
  let next = heading.nextElementSibling;
  while (next && !HEADING.test(next.tagName) && !APART.has(next.className)) {
    texts.push(plainText(next));
    next = next.nextElementSibling;
  }
  return oneLine(texts.join(" "));
}

/** Entries of one page but for its lists of questions; a section that says nothing before its first subsection has none. */
export function entriesOf({ path, root, headings }: Pick<Draft, "path" | "root" | "headings">): SearchEntry[] {
  const page = headings[0]?.text ?? "";
  return allOf(root, "h1, h2, h3, h4, h5, h6").flatMap((heading) => {
    const text = heading.closest(`.${LISTS_CLASS}`) ? "" : textBelow(heading);
    const place = heading.tagName === "H1" ? path : `${path}#${heading.id}`;
    return text === "" ? [] : [{ place, page, title: oneLine(plainText(heading)), text }];
  });
}

/** The index of all pages but the drill, whose questions stand elsewhere, as a script: a page that is opened from a folder may not read files. */
export function searchIndexFile(drafts: readonly Pick<Draft, "path" | "root" | "headings">[]): SiteFile {
  const rows = drafts.filter(({ path }) => path !== DRILL_PLACE).flatMap(entriesOf).map(({ place, page, title, text }) => [place, page, title, text]);
  return { path: SEARCH_INDEX_PLACE, content: `globalThis.nerbookSearch = ${JSON.stringify(rows)};\n` };
}
