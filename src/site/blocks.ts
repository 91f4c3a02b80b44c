import { allOf, createElement, textOf, unwrap, type HtmlElement } from "./dom";

/** Cells of the body that are no longer than this stay on one line; a longer head of a column gets some width. */
const SHORT = 24;

function lengthClass(cell: HtmlElement): string[] {
  const short = textOf(cell).length <= SHORT;
  if (cell.closest("thead")) return short ? [] : ["long"];
  return short ? ["short"] : [];
}

/** A cell says by classes whether it stands on the right, which its makers said by styles and attributes, and how long it is. */
function settleCell(cell: HtmlElement): void {
  const side = cell.getAttribute("align") ?? /text-align:\s*(\w+)/.exec(cell.getAttribute("style") ?? "")?.[1];
  for (const name of ["align", "style"]) cell.removeAttribute(name);
  const classes = [...(side === "right" ? ["right"] : []), ...lengthClass(cell)];
  if (classes.length > 0) cell.className = classes.join(" ");
}

/** A header cell without words heads nothing. */
function settleHeader(cell: HtmlElement): void {
  if (textOf(cell) !== "") {
    if (!cell.hasAttribute("scope")) cell.setAttribute("scope", cell.closest("thead") ? "col" : "row");
    return;
  }
  const plain = createElement("td");
  plain.className = cell.className;
  cell.replaceWith(plain);
}

/** A head without a word is no head. */
function dropEmptyHead(table: HtmlElement): void {
  const head = table.querySelector("thead");
  if (head && textOf(head) === "") head.remove();
}

function captionFor(table: HtmlElement, id: string): HtmlElement | undefined {
  const caption = table.querySelector("caption");
  if (!caption) return undefined;
  const paragraph = createElement("p", { class: "caption", id });
  paragraph.append(...caption.childNodes);
  caption.remove();
  return paragraph;
}

/** A table in a container that scrolls by itself, under its caption, which stays in place. */
function frameTable(table: HtmlElement, number: number): void {
  for (const cell of allOf(table, "th, td")) settleCell(cell);
  dropEmptyHead(table);
  for (const cell of allOf(table, "th")) settleHeader(cell);
  const id = `table-${number}`;
  const caption = captionFor(table, id);
  const name: { readonly [attribute: string]: string } = caption ? { "aria-labelledby": id } : { "aria-label": `Table ${number}` };
  if (caption) table.setAttribute("aria-labelledby", id);
  const frame = createElement("div", { class: "scroll", tabindex: "0", role: "group", ...name });
  table.before(...(caption ? [caption] : []), frame);
  frame.append(table);
}

function focusable(element: HtmlElement, label: string): void {
  element.setAttribute("tabindex", "0");
  if (!element.hasAttribute("role")) element.setAttribute("role", "group");
  if (!element.hasAttribute("aria-label")) element.setAttribute("aria-label", label);
}

/** A formula that stands alone scrolls by itself; where a paragraph holds nothing else, it takes the paragraph's place. */
function frameFormula(formula: HtmlElement): void {
  focusable(formula, "Formula");
  const paragraph = formula.parentElement;
  if (paragraph?.tagName === "P" && textOf(paragraph) === textOf(formula)) unwrap(paragraph);
}

/** Lets tables, code and formulas scroll on their own, by keyboard as well, so that no page is wider than its window. */
export function frameBlocks(root: HtmlElement): void {
  allOf(root, "table").forEach((table, i) => frameTable(table, i + 1));
  for (const pre of allOf(root, "pre")) focusable(pre, "Code");
  for (const formula of allOf(root, "span.formula")) frameFormula(formula);
}
