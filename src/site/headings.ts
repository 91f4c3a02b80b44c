import { allOf, createElement, parseHtml, textOf, type HtmlElement } from "./dom";

export interface Heading {
  readonly id: string;
  readonly text: string;
  readonly level: number;
}

const DEEPEST = 6;

/** The anchor that GitHub gives a heading, so that links made for there lead to the same place here. */
export function slugOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replace(/ /g, "-") || "section";
}

function uniqueId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let i = 1; taken.has(id); i += 1) id = `${wanted}-${i}`;
  taken.add(id);
  return id;
}

/** A copy of a heading on another level, with its children moved into it. */
function onLevel(heading: HtmlElement, level: number, id: string): HtmlElement {
  const moved = createElement(`h${level}`, { id });
  moved.append(...heading.childNodes);
  heading.replaceWith(moved);
  return moved;
}

/** A text without the anchor or markup that a heading may hold; a formula counts once, as it was written. */
function headingText(heading: HtmlElement): string {
  const copy = parseHtml(heading.innerHTML);
  for (const drawn of allOf(copy, "semantics > :not(annotation)")) drawn.remove();
  return textOf(copy);
}

/**
 * Brings a page's headings into order and returns them: one title (put first where there is none), each other at most one level
 * below the one before it, each with an anchor of its own. `reserved` are anchors that the page's frame uses.
 */
export function arrangeHeadings(root: HtmlElement, fallbackTitle: string, reserved: readonly string[] = []): Heading[] {
  if (!root.querySelector("h1")) root.prepend(...parseHtml("<h1></h1>").childNodes);
  const title = root.querySelector("h1")!;
  if (textOf(title) === "") title.textContent = fallbackTitle;
  const taken = new Set([...reserved, ...allOf(root, "[id]").map((element) => element.id)]);
  let level = 1;
  return allOf(root, "h1, h2, h3, h4, h5, h6").map((heading) => {
    const own = Number(heading.tagName.slice(1));
    level = heading === title ? 1 : Math.min(Math.max(own, 2), level + 1, DEEPEST);
    const text = headingText(heading);
    const id = heading.id || uniqueId(slugOf(text), taken);
    onLevel(heading, level, id);
    return { id, text, level };
  });
}
