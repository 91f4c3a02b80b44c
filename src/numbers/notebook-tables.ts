import { readExecutedCells, shownTexts } from "../notebooks/executed";

/** A table as a committed notebook shows it. */
export interface NotebookTable {
  /** From the project's root. */
  readonly notebook: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a notebook was run on, and the tables that it left. */
export interface ExecutedNotebook {
  readonly corpus: string | null;
  readonly profile: string | null;
  readonly tables: readonly NotebookTable[];
}

const ENTITIES: readonly (readonly [RegExp, string])[] = [[/&lt;/g, "<"], [/&gt;/g, ">"], [/&quot;/g, '"'], [/&amp;/g, "&"]];

function textOf(html: string): string {
  return ENTITIES.reduce((text, [entity, character]) => text.replace(entity, character), html);
}

function cellsOf(row: string): string[] {
  return [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map((match) => textOf(match[1]!));
}

/** Reads the HTML that `showTable` writes; null for any other. */
function tableOf(notebook: string, html: string): NotebookTable | null {
  const caption = /<caption[^>]*>(.*?)<\/caption>/.exec(html)?.[1];
  const [columns, ...rows] = [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map((match) => cellsOf(match[1]!));
  return caption === undefined || columns === undefined ? null : { notebook, caption: textOf(caption), columns, rows };
}

/** Reads the executed notebook of a number such as `07`; null where there is none. */
export function readExecuted(root: string, number: string): ExecutedNotebook | null {
  const executed = readExecutedCells(root, number);
  if (executed === null) return null;
  const { notebook, corpus, profile } = executed;
  return { corpus, profile, tables: shownTexts(executed, "text/html").flatMap((html) => tableOf(notebook, html) ?? []) };
}
