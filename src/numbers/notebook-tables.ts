import * as fs from "node:fs";
import * as path from "node:path";
import { readNotebook } from "../notebooks/files";
import type { NotebookCell } from "../notebooks/nbformat";

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

function tablesOf(notebook: string, { outputs }: NotebookCell): NotebookTable[] {
  return outputs.flatMap((output) => {
    const html = "data" in output ? output.data["text/html"] : undefined;
    return typeof html === "string" ? (tableOf(notebook, html) ?? []) : [];
  });
}

/** The parameters as the run set them, in the cell that every run puts behind the notebook's own. */
function parameter(cells: readonly NotebookCell[], name: string): string | null {
  const values = cells.flatMap(({ source }) => new RegExp(`^let ${name}: .* = "(.*)";$`, "m").exec(source)?.[1] ?? []);
  return values.at(-1) ?? null;
}

/** Reads the executed notebook of a number such as `07`; null where there is none. */
export function readExecuted(root: string, number: string): ExecutedNotebook | null {
  const folder = path.join(root, "notebooks");
  const name = (fs.existsSync(folder) ? fs.readdirSync(folder) : []).find((each) => each.startsWith(`${number}-`) && each.endsWith(".ipynb"));
  if (name === undefined) return null;
  const { cells } = readNotebook(path.join(folder, name));
  const tables = cells.flatMap((cell) => tablesOf(path.posix.join("notebooks", name), cell));
  return { corpus: parameter(cells, "CORPUS"), profile: parameter(cells, "PROFILE"), tables };
}
