import { escapeHtml } from "./html";
import { openingOf, renderInlineMarkdown, renderMarkdown, sectionOf } from "./markdown";
import { introductionOf } from "./notebook-body";
import type { NamedNotebook } from "./sources";

/** Sections of the README that a reader of the site needs; the others are for those who have the checkout. */
const RESULTS = "What came out";
const LICENSE = "Corpus and license";

function section(readme: string, heading: string): string {
  const text = sectionOf(readme, heading);
  return text === undefined ? "" : `## ${heading}\n\n${text}\n`;
}

/** What the project is and what came out, as the README says it. */
export function introductionMarkdown(readme: string): string {
  const title = /^# (.+)$/m.exec(readme)?.[0] ?? "# nerbook";
  return [title, openingOf(readme), section(readme, RESULTS)].join("\n\n");
}

export function licenseMarkdown(readme: string): string {
  return section(readme, LICENSE);
}

/** One notebook of the list: its title, which is the link, and what it asks. Links start from the notebooks' folder. */
function entryHtml({ name, notebook }: NamedNotebook): string {
  const { title, paragraph } = introductionOf(notebook, name);
  return `<li><h3><a href="${escapeHtml(name)}.ipynb">${renderInlineMarkdown(title)}</a></h3>${renderMarkdown(paragraph)}</li>`;
}

/** The list of all notebooks in order. */
export function notebookListHtml(notebooks: readonly NamedNotebook[]): string {
  return `<h2>The notebooks</h2>\n<ol class="notebooks">${notebooks.map(entryHtml).join("\n")}</ol>`;
}

/** Where a reader goes who wants to check a number. `pages` are those that the site has besides the records. */
export function checkingHtml(records: number, pages: readonly { readonly title: string; readonly path: string }[]): string {
  const also = pages.map(({ title, path }) => `<a href="${escapeHtml(path)}">${escapeHtml(title)}</a>`);
  return [
    "<h2>Checking a number</h2>",
    `<p>Underlined numbers in tables lead to the record that they come from; <a href="records.html">all ${records} records</a> are listed ` +
      `on a page of their own.${also.length > 0 ? ` See also: ${also.join(", ")}.` : ""}</p>`,
  ].join("\n");
}
