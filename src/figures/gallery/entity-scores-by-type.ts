import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count, descending, percent, percentText } from "../format";
import { axis, INK, layout, PALETTE } from "../theme";

export interface TypeScores {
  readonly type: string;
  /** Precision, recall and F1 of strict entities, in [0, 1]; NaN where undefined. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Gold entities. */
  readonly support: number;
}

function rowLabel({ type, support }: TypeScores): string {
  return `${type} · ${count(support)}`;
}

function dots(rows: readonly TypeScores[], name: string, value: (row: TypeScores) => number, marker: object): PlotlyTrace {
  return {
    type: "scatter",
    mode: "markers",
    name,
    x: rows.map((row) => percent(value(row))),
    y: rows.map(rowLabel),
    marker: { size: 12, ...marker },
    hovertemplate: `%{y}, ${name}: %{x:.2f} %<extra></extra>`,
  };
}

/** A thin line per type from its lowest to its highest score, so that the three dots read as one row. */
function spans(rows: readonly TypeScores[]): PlotlyTrace {
  const ends = ({ precision, recall, f1 }: TypeScores): number[] => [precision, recall, f1].filter(Number.isFinite).map(percent);
  return {
    type: "scatter",
    mode: "lines",
    showlegend: false,
    hoverinfo: "skip",
    x: rows.flatMap((row) => (ends(row).length > 0 ? [Math.min(...ends(row)), Math.max(...ends(row)), null] : [null, null, null])),
    y: rows.flatMap((row) => [rowLabel(row), rowLabel(row), null]),
    line: { color: INK.axis, width: 2 },
  };
}

/** Strict precision, recall and F1 of each entity type, the most frequent type on top. */
export function entityScoresByType(rows: readonly TypeScores[], { caption }: FigureOptions = {}): Figure {
  const ordered = descending(rows, (row) => row.support);
  const data = [
    spans(ordered),
    dots(ordered, "precision", (row) => row.precision, { symbol: "triangle-right", color: PALETTE.blue }),
    dots(ordered, "recall", (row) => row.recall, { symbol: "triangle-left", color: PALETTE.vermillion }),
    dots(ordered, "F1", (row) => row.f1, { symbol: "circle", color: PALETTE.black, size: 10 }),
  ];
  const summary = ordered.map((row) => `${row.type} ${percentText(row.f1)} (n = ${count(row.support)})`).join(", ");
  const alt = `Dot chart of strict precision, recall and F1 per entity type; F1 in %: ${summary}.`;
  return createFigure("entity-scores-by-type", alt, data, layout({
    title: "Strict entity scores by type",
    caption,
    legendLines: 1,
    height: 180 + 36 * ordered.length,
    xaxis: axis({ title: "Score", unit: "%", range: [-2, 102] }),
    yaxis: axis({
      title: "Entity type · support", unit: "gold entities", type: "category",
      categoryorder: "array", categoryarray: ordered.map(rowLabel).reverse(), range: [-0.6, ordered.length - 0.4],
    }),
  }));
}
