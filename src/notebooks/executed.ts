import * as fs from "node:fs";
import * as path from "node:path";
import { readNotebook } from "./files";
import type { NotebookCell, Output } from "./nbformat";

/** A committed notebook with its outputs, and what it was run on. */
export interface ExecutedCells {
  /** From the project's root. */
  readonly notebook: string;
  readonly corpus: string | null;
  readonly profile: string | null;
  readonly cells: readonly NotebookCell[];
}

/** The parameters as the run set them, in the cell that every run puts behind the notebook's own. */
function parameter(cells: readonly NotebookCell[], name: string): string | null {
  const values = cells.flatMap(({ source }) => new RegExp(`^let ${name}: .* = "(.*)";$`, "m").exec(source)?.[1] ?? []);
  return values.at(-1) ?? null;
}

/** Reads the executed notebook of a number such as `07`; null where there is none. */
export function readExecutedCells(root: string, number: string): ExecutedCells | null {
  const folder = path.join(root, "notebooks");
  const name = (fs.existsSync(folder) ? fs.readdirSync(folder) : []).find((each) => each.startsWith(`${number}-`) && each.endsWith(".ipynb"));
  if (name === undefined) return null;
  const { cells } = readNotebook(path.join(folder, name));
  return { notebook: path.posix.join("notebooks", name), corpus: parameter(cells, "CORPUS"), profile: parameter(cells, "PROFILE"), cells };
}

function shownAs(output: Output, type: string): string[] {
  const shown = "data" in output ? output.data[type] : undefined;
  return typeof shown === "string" ? [shown] : [];
}

/** What the cells showed as one type of content, such as `text/markdown`, in order. */
export function shownTexts({ cells }: Pick<ExecutedCells, "cells">, type: string): string[] {
  return cells.flatMap(({ outputs }) => outputs.flatMap((output) => shownAs(output, type)));
}
