import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent, percentText } from "../format";
import { axis, INK, layout, PALETTE, SIZE } from "../theme";

export interface CutPoint {
  /** "50", or "bucketed". */
  readonly label: string;
  /** Whether it is one length for all sentences: those are joined by a line. */
  readonly fixed: boolean;
  /** Padding among all positions, in [0, 1]. */
  readonly paddingShare: number;
  /** Entities lost or damaged among all entities, in [0, 1]. */
  readonly entitiesCutShare: number;
  /** Tokens cut off among all tokens, in [0, 1]. */
  readonly tokensCutShare: number;
}

function line(points: readonly CutPoint[], name: string, value: (point: CutPoint) => number, color: string, symbol: string): PlotlyTrace {
  return {
    type: "scatter",
    mode: "lines+markers",
    name,
    x: points.map((point) => percent(point.paddingShare)),
    y: points.map((point) => percent(value(point))),
    customdata: points.map(({ label }) => label),
    line: { color, width: 2 },
    marker: { color, symbol, size: symbol.endsWith("open") ? 12 : 8, line: { color, width: 2 } },
    cliponaxis: false,
    hovertemplate: `%{customdata} tokens: %{x:.2f} % padding, %{y:.2f} % cut<extra></extra>`,
  };
}

function lone(points: readonly CutPoint[]): PlotlyTrace {
  return {
    type: "scatter",
    mode: "markers",
    name: "bucketed batches",
    x: points.map((point) => percent(point.paddingShare)),
    y: points.map((point) => percent(point.entitiesCutShare)),
    marker: { color: PALETTE.green, symbol: "star", size: 15 },
    cliponaxis: false,
    hovertemplate: "bucketed: %{x:.2f} % padding, %{y:.2f} % cut<extra></extra>",
  };
}

/** The length of every point of the upper line, above it. */
function lengthLabel({ label, paddingShare, entitiesCutShare, tokensCutShare }: CutPoint): PlotlyTrace {
  return {
    x: percent(paddingShare), y: percent(Math.max(entitiesCutShare, tokensCutShare)), xshift: 7, yshift: 3, xanchor: "left", yanchor: "bottom",
    showarrow: false, text: `<b>${label}</b>`, font: { size: SIZE.note, color: INK.text },
  };
}

function describe(points: readonly CutPoint[]): string {
  const parts = points.map(({ label, paddingShare, entitiesCutShare, tokensCutShare }) =>
    `${label} ${percentText(paddingShare)}, ${percentText(entitiesCutShare, 2)} and ${percentText(tokensCutShare, 2)}`);
  return `Padding, entities cut and tokens cut in % at each length: ${parts.join("; ")}.`;
}

/** What a length cuts against what it pads: going right, less is lost and more is computed for nothing. */
export function cutAgainstPadding(points: readonly CutPoint[], { caption }: FigureOptions = {}): Figure {
  const fixed = points.filter((point) => point.fixed);
  const data = [
    line(fixed, "tokens cut", (point) => point.tokensCutShare, PALETTE.blue, "square-open"),
    line(fixed, "entities cut", (point) => point.entitiesCutShare, PALETTE.vermillion, "circle"),
    lone(points.filter((point) => !point.fixed)),
  ];
  return createFigure("cut-against-padding", describe(points), data, layout({
    title: "What a length cuts against what it pads",
    caption,
    legendLines: 1,
    xaxis: axis({ title: "Padding among all positions", unit: "%", range: [-2, 102] }),
    yaxis: axis({ title: "Cut, labels: length in tokens", unit: "%", rangemode: "tozero" }),
    annotations: fixed.map(lengthLabel),
  }));
}
