import { allOf, ELEMENT_NODE, parseHtml, TEXT_NODE, textOf, type HtmlElement, type HtmlNode } from "./dom";
import { escapeHtml } from "./html";
import { recordPage, relativeLink } from "./site-map";

const UNTOUCHED = new Set(["A", "SCRIPT", "H1", "H2", "H3", "H4", "H5", "H6", "IMG"]);
const HASH = /\b[0-9a-f]{16}\b(?:\.json\b)?/g;
const ABBREVIATED = /\b[0-9a-f]{6,16}\b(?:\.json\b)?/g;

type Lookup = (digits: string) => string | undefined;

function linkText(node: HtmlNode, pattern: RegExp, lookup: Lookup, page: string): void {
  const html = escapeHtml(node.textContent ?? "").replace(pattern, (found) => {
    const hash = lookup(found.replace(".json", ""));
    return hash === undefined ? found : `<a href="${relativeLink(page, recordPage(hash))}">${found}</a>`;
  });
  if (html.includes("<a ")) node.replaceWith(...parseHtml(html).childNodes);
}

function linkWithin(element: HtmlElement, pattern: RegExp, lookup: Lookup, page: string): void {
  for (const node of [...element.childNodes]) {
    if (node.nodeType === TEXT_NODE) linkText(node, pattern, lookup, page);
    else if (node.nodeType === ELEMENT_NODE) {
      const child = node as HtmlElement;
      if (!UNTOUCHED.has(child.tagName) && child.className !== "code") linkWithin(child, pattern, lookup, page);
    }
  }
}

function recordCells(table: HtmlElement): HtmlElement[] {
  const column = allOf(table, "thead th, thead td").findIndex((cell) => /^records?$/i.test(textOf(cell)));
  return column < 0 ? [] : allOf(table, "tbody tr").flatMap((row) => [...row.children].slice(column, column + 1));
}

/**
 * Links what names a record to the record's page: sixteen digits of a known hash wherever they stand, but for headings and the
 * code of cells; in a table's column of records also the first six or more, where they fit one record alone.
 */
export function linkRecords(root: HtmlElement, hashes: readonly string[], page: string): void {
  const known = new Set(hashes);
  const beginning: Lookup = (digits) => {
    const fitting = hashes.filter((hash) => hash.startsWith(digits));
    return fitting.length === 1 ? fitting[0] : undefined;
  };
  for (const table of allOf(root, "table")) {
    for (const cell of recordCells(table)) linkWithin(cell, ABBREVIATED, beginning, page);
  }
  linkWithin(root, HASH, (digits) => (known.has(digits) ? digits : undefined), page);
}
