import * as fs from "node:fs";
import { writeFileAtomic } from "../files/atomic";
import { buildNotebook, sameCells } from "./build";
import { authoredCells } from "./cells";
import { notebookOf, readCells, readNotebook, readNotebookIfPresent, shownPath } from "./files";
import { DataError } from "../errors";
import { serializeNotebook } from "./nbformat";
import { formatPercent } from "./percent";

/** Writes a file unless it holds just this. Returns whether it was written. */
function update(file: string, content: string): boolean {
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === content) return false;
  writeFileAtomic(file, content);
  return true;
}

/** Builds the `.ipynb` beside a `.ts`, keeping its outputs while the code is the same. Returns whether anything changed. */
export function buildBeside(source: string): boolean {
  const target = notebookOf(source);
  return update(target, serializeNotebook(buildNotebook(readCells(source), readNotebookIfPresent(target))));
}

/** Carries the cells of the `.ipynb` beside a `.ts` back into the `.ts`. Returns whether anything changed. */
export function carryBack(source: string): boolean {
  const { cells } = readNotebook(notebookOf(source));
  const authored = authoredCells(cells).filter((cell) => cell.source !== "");
  if (fs.existsSync(source) && sameCells(authored, readCells(source))) return false;
  return update(source, formatPercent(authored));
}

/**
 * Puts an executed notebook in the place of the committed one beside its source. Returns whether anything changed.
 * Throws a DataError when it was run from other cells than the source now has.
 */
export function publishNotebook(executed: string, source: string): boolean {
  const notebook = readNotebook(executed);
  if (!sameCells(notebook.cells, readCells(source))) {
    const [run, now] = [shownPath(executed), shownPath(source)];
    throw new DataError(`${run} was run from other cells than ${now} has now; run it again before publishing.`);
  }
  return update(notebookOf(source), serializeNotebook(notebook));
}
