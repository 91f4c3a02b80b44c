import { readMark, type CardMark } from "../../interview/parse-cards";
import { allOf, createElement, textOf, type HtmlElement } from "../dom";
import { escapeHtml } from "../html";

/** Depth, round and topic as small labels. */
export function labelsHtml(labels: readonly string[]): string {
  return labels.map((label) => `<span class="label">${escapeHtml(label)}</span>`).join(" ");
}

function markLine(heading: HtmlElement): { readonly line: HtmlElement; readonly mark: CardMark } | undefined {
  const line = heading.nextElementSibling;
  const mark = line?.tagName === "P" && line.firstElementChild?.tagName === "CODE" ? readMark(textOf(line), "shown") : undefined;
  return mark && { line: line!, mark };
}

/** The heading of a card and all below it, to the next heading, in an element of their own, which print does not break. */
function wrapCard(heading: HtmlElement): void {
  const card = createElement("div", { class: "card" });
  heading.before(card);
  let next: HtmlElement | null = heading;
  while (next && (next === heading || !/^H[1-6]$/.test(next.tagName))) {
    const following: HtmlElement | null = next.nextElementSibling;
    card.append(next);
    next = following;
  }
}

/**
 * Gives every question of a page its anchor, which is the card's id, and labels in the place of the line that says depth, round
 * and topic. Returns the ids.
 */
export function markCards(root: HtmlElement): string[] {
  return allOf(root, "h4").flatMap((heading) => {
    const found = markLine(heading);
    if (!found) return [];
    const [id, ...labels] = found.mark;
    const line = createElement("p", { class: "labels" });
    line.innerHTML = labelsHtml(labels);
    found.line.replaceWith(line);
    heading.id = id;
    wrapCard(heading);
    return [id];
  });
}

/** Adds to every question of a finished page a sign that is the link to it. */
export function linkCards(root: HtmlElement): void {
  for (const card of allOf(root, ".card")) {
    const heading = card.firstElementChild!;
    const link = createElement("a", { class: "here", href: `#${heading.id}`, "aria-label": `Link to the question: ${textOf(heading)}` });
    link.append("#");
    card.querySelector(".labels")?.append(" ", link);
  }
}
