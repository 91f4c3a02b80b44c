import type { Card } from "../../interview/card";
import { withoutLinks } from "../../interview/without-links";
import { escapeHtml } from "../html";
import { renderInlineMarkdown, renderMarkdown } from "../markdown";

const STYLE = `
:root { color-scheme: light dark; }
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.2rem; } h3 { font-size: 1.05rem; margin: 0 0 .3rem; }
article { border: 1px solid #8886; border-radius: .4rem; padding: .8rem 1rem; margin: .8rem 0; break-inside: avoid; }
.labels, .evidence { font-size: .85em; opacity: .75; margin: .2rem 0; }
table { border-collapse: collapse; } td, th { border: 1px solid #8886; padding: .2em .5em; text-align: left; }
pre { overflow-x: auto; white-space: pre-wrap; } code { font-size: .92em; overflow-wrap: anywhere; }
@page { margin: 16mm; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 10pt; } h2 { break-after: avoid; } }`;

function articleHtml(card: Card): string {
  const html = (markdown: string) => renderMarkdown(withoutLinks(markdown));
  return [
    `<article id="${escapeHtml(card.id)}">`,
    `<h3>${renderInlineMarkdown(withoutLinks(card.question))}</h3>`,
    `<p class="labels">${[card.depth, card.round, card.topic].map(escapeHtml).join(" · ")}</p>`,
    html(card.answer),
    "<p><b>Then they ask</b></p>",
    html(card.followUp),
    `<div class="evidence">${html(`Evidence: ${card.evidence}`)}</div>`,
    "</article>",
  ].join("\n");
}

function sectionsOf(cards: readonly Card[]): Map<string, Card[]> {
  const sections = new Map<string, Card[]>();
  for (const card of cards) sections.set(card.section, [...(sections.get(card.section) ?? []), card]);
  return sections;
}

/** All cards as one page that needs nothing beside it; the browser prints it or saves it as PDF. */
export function printableCards(cards: readonly Card[]): string {
  const sections = [...sectionsOf(cards)].map(([name, found]) => `<h2>${escapeHtml(name)}</h2>\n${found.map(articleHtml).join("\n")}`);
  const title = `${cards.length} interview ${cards.length === 1 ? "question" : "questions"}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>nerbook: ${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>Print this page, or save it as PDF, with your browser. Evidence names files and commands of the project.</p>
${sections.join("\n")}
</main>
</body>
</html>
`;
}
