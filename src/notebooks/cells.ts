/** One cell as its author writes it. */
export interface Cell {
  readonly kind: "code" | "markdown";
  /** Lines joined by `\n`, without blank lines at either end. */
  readonly source: string;
  readonly tags: readonly string[];
}

/** A cell with the place of its first line in the percent file, counted from 1. */
export interface SourceCell extends Cell {
  readonly line: number;
}

/** Marks the cell whose variables a run may override. */
export const PARAMETERS_TAG = "parameters";

/** Marks the cell that a run generates to override parameters (papermill's name for it). */
export const INJECTED_TAG = "injected-parameters";

/** The cells an author wrote: all but those that a run generated. */
export function authoredCells<T extends Cell>(cells: readonly T[]): T[] {
  return cells.filter((cell) => !cell.tags.includes(INJECTED_TAG));
}

/** Whether two cells say the same; where they stand and what they printed does not matter. */
export function sameCell(a: Cell, b: Cell): boolean {
  return a.kind === b.kind && a.source === b.source && JSON.stringify(a.tags) === JSON.stringify(b.tags);
}

/** A cell's text with `\n` line ends and without blank lines at either end. */
export function trimSource(source: string): string {
  const lines = source.replace(/\r\n?/g, "\n").split("\n");
  const blank = (line: string | undefined) => line !== undefined && line.trim() === "";
  let start = 0;
  let end = lines.length;
  while (start < end && blank(lines[start])) start += 1;
  while (end > start && blank(lines[end - 1])) end -= 1;
  return lines.slice(start, end).join("\n");
}
