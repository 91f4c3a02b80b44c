import { createElement, type HtmlElement } from "../dom";

/**
 * Puts a document's opening and its first section into an element of their own, which print keeps on the first sheet.
 */
export function markSheet(root: HtmlElement): void {
  const nodes = [...root.childNodes];
  const sections = nodes.filter((node) => (node as HtmlElement).tagName === "H2");
  const end = sections[1] ? nodes.indexOf(sections[1]) : nodes.length;
  const sheet = createElement("div", { class: "sheet" });
  sheet.append(...nodes.slice(0, end));
  root.prepend(sheet);
}
