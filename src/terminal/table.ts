/** One cell: numbers are right-aligned. */
export type Cell = string | number | null;

function widthOf(text: string): number {
  return [...text].length;
}

function text(cell: Cell): string {
  return cell === null ? "–" : String(cell);
}

function pad(cell: Cell, width: number, right: boolean): string {
  const shown = text(cell);
  const space = " ".repeat(Math.max(0, width - widthOf(shown)));
  return right ? space + shown : shown + space;
}

/** A plain-text table with a rule under its header; a column whose cells are all numbers or numeric text is right-aligned. */
export function formatTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const numeric = header.map((_, i) =>
    rows.every((row) => row[i] === null || /^[-+±≥≤<>]?[\d.,]+( ?[%a-z/]+)?$|^–$/.test(text(row[i] ?? null))),
  );
  const widths = header.map((name, i) => Math.max(widthOf(name), ...rows.map((row) => widthOf(text(row[i] ?? null)))));
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, i) => pad(cell, widths[i]!, numeric[i]!))
      .join("  ")
      .trimEnd();
  return [line(header), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}
