import * as fs from "node:fs";
import * as path from "node:path";
import { DataError, UsageError } from "../errors";
import type { Cell } from "./cells";
import { parseNotebook } from "./nbformat";
import type { Notebook } from "./nbformat";
import { parsePercent } from "./percent";

/** The project's folder: the one that holds `package.json`, `src` and `notebooks`. */
export const PROJECT_ROOT = path.resolve(__dirname, "..", "..");
export const NOTEBOOKS_FOLDER = path.join(PROJECT_ROOT, "notebooks");

const NAME = /^(\d\d)-[a-z0-9-]+\.ts$/;

/** A file's path as messages show it: from the working folder when it lies below it. */
export function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (cause) {
    throw new DataError(`Cannot read ${shownPath(file)}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}.`, { cause });
  }
}

/** Reads an `.ipynb` file. Throws a DataError when it is missing or no notebook. */
export function readNotebook(file: string): Notebook {
  return parseNotebook(readText(file), shownPath(file));
}

/** The notebook beside its source, or undefined when there is none yet. */
export function readNotebookIfPresent(file: string): Notebook | undefined {
  return fs.existsSync(file) ? readNotebook(file) : undefined;
}

/** Reads the cells of a `.ts` in percent format or of an `.ipynb`. Throws a DataError when the file is neither. */
export function readCells(file: string): readonly (Cell & { readonly line?: number })[] {
  return file.endsWith(".ipynb") ? readNotebook(file).cells : parsePercent(readText(file), shownPath(file));
}

/** The `.ipynb` that belongs to a `.ts`. */
export function notebookOf(source: string): string {
  return source.replace(/\.ts$/, ".ipynb");
}

/**
 * The sources `NN-name.ts` of a folder in order: all, or those whose number or name is asked for.
 * Throws a UsageError for one that does not exist and a DataError when the folder holds none at all.
 */
export function notebookSources(wanted: readonly string[] = [], folder: string = NOTEBOOKS_FOLDER): string[] {
  const names = (fs.existsSync(folder) ? fs.readdirSync(folder) : []).filter((name) => NAME.test(name)).sort();
  if (names.length === 0) throw new DataError(`There is no notebook in ${shownPath(folder)}; sources are named like 01-eda.ts.`);
  const matches = (name: string, asked: string) =>
    name.startsWith(`${asked.padStart(2, "0")}-`) || path.basename(asked).replace(/\.(ts|ipynb)$/, "") === name.replace(/\.ts$/, "");
  for (const asked of wanted) {
    if (names.some((name) => matches(name, asked))) continue;
    throw new UsageError(`There is no notebook ${asked}; there are ${names.map((name) => name.replace(/\.ts$/, "")).join(", ")}.`);
  }
  const chosen = names.filter((name) => wanted.length === 0 || wanted.some((asked) => matches(name, asked)));
  return chosen.map((name) => path.resolve(folder, name));
}
