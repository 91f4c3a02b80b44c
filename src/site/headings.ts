import { githubAnchor } from "../markdown/anchor";
import { allOf, createElement, parseHtml, textOf, type HtmlElement } from "./dom";

export interface Heading {
  readonly id: string;
  readonly text: string;
  readonly level: number;
}

const DEEPEST = 6;

/** The anchor that GitHub gives a heading, so that links made for there lead to the same place here; every heading has one here. */
export function slugOf(text: string): string {
  return githubAnchor(text) || "section";
}

/** An anchor that is not taken yet, as GitHub numbers those that are; it is taken from now on. */
export function uniqueId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let i = 1; taken.has(id); i += 1) id = `${wanted}-${i}`;
  taken.add(id);
  return id;
}

/** Gives a heading its anchor and its level, for which another element must take its place; on a long page that takes long. */
function settle(heading: HtmlElement, level: number, id: string): void {
  heading.id = id;
  if (heading.tagName === `H${level}`) return;
  const moved = createElement(`h${level}`, { id });
  moved.append(...heading.childNodes);
  heading.replaceWith(moved);
}

/** A text without the anchor or markup that a heading may hold; a formula counts once, as it was written. */
export function headingText(heading: HtmlElement): string {
  const copy = parseHtml(heading.innerHTML);
  for (const drawn of allOf(copy, "semantics > :not(annotation)")) drawn.remove();
  return textOf(copy);
}

/**
 * Levels without gaps: what stands on one level under the same heading stays together, and each is at most one below its own. The
 * title is level 1, all others are below it.
 */
function closedLevels(own: readonly number[]): number[] {
  const above: number[] = [];
  return own.map((level) => {
    while (above.length > 0 && above.at(-1)! >= level) above.pop();
    above.push(level);
    return Math.min(1 + above.length, DEEPEST);
  });
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
  const headings = allOf(root, "h1, h2, h3, h4, h5, h6");
  const levels = closedLevels(headings.filter((heading) => heading !== title).map(({ tagName }) => Math.max(Number(tagName.slice(1)), 2)));
  return headings.map((heading) => {
    const level = heading === title ? 1 : levels.shift()!;
    const text = headingText(heading);
    const id = heading.id || uniqueId(slugOf(text), taken);
    settle(heading, level, id);
    return { id, text, level };
  });
}
