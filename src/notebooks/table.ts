import { formatTable } from "../terminal/table";

export type TableValue = string | number | null;
export type TableRow = { readonly [column: string]: TableValue };

export interface TableOptions {
  readonly caption?: string;
  /** Decimals of numbers that are not whole; 3 by default. */
  readonly digits?: number;
}

/** A table as text and as HTML. */
export interface RenderedTable {
  readonly text: string;
  readonly html: string;
}

const MISSING = "–";

/** The columns of all rows in the order in which they first appear. */
export function columnsOf(rows: readonly TableRow[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function formatValue(value: TableValue | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? MISSING : String(value);
}

/** A column reads as whole numbers when all its numbers are whole; one fraction gives every number of the column its decimals. */
function formatColumn(values: readonly (TableValue | undefined)[], digits: number): string[] {
  const isFinite = (value: TableValue | undefined): value is number => typeof value === "number" && Number.isFinite(value);
  const fractional = values.some((value) => isFinite(value) && !Number.isInteger(value));
  return values.map((value) => (isFinite(value) ? value.toFixed(fractional ? digits : 0) : formatValue(value)));
}

function isNumeric(values: readonly (TableValue | undefined)[]): boolean {
  const present = values.filter((value) => value !== null && value !== undefined);
  return present.length > 0 && present.every((value) => typeof value === "number");
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function htmlCell(text: string, numeric: boolean, header: "col" | "row" | undefined): string {
  const side = numeric ? "right" : "left";
  // JupyterLab heeds the style and right-aligns without it; GitHub strips the style and heeds the attribute.
  const alignment = `align="${side}" style="text-align: ${side}"`;
  return header ? `<th scope="${header}" ${alignment}>${escapeHtml(text)}</th>` : `<td ${alignment}>${escapeHtml(text)}</td>`;
}

type Texts = readonly string[];

function renderHtml(columns: Texts, rows: readonly Texts[], numeric: readonly boolean[], caption?: string): string {
  const head = columns.map((column, i) => htmlCell(column, numeric[i]!, "col")).join("");
  const cell = (text: string, i: number) => htmlCell(text, numeric[i]!, i === 0 && !numeric[0] ? "row" : undefined);
  const body = rows.map((row) => `    <tr>${row.map(cell).join("")}</tr>`);
  const title =
    caption === undefined ? [] : [`  <caption align="left" style="text-align: left; white-space: nowrap">${escapeHtml(caption)}</caption>`];
  return ["<table>", ...title, `  <thead>\n    <tr>${head}</tr>\n  </thead>`, "  <tbody>", ...body, "  </tbody>", "</table>"].join("\n");
}

/** Renders rows of equal length: numbers right-aligned, a missing value as a dash. Columns and rows in the order given. */
export function renderTable(columns: Texts, values: readonly (readonly TableValue[])[], options: TableOptions = {}): RenderedTable {
  const byColumn = columns.map((_, i) => values.map((row) => row[i]));
  const formatted = byColumn.map((column) => formatColumn(column, options.digits ?? 3));
  const rows = values.map((_, row) => formatted.map((column) => column[row]!));
  const text = formatTable(columns, rows);
  return {
    text: options.caption === undefined ? text : `${options.caption}\n\n${text}`,
    html: renderHtml(columns, rows, byColumn.map(isNumeric), options.caption),
  };
}
