import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { descending, percent, percentText } from "../format";
import { axis, INK, layout, PALETTE, SIZE } from "../theme";

export interface PaddingRow {
  /** The length that every sentence is padded or truncated to, in tokens. */
  readonly length: number;
  /** Padding among all positions, in [0, 1]. */
  readonly paddingShare: number;
  /** Tokens that truncation cuts off among all tokens, in [0, 1]. */
  readonly cutShare: number;
}

export interface PaddingData {
  readonly rows: readonly PaddingRow[];
  /** The length of the earlier project, which is pointed out. */
  readonly originalLength?: number;
}

function line(rows: readonly PaddingRow[], name: string, value: (row: PaddingRow) => number, color: string, symbol: string): PlotlyTrace {
  return {
    type: "scatter",
    mode: "lines+markers",
    name,
    x: rows.map((row) => row.length),
    y: rows.map((row) => percent(value(row))),
    line: { color, width: 2.5 },
    marker: { color, symbol, size: 8 },
    hovertemplate: "length %{x}: %{y:.2f} %<extra></extra>",
  };
}

function originalMark(length: number): object {
  const position = { x: length, yref: "paper" };
  return {
    shapes: [{ type: "line", x0: length, x1: length, y0: 0, y1: 1, yref: "paper", line: { color: INK.muted, width: 1.5, dash: "dash" } }],
    annotations: [{
      ...position, y: 0.5, text: `original: ${length}`, showarrow: false, xanchor: "left", xshift: 6,
      font: { size: SIZE.tick, color: INK.muted }, bgcolor: INK.paper,
    }],
  };
}

/** What a fixed length costs: padding rises with it, lost tokens fall. */
export function paddingShare({ rows, originalLength }: PaddingData, { caption }: FigureOptions = {}): Figure {
  const ordered = descending(rows, (row) => -row.length);
  const data = [
    line(ordered, "padding among all positions", (row) => row.paddingShare, PALETTE.blue, "circle"),
    line(ordered, "tokens cut off by truncation", (row) => row.cutShare, PALETTE.vermillion, "square"),
  ];
  const summary = ordered.map((row) => `${row.length}: ${percentText(row.paddingShare)} and ${percentText(row.cutShare, 2)} %`).join("; ");
  return createFigure("padding-share", `Two lines against the fixed length; padding and cut tokens at length ${summary}.`, data, layout({
    title: "What a fixed length costs",
    caption,
    legendLines: 1,
    xaxis: axis({ title: "Fixed length", unit: "tokens", rangemode: "tozero" }),
    yaxis: axis({ title: "Share", unit: "%", rangemode: "tozero" }),
    ...(originalLength === undefined ? {} : originalMark(originalLength)),
  }));
}
