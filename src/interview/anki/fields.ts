import type { Card } from "../card";
import { withoutLinks } from "../without-links";

const FORMULA = /<math\b([^>]*)>[\s\S]*?<annotation encoding="application\/x-tex">([\s\S]*?)<\/annotation>[\s\S]*?<\/math>/g;

/** HTML whose MathML formulas are written as Anki's own notation, which it sets itself and without a network. */
export function withAnkiFormulas(html: string): string {
  return html.replace(FORMULA, (_, attributes: string, tex: string) => (/display="block"/.test(attributes) ? `\\[${tex}\\]` : `\\(${tex}\\)`));
}

/** The fields of a card's note, in the order of the note type. `render` makes HTML of Markdown. */
export function fieldsOf(card: Card, render: (markdown: string) => string): string[] {
  const html = (markdown: string) => withAnkiFormulas(render(withoutLinks(markdown))).trim();
  return [card.id, html(card.question), html(card.answer), html(card.followUp), html(card.evidence), card.section];
}

/** Tags without spaces, by which Anki filters. */
export function tagsOf({ topic, depth, round, kind }: Card): string[] {
  return ["nerbook", `topic::${topic}`, `depth::${depth}`, `round::${round}`, ...(kind === "number" ? ["defend"] : [])];
}
