import { createFigure, type Figure, type FigureOptions } from "../figure";
import { count, sum } from "../format";
import { axis, layout, logAxis, seriesColor, seriesSymbol } from "../theme";

export interface EntityTypeCount {
  /** The corpus part: "train", "validation", "test". */
  readonly part: string;
  readonly type: string;
  readonly count: number;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** The height of a part's dots within a type's row, from -0.2 to 0.2 of a row. */
function dodge(index: number, parts: number): number {
  return parts === 1 ? 0 : 0.4 * (index / (parts - 1)) - 0.2;
}

/** The number of entities of each type in each part; dots, because a bar has no foot on a logarithmic axis. */
export function entityTypes(rows: readonly EntityTypeCount[], { caption }: FigureOptions = {}): Figure {
  const totalOf = (type: string): number => sum(rows.filter((row) => row.type === type).map((row) => row.count));
  const types = unique(rows.map((row) => row.type)).sort((a, b) => totalOf(b) - totalOf(a));
  const parts = unique(rows.map((row) => row.part));
  const data = parts.map((part, i) => {
    const present = types.flatMap((type) => rows.filter((row) => row.part === part && row.type === type && row.count > 0));
    return {
      type: "scatter",
      mode: "markers",
      name: `${part} (${count(sum(present.map((row) => row.count)))})`,
      x: present.map((row) => row.count),
      y: present.map((row) => types.indexOf(row.type) + dodge(i, parts.length)),
      text: present.map((row) => row.type),
      marker: { size: 10, color: seriesColor(i), symbol: seriesSymbol(i) },
      hovertemplate: `%{text}, ${part}: %{x:,}<extra></extra>`,
    };
  });
  const summary = types.map((type) => `${type} ${count(totalOf(type))}`).join(", ");
  return createFigure("entity-types", `Dot chart, logarithmic, of entities per type and part; in all: ${summary}.`, data, layout({
    title: "Entities of each type in each part",
    caption,
    legendLines: 1,
    xaxis: logAxis({ title: "Entities, log scale", unit: "count" }),
    yaxis: axis({
      title: "Entity type", unit: "label", tickvals: types.map((_, i) => i), ticktext: types, range: [types.length - 0.5, -0.5],
    }),
  }));
}
