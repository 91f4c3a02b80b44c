import type { MimeBundle } from "./nbformat";
import { withoutWarnings } from "./quiet";
import { columnsOf, renderTable } from "./table";
import type { TableOptions, TableRow, TableValue } from "./table";
import { currentDisplay } from "./tslab";

/** The part of danfojs-node that is used here; its own types drag in those of libraries that are not installed. */
interface DataFrame {
  readonly columns: string[];
  readonly index: (string | number)[];
  readonly values: TableValue[][];
  readonly ctypes: { readonly values: string[] };
  describe(): DataFrame;
}

interface Danfo {
  DataFrame: new (values: readonly (readonly TableValue[])[], options: { readonly columns: readonly string[] }) => DataFrame;
}

/** A frame whose columns are named by their place: danfo makes each name a property, so that a column called "values" would hide its values. */
function dataFrame(columns: readonly string[], values: readonly (readonly TableValue[])[]): DataFrame {
  // danfo's first tensor brings up tfjs's advice to install its native package.
  const danfo = withoutWarnings(() => require("danfojs-node") as Danfo);
  return new danfo.DataFrame(values, { columns: columns.map((_, i) => `column ${i}`) });
}

/** Shows one thing in several representations; outside of a notebook its plain text goes to standard output. */
export function showBundle(bundle: object, metadata: MimeBundle = {}): void {
  const data = { ...bundle } as MimeBundle;
  const display = currentDisplay();
  if (display) return display({ data, metadata }, false);
  const text = data["text/plain"] ?? data["text/markdown"];
  if (typeof text === "string") process.stdout.write(`${text}\n`);
}

/** Shows Markdown. */
export function showMarkdown(text: string): void {
  showBundle({ "text/markdown": text, "text/plain": text });
}

/** Shows rows as a table, in HTML and as aligned text. Columns stand in the order of their first appearance, a missing value is null. */
export function showTable(rows: readonly TableRow[], options: TableOptions = {}): void {
  if (rows.length === 0) return showMarkdown(options.caption === undefined ? "(no rows)" : `${options.caption}: no rows`);
  const columns = columnsOf(rows);
  const frame = dataFrame(
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? null)),
  );
  const { text, html } = renderTable(columns, frame.values, options);
  showBundle({ "text/html": html, "text/plain": text });
}

/** Standard deviations are sample ones (n − 1), so that of a single value is null. */
export interface ColumnSummary extends TableRow {
  readonly column: string;
  readonly count: number;
  readonly mean: number;
  readonly std: number | null;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

function summarizeColumn(column: string, values: readonly number[]): ColumnSummary {
  const described = withoutWarnings(() =>
    dataFrame(
      [column],
      values.map((value) => [value]),
    ).describe(),
  );
  const of = (name: string) => described.values[described.index.indexOf(name)]![0] as number;
  const std = values.length > 1 ? of("std") : null;
  return { column, count: of("count"), mean: of("mean"), std, min: of("min"), median: of("median"), max: of("max") };
}

/** danfo's description of each numeric column, one row a column; missing values do not count. No numeric column gives no row. */
export function summarizeTable(rows: readonly TableRow[]): ColumnSummary[] {
  return columnsOf(rows).flatMap((column) => {
    const values = rows.map((row) => row[column] ?? null).filter((value) => value !== null);
    const numbers = values.filter((value): value is number => typeof value === "number");
    return numbers.length > 0 && numbers.length === values.length ? [summarizeColumn(column, numbers)] : [];
  });
}
