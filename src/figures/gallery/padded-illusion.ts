import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent, percentText } from "../format";
import { systemName, systemStyle } from "../systems";
import { axis, layout, PALETTE, SIZE } from "../theme";

export interface IllusionRow {
  readonly system: string;
  /** Token accuracy with every padding position counted as a token, in [0, 1]. */
  readonly paddedTokenAccuracy: number;
  /** Token accuracy over real tokens, in [0, 1]. */
  readonly tokenAccuracy: number;
  /** Strict entity F1, in [0, 1]. */
  readonly strictF1: number;
}

function bars(rows: readonly IllusionRow[], name: string, value: (row: IllusionRow) => number, color: string): PlotlyTrace {
  return {
    type: "bar",
    name,
    x: rows.map((row) => systemStyle(row.system).label),
    y: rows.map((row) => percent(value(row))),
    text: rows.map((row) => percentText(value(row))),
    textposition: "outside",
    textangle: 0,
    textfont: { size: SIZE.note },
    cliponaxis: false,
    marker: { color },
    hovertemplate: `${name}: %{y:.2f} %<extra></extra>`,
  };
}

/** The same predictions under three measures: counting padding lifts every system near 100 %, even one that finds nothing. */
export function paddedIllusion(rows: readonly IllusionRow[], { caption }: FigureOptions = {}): Figure {
  const data = [
    bars(rows, "token accuracy, padding counted", (row) => row.paddedTokenAccuracy, PALETTE.sky),
    bars(rows, "token accuracy", (row) => row.tokenAccuracy, PALETTE.blue),
    bars(rows, "strict entity F1", (row) => row.strictF1, PALETTE.vermillion),
  ];
  const summary = rows.map(({ system, paddedTokenAccuracy, tokenAccuracy, strictF1 }) =>
    `${systemName(system)} ${percentText(paddedTokenAccuracy)} / ${percentText(tokenAccuracy)} / ${percentText(strictF1)}`);
  const alt = `Grouped bars per system, padded token accuracy / token accuracy / strict entity F1 in %: ${summary.join(", ")}.`;
  return createFigure("padded-illusion", alt, data, layout({
    title: "One set of predictions, three measures",
    caption,
    legendLines: 1,
    barmode: "group",
    bargap: 0.18,
    xaxis: axis({ title: "System", unit: "same predictions in each group", type: "category", showgrid: false }),
    yaxis: axis({ title: "Score", unit: "%", range: [0, 107], tickvals: [0, 20, 40, 60, 80, 100] }),
  }));
}
