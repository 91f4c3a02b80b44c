import type { Notebook, NotebookCell, Output } from "../../src/notebooks/nbformat";
import { buildSite } from "../../src/site/build";
import type { SiteSources } from "../../src/site/sources";
import { parsePage, type PageDocument } from "./documents";

/** A picture of one pixel. */
export const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export function markdown(source: string): NotebookCell {
  return { kind: "markdown", id: "m", source, tags: [], executionCount: null, outputs: [] };
}

export function code(source: string, ...outputs: readonly Output[]): NotebookCell {
  return { kind: "code", id: "c", source, tags: [], executionCount: 1, outputs };
}

export function display(data: { readonly [mime: string]: unknown }): Output {
  return { output_type: "display_data", data, metadata: {} };
}

export function notebook(...cells: readonly NotebookCell[]): Notebook {
  return { cells };
}

const NOTHING: SiteSources = { readme: "# nerbook\n\nWhat it is.\n", notebooks: [], records: [], transfers: [], texts: new Map(), pictures: new Map() };

/** The pages of a site made of a few sources, parsed, by their paths. */
export function pagesOf(sources: Partial<SiteSources>): Map<string, PageDocument> {
  const pages = buildSite({ ...NOTHING, ...sources }).filter(({ path }) => path.endsWith(".html"));
  return new Map(pages.map(({ path, content }) => [path, parsePage(String(content))]));
}

/** The one notebook's page of a site that has no other. */
export function pageOf(...cells: readonly NotebookCell[]): PageDocument {
  return pagesOf({ notebooks: [{ name: "01-test", notebook: notebook(...cells) }] }).get("01-test.html")!;
}
