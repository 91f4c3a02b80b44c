import { allOf, createElement, TEXT_NODE, type HtmlElement } from "../dom";

const PUNCTUATION = /^[.,;:!?)\]]+/;

/** Keeps what follows a formula without a space in its line: browsers would break between a formula and its comma. */
export function keepPunctuation(root: HtmlElement): void {
  for (const formula of allOf(root, "math")) {
    const nodes = [...formula.parentElement!.childNodes];
    const next = nodes[nodes.indexOf(formula) + 1];
    const text = next?.nodeType === TEXT_NODE ? (next.textContent ?? "") : "";
    const mark = PUNCTUATION.exec(text)?.[0];
    if (mark === undefined) continue;
    const together = createElement("span", { class: "together" });
    formula.replaceWith(together);
    together.append(formula, mark);
    next!.textContent = text.slice(mark.length);
  }
}
