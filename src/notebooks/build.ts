import { sha256 } from "../files/hash";
import { authoredCells, INJECTED_TAG, PARAMETERS_TAG, sameCell } from "./cells";
import type { Cell } from "./cells";
import type { Notebook, NotebookCell } from "./nbformat";

const ID_LENGTH = 12;

/** Ids from the text alone: moving or editing one cell leaves the ids of all others as they were; a repeated text is numbered. */
export function withIds(cells: readonly Cell[]): (Cell & { readonly id: string })[] {
  const seen = new Map<string, number>();
  return cells.map((cell) => {
    const digest = sha256(`${cell.kind}\n${cell.source}`).slice(0, ID_LENGTH);
    const count = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, count);
    return { ...cell, id: count === 1 ? digest : `${digest}-${count}` };
  });
}

function fresh(cell: Cell & { readonly id: string }): NotebookCell {
  return { kind: cell.kind, source: cell.source, tags: cell.tags, id: cell.id, executionCount: null, outputs: [] };
}

function codeOf(cells: readonly Cell[]): Cell[] {
  return authoredCells(cells).filter((cell) => cell.kind === "code");
}

/** Whether the code is the same, so that the outputs of one notebook belong to the other; prose may differ. */
export function sameCode(a: readonly Cell[], b: readonly Cell[]): boolean {
  const [codeA, codeB] = [codeOf(a), codeOf(b)];
  return codeA.length === codeB.length && codeA.every((cell, i) => sameCell(cell, codeB[i]!));
}

/** Whether two notebooks say the same in the same order, generated cells and outputs apart. */
export function sameCells(a: readonly Cell[], b: readonly Cell[]): boolean {
  const [cellsA, cellsB] = [authoredCells(a), authoredCells(b)];
  return cellsA.length === cellsB.length && cellsA.every((cell, i) => sameCell(cell, cellsB[i]!));
}

function withOutputs(built: readonly NotebookCell[], previous: Notebook): NotebookCell[] {
  const code = previous.cells.filter((cell) => cell.kind === "code");
  const injected = code.filter((cell) => cell.tags.includes(INJECTED_TAG));
  const authored = authoredCells(code);
  let next = 0;
  return built.flatMap((cell) => {
    if (cell.kind === "markdown") return [cell];
    const old = authored[next++]!;
    const kept = { ...cell, executionCount: old.executionCount, outputs: old.outputs };
    return cell.tags.includes(PARAMETERS_TAG) ? [kept, ...injected] : [kept];
  });
}

/**
 * The notebook of these cells. The outputs of `previous` are kept when its code is the same, all or none:
 * one changed cell may alter what every later one prints.
 */
export function buildNotebook(cells: readonly Cell[], previous?: Notebook): Notebook {
  const built = withIds(cells).map(fresh);
  return { cells: previous && sameCode(cells, previous.cells) ? withOutputs(built, previous) : built };
}
