import { columnsOf, renderTable, type TableRow } from "../notebooks/table";

/** A table of the site; nothing where there is no row. */
export function table(rows: readonly TableRow[], caption?: string): string {
  if (rows.length === 0) return "";
  const columns = columnsOf(rows);
  return renderTable(columns, rows.map((row) => columns.map((column) => row[column] ?? null)), { caption, digits: 2 }).html;
}

/** Nested settings as rows, `training.batchSize` and such. */
export function settingRows(settings: object, place = ""): TableRow[] {
  return Object.entries(settings).flatMap(([key, value]: [string, unknown]) => {
    const name = `${place}${key}`;
    const nested = typeof value === "object" && value !== null && !Array.isArray(value);
    return nested ? settingRows(value, `${name}.`) : [{ setting: name, value: Array.isArray(value) ? value.join(", ") : String(value) }];
  });
}
