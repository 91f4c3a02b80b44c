import { allOf, createElement, textOf, type HtmlElement } from "./dom";
import type { KnownRow } from "./known-rows";
import { relativeLink } from "./site-map";

/** Columns that say which row it is; all others hold what was measured. */
const KEYS: ReadonlySet<string> = new Set(["system", "model", "seed", "seeds", "backend", "kernels"]);
const MISSING = "–";

/** Whether a cell shows a value, to as many decimals as it has. */
function shows(text: string, value: string | number | null): boolean {
  if (value === null) return text === MISSING;
  if (typeof value === "string") return text === value;
  const digits = text.replace(/,/g, "").replace("−", "-");
  return /^-?\d+(?:\.\d+)?$/.test(digits) && value.toFixed(digits.split(".")[1]?.length ?? 0) === digits;
}

/** Whether a row of a table is a known one: it names the same system, and every column that both have says the same. */
function isRow(texts: ReadonlyMap<string, string>, { columns }: KnownRow): boolean {
  if (!["system", "model"].some((key) => texts.has(key) && texts.get(key) === columns[key])) return false;
  if (texts.has("seed") !== "seed" in columns) return false;
  return [...texts].every(([column, text]) => !(column in columns) || shows(text, columns[column] ?? null));
}

/** Links the cells of one row. All lead to one place, so the Tab key stops at the first alone. */
function linkCells(cells: readonly HtmlElement[], href: string): void {
  cells.forEach((cell, i) => {
    const link = createElement("a", { class: "number", href, ...(i > 0 && { tabindex: "-1" }) });
    link.append(...cell.childNodes);
    cell.append(link);
  });
}

function linkRow(row: HtmlElement, header: readonly string[], known: readonly KnownRow[], page: string): void {
  const cells = [...row.children];
  const shown = cells.map(textOf);
  const texts = new Map(header.map((column, i) => [column, shown[i] ?? ""]));
  const found = known.find((candidate) => isRow(texts, candidate));
  if (!found) return;
  const isNumber = (column: string) => column in found.columns && !KEYS.has(column) && texts.get(column) !== MISSING;
  const numbers = cells.filter((cell, i) => isNumber(header[i] ?? "") && !cell.querySelector("a"));
  linkCells(numbers, relativeLink(page, found.place));
}

/** Links the numbers of tables to the records that they can be shown to come from: those of rows that equal a known row. */
export function linkNumbers(root: HtmlElement, known: readonly KnownRow[], page: string): void {
  for (const table of allOf(root, "table")) {
    const header = allOf(table, "thead th, thead td").map(textOf);
    if (!header.includes("system") && !header.includes("model")) continue;
    for (const row of allOf(table, "tbody tr")) linkRow(row, header, known, page);
  }
}
