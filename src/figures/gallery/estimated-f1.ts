import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent, percentText } from "../format";
import { axis, INK, layout, PALETTE, SIZE } from "../theme";

/** One kind of traffic: strict F1 as estimated without labels, with its interval, and the true one; means over windows, in [0, 1]. */
export interface EstimateRow {
  readonly title: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly truth: number;
}

export interface EstimatedF1Data {
  /** Of the intervals, in (0, 1). */
  readonly level: number;
  /** The true F1 on validation, and what the low end should stay above. */
  readonly validationF1: number;
  readonly floor: number;
  /** From the top. */
  readonly rows: readonly EstimateRow[];
}

const ROW_HEIGHT = 46;

function estimates(rows: readonly EstimateRow[]): PlotlyTrace {
  return {
    type: "scatter", mode: "markers", name: "estimated, with its interval", x: rows.map(({ estimate }) => percent(estimate)), y: rows.map((_, row) => row),
    error_x: {
      type: "data", symmetric: false, color: PALETTE.blue, thickness: 3, width: 6,
      array: rows.map(({ estimate, high }) => percent(high - estimate)), arrayminus: rows.map(({ estimate, low }) => percent(estimate - low)),
    },
    marker: { color: PALETTE.blue, symbol: "circle", size: 11 },
    customdata: rows.map(({ title }) => title), hovertemplate: "%{customdata}: estimated %{x:.2f} %<extra></extra>",
  };
}

function truths(rows: readonly EstimateRow[]): PlotlyTrace {
  return {
    type: "scatter", mode: "markers", name: "true", x: rows.map(({ truth }) => percent(truth)), y: rows.map((_, row) => row),
    marker: { color: PALETTE.vermillion, symbol: "diamond-open", size: 14, line: { color: PALETTE.vermillion, width: 2.5 } },
    customdata: rows.map(({ title }) => title), hovertemplate: "%{customdata}: true %{x:.2f} %<extra></extra>",
  };
}

function verticalLine(f1: number, dash: string): PlotlyTrace {
  return { type: "line", x0: percent(f1), x1: percent(f1), yref: "paper", y0: 0, y1: 1, layer: "below", line: { color: INK.muted, width: 1.5, dash } };
}

/** The floor's label stands left of its line, that of validation right of it: they are near each other. */
function lineLabel(text: string, f1: number, side: "left" | "right"): PlotlyTrace {
  return {
    x: percent(f1), xanchor: side === "left" ? "right" : "left", xshift: side === "left" ? -4 : 4, yref: "paper", y: 1, yanchor: "top", showarrow: false,
    text, font: { size: SIZE.note, color: INK.muted }, bgcolor: INK.paper,
  };
}

function describe({ level, floor, rows }: EstimatedF1Data): string {
  const told = rows.map(({ title, estimate, low, high, truth }) =>
    `${title} ${percentText(estimate)} (${percentText(low)} to ${percentText(high)}), truly ${percentText(truth)}`);
  return `Strict F1 in % as estimated without labels, with ${Number(percent(level).toFixed(1))} % intervals, beside the true one, floor ` +
    `${percentText(floor)}: ${told.join("; ")}.`;
}

/** Label-free estimates of strict F1 beside the truth, for traffic with and without drift. */
export function estimatedF1(data: EstimatedF1Data, { caption }: FigureOptions = {}): Figure {
  const { rows, validationF1, floor } = data;
  const traces = [estimates(rows), truths(rows)];
  const named = { tickvals: rows.map((_, row) => row), ticktext: rows.map(({ title }) => title) };
  return createFigure("estimated-f1", describe(data), traces, layout({
    title: "Strict F1, estimated without labels and true",
    caption,
    legendLines: 1,
    height: 230 + ROW_HEIGHT * Math.max(1, rows.length),
    shapes: [verticalLine(validationF1, "solid"), verticalLine(floor, "dash")],
    annotations: [lineLabel("validation", validationF1, "right"), lineLabel("floor", floor, "left")],
    xaxis: axis({ title: "Strict entity F1, mean over windows", unit: "%", range: [-2, 102] }),
    yaxis: axis({ title: "Traffic", unit: "kind", range: [rows.length - 0.4, -1], showgrid: false, ...named }),
  }));
}
