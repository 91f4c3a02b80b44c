import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count } from "../format";
import { axis, INK, layout, logAxis, seriesColor, seriesSymbol, SIZE } from "../theme";

export interface LoadPoint {
  /** Requests offered a second. */
  readonly rate: number;
  /** Milliseconds from the intended time to the answer. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** The server had enough here: errors, a backlog, or far too slow. */
  readonly saturated: boolean;
}

export interface LoadLine {
  readonly title: string;
  readonly points: readonly LoadPoint[];
}

export interface LoadCurveData {
  readonly lines: readonly LoadLine[];
  /** A rate and the p95 that is wanted there. */
  readonly target: { readonly title: string; readonly rate: number; readonly p95: number };
}

const QUANTILES = [
  { key: "p50", dash: "dot", width: 1.5 }, { key: "p95", dash: "solid", width: 2.5 }, { key: "p99", dash: "dash", width: 1.5 },
] as const;
type Quantile = (typeof QUANTILES)[number];
const ENTRIES_PER_LINE = 3;

function trace({ title, points }: LoadLine, index: number, { key, dash, width }: Quantile): PlotlyTrace {
  const color = seriesColor(index);
  // A logarithmic axis has no place for a rate without a good answer.
  const shown = points.filter((point) => point[key] > 0);
  const marked = key === "p95";
  return {
    type: "scatter", mode: marked ? "lines+markers" : "lines", name: title, legendgroup: title, showlegend: marked,
    x: shown.map(({ rate }) => rate), y: shown.map((point) => point[key]), line: { color, width, dash },
    marker: { color, size: 9, symbol: shown.map(({ saturated }) => `${seriesSymbol(index)}${saturated ? "-open" : ""}`) },
    hovertemplate: `${title}, %{x:,}/s: ${key} %{y:.3~g} ms<extra></extra>`,
  };
}

function targetMark({ target: { rate, p95 } }: LoadCurveData): PlotlyTrace {
  return {
    type: "scatter", mode: "markers", x: [rate], y: [p95], showlegend: false, hoverinfo: "skip",
    marker: { symbol: "triangle-down", size: 12, color: INK.text },
  };
}

/** In a corner, as lines may run anywhere near the mark itself. */
function targetLabel({ target: { title, rate, p95 } }: LoadCurveData): PlotlyTrace {
  return {
    xref: "paper", yref: "paper", x: 0.99, y: 0.03, xanchor: "right", yanchor: "bottom", showarrow: false, bgcolor: INK.paper,
    text: `triangle: wanted, p95 ≤ ${p95} ms at ${count(rate)}/s (${title})`, font: { size: SIZE.note },
  };
}

function describe({ lines, target }: LoadCurveData): string {
  const told = lines.map(({ title, points }) => {
    const shown = points.map(({ rate, p95, saturated }) => `${Number(p95.toPrecision(3))} at ${count(rate)}${saturated ? " (saturated)" : ""}`);
    return `${title}: ${shown.join(", ")}`;
  });
  const wanted = `Target p95 ${target.p95} at ${count(target.rate)}.`;
  return `Latency in ms, logarithmic, against requests a second: p50, p95 and p99. ${wanted} p95 of ${told.join("; ")}.`;
}

/** Latency quantiles over the rate of requests, a color a way of serving; open markers where the server had enough. */
export function loadCurve(data: LoadCurveData, { caption }: FigureOptions = {}): Figure {
  const traces = data.lines.flatMap((line, i) => QUANTILES.map((quantile) => trace(line, i, quantile)));
  return createFigure("load-curve", describe(data), [...traces, targetMark(data)], layout({
    title: "Latency over load: p95 solid, p50 dotted, p99 dashed; open: saturated",
    caption,
    height: 520,
    legendLines: Math.ceil(data.lines.length / ENTRIES_PER_LINE),
    annotations: [targetLabel(data)],
    xaxis: axis({ title: "Requests offered", unit: "per second", rangemode: "tozero", tickformat: "," }),
    yaxis: logAxis({ title: "Latency from the intended time", unit: "ms, log scale" }),
  }));
}
