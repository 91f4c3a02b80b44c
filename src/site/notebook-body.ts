import type { Notebook, NotebookCell } from "../notebooks/nbformat";
import type { SiteFile } from "./files";
import { highlightCode } from "./highlight";
import { renderMarkdown } from "./markdown";
import { OutputWriter } from "./outputs";

export interface NotebookBody {
  readonly html: string;
  /** The pictures of its figures. */
  readonly pictures: readonly SiteFile[];
  readonly hasCode: boolean;
}

function codeHtml({ source, executionCount }: NotebookCell): string {
  if (source === "") return "";
  const label = executionCount === null ? "Code, not run" : `Code of cell ${executionCount}`;
  return `<pre class="code" aria-label="${label}"><code>${highlightCode(source, "typescript")}</code></pre>`;
}

function cellHtml(cell: NotebookCell, writer: OutputWriter): string {
  if (cell.kind === "markdown") return `<div class="text">${renderMarkdown(cell.source)}</div>`;
  const outputs = cell.outputs.map((output) => `<div class="output">${writer.render(output)}</div>`);
  return `<div class="cell">${codeHtml(cell)}${outputs.join("")}</div>`;
}

/**
 * A notebook's cells as HTML, with everything in it that a page without JavaScript can show. `name` is such as `03-baseline`.
 * Throws a DataError that names notebook and figure where a figure has no alternative text.
 */
export function notebookBody({ cells }: Notebook, name: string): NotebookBody {
  const writer = new OutputWriter(name);
  const html = cells.map((cell) => cellHtml(cell, writer)).join("\n");
  return { html, pictures: writer.pictures, hasCode: cells.some((cell) => cell.kind === "code" && cell.source !== "") };
}

/** A notebook's title and the first paragraph below it, both Markdown; the name stands in for a missing title. */
export function introductionOf({ cells }: Notebook, name: string): { readonly title: string; readonly paragraph: string } {
  const first = cells.find((cell) => cell.kind === "markdown")?.source ?? "";
  const title = /^# (.+)$/m.exec(first)?.[1]?.trim() ?? name;
  const paragraph = first.replace(/^# .*$/m, "").trim().split(/\n\s*\n/)[0] ?? "";
  return { title, paragraph };
}
