import { withUnit, whole } from "./texts";
import type { NotebookTable } from "./notebook-tables";
import { fileOrigin, type AddressedNumber, type Origin } from "./number";
import type { Sources } from "./sources";

/** How a column's cells become texts; the row is there for what stands in its other columns. */
export type CellText = (cell: string, row: Cells) => string;

/** What a table's numbers are called: a row gives the beginning of the address, a column its end. */
export interface TableNumbers {
  readonly notebook: string;
  readonly caption: RegExp;
  /** The beginning of the addresses of a row, and what the row is about; null for a row whose numbers nobody quotes. */
  readonly row: (cells: Cells) => { readonly key: string; readonly about: string } | null;
  readonly columns: readonly Column[];
}

/** A row by its columns' titles. */
export type Cells = { readonly [column: string]: string };

export interface Column {
  readonly title: string;
  /** The end of the address. */
  readonly key: string;
  readonly what: string;
  readonly text: CellText;
}

export function column(title: string, key: string, what: string, text: CellText): Column {
  return { title, key, what, text };
}

const NUMBER = /^[-−]?\d[\d.]*$/;

/** Leaves the cell's digits as they are, puts a unit behind, and writes signs as prose does. */
export function as(unit: string): CellText {
  return (cell) => `${cell.replace(/^-/, "−")}${unit === "" ? "" : ` ${unit}`}`;
}

/** Three significant digits, as tables of fixed decimals show too many. */
export function short(unit: string): CellText {
  return (cell) => (NUMBER.test(cell) ? withUnit(Number(cell.replace("−", "-")), unit) : cell);
}

/** A whole number with its separators and a unit. */
export function countedAs(unit: string): CellText {
  return (cell) => (NUMBER.test(cell) ? `${whole(Number(cell.replace("−", "-")))}${unit === "" ? "" : ` ${unit}`}` : cell);
}

/** A count. */
export const counted: CellText = countedAs("");

export function rowsOf({ columns, rows }: NotebookTable): Cells[] {
  return rows.map((row) => Object.fromEntries(columns.map((title, i) => [title, row[i] ?? ""])));
}

export function tableOrigin({ notebook }: NotebookTable): Origin {
  return fileOrigin(notebook);
}

function isMissing(cell: string | undefined): boolean {
  return cell === undefined || cell === "–" || cell === "";
}

/** Every number that a table of a notebook gives; none where the table is not there. */
export function tableNumbers(sources: Sources, { notebook, caption, row, columns }: TableNumbers): AddressedNumber[] {
  const table = sources.table(notebook, caption);
  if (table === null) return [];
  return rowsOf(table).flatMap((cells) => {
    const own = row(cells);
    if (own === null) return [];
    return columns.filter(({ title }) => !isMissing(cells[title])).map(({ title, key, what, text }) => ({
      key: key === "" ? own.key : `${own.key}-${key}`,
      what: `${what}${own.about === "" ? "" : `: ${own.about}`}`,
      metric: `${title} in the table “${table.caption}”`,
      text: text(cells[title]!, cells),
      from: [tableOrigin(table)],
    }));
  });
}
