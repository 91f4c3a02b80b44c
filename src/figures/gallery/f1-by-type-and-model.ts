import { createFigure, type Figure, type FigureOptions } from "../figure";
import { count, descending, percent, percentText } from "../format";
import { systemName, systemStyle } from "../systems";
import { axis, layout, percentColorbar, SEQUENTIAL, SIZE } from "../theme";

export interface TypeSystemScore {
  readonly system: string;
  readonly type: string;
  /** Strict entity F1, in [0, 1]; NaN where undefined. */
  readonly f1: number;
  /** Gold entities of the type. */
  readonly support: number;
}

function describe(systems: readonly string[], rows: readonly TypeSystemScore[], types: readonly string[]): string {
  const best = types.map((type) => {
    const scored = rows.filter((row) => row.type === type && Number.isFinite(row.f1));
    const top = descending(scored, (row) => row.f1)[0];
    return top ? `${type} ${systemName(top.system)} (${percentText(top.f1)})` : `${type} undefined`;
  });
  const size = `${types.length} types and ${systems.length} systems`;
  return `Heatmap of strict entity F1 in % for ${size}; best system per type: ${best.join(", ")}.`;
}

/** Strict entity F1 of every system on every entity type, the most frequent type on top. */
export function f1ByTypeAndModel(rows: readonly TypeSystemScore[], { caption }: FigureOptions = {}): Figure {
  const systems = [...new Set(rows.map((row) => row.system))];
  const supports = new Map(rows.map((row) => [row.type, row.support]));
  const types = descending([...supports.keys()], (type) => supports.get(type)!);
  const score = (type: string, system: string): number => rows.find((row) => row.type === type && row.system === system)?.f1 ?? NaN;
  const grid = types.map((type) => systems.map((system) => score(type, system)));
  const data = [{
    type: "heatmap",
    x: systems.map((system) => systemStyle(system).label),
    y: types.map((type) => `${type} · ${count(supports.get(type)!)}`),
    z: grid.map((row) => row.map(percent)),
    zmin: 0,
    zmax: 100,
    text: grid.map((row) => row.map((value) => percentText(value))),
    texttemplate: "%{text}",
    textfont: { size: SIZE.tick },
    xgap: 2,
    ygap: 2,
    colorscale: SEQUENTIAL,
    colorbar: percentColorbar("Strict entity F1"),
    hovertemplate: "%{y}, %{x}: %{z:.2f} %<extra></extra>",
  }];
  return createFigure("f1-by-type-and-model", describe(systems, rows, types), data, layout({
    title: "Strict entity F1 by type and system",
    caption,
    height: 180 + 36 * types.length,
    xaxis: axis({ title: "System", unit: "name", type: "category", showgrid: false }),
    yaxis: axis({ title: "Entity type · support", unit: "gold entities", type: "category", showgrid: false, autorange: "reversed" }),
  }));
}
