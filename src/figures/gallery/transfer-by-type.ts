import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count, percent, percentText } from "../format";
import { axis, INK, layout, PALETTE } from "../theme";

/** A tagger, as its legend calls it: where it was trained, and whether it is a floor. */
export interface TransferSeries {
  readonly name: string;
  /** Trained on the corpus that is scored here. */
  readonly there: boolean;
  readonly floor: boolean;
}

export interface TransferScore {
  /** That of a series. */
  readonly name: string;
  /** Strict entity F1 and its interval, in [0, 1]. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface TransferRow {
  readonly type: string;
  /** Gold mentions. */
  readonly support: number;
  readonly scores: readonly TransferScore[];
}

export interface TransferByTypeData {
  /** Confidence level of the intervals, in (0, 1). */
  readonly level: number;
  readonly series: readonly TransferSeries[];
  /** From the top; all types together first. */
  readonly rows: readonly TransferRow[];
}

/** Color says where a tagger was trained, shape what it is. */
function styleOf({ there, floor }: TransferSeries): { readonly color: string; readonly symbol: string } {
  return { color: there ? PALETTE.blue : PALETTE.vermillion, symbol: floor ? (there ? "cross" : "x") : there ? "square" : "circle" };
}

const ROW_HEIGHT = 76;
/** The share of a row that its dots are spread over. */
const SPREAD = 0.62;

function offsetOf(index: number, series: number): number {
  return series < 2 ? 0 : SPREAD * (index / (series - 1) - 0.5);
}

function dots(series: TransferSeries, offset: number, rows: readonly TransferRow[]): PlotlyTrace {
  const { color, symbol } = styleOf(series);
  const shown = rows.flatMap(({ type, scores }, row) =>
    scores.filter(({ name }) => name === series.name).map((score) => ({ type, y: row + offset, ...score })),
  );
  return {
    type: "scatter",
    mode: "markers",
    name: series.name,
    x: shown.map(({ estimate }) => percent(estimate)),
    y: shown.map(({ y }) => y),
    error_x: {
      type: "data", symmetric: false, color, thickness: 2, width: 5,
      array: shown.map(({ estimate, high }) => percent(high - estimate)),
      arrayminus: shown.map(({ estimate, low }) => percent(estimate - low)),
    },
    marker: { color, symbol, size: 11, line: { color: INK.paper, width: series.floor ? 0 : 1 } },
    customdata: shown.map(({ type, low, high }) => `${type}, interval ${percentText(low, 2)} to ${percentText(high, 2)} %`),
    cliponaxis: false,
    hovertemplate: `${series.name}: %{x:.2f} %, %{customdata}<extra></extra>`,
  };
}

function separators(rows: readonly TransferRow[]): PlotlyTrace[] {
  return rows.slice(1).map((_, i) => ({
    type: "line", xref: "paper", x0: 0, x1: 1, yref: "y", y0: i + 0.5, y1: i + 0.5, layer: "below", line: { color: INK.grid, width: 1 },
  }));
}

function describe({ level, series, rows }: TransferByTypeData): string {
  const [first] = rows;
  const scoreOf = ({ scores }: TransferRow, name: string) => scores.find((score) => score.name === name)?.estimate ?? NaN;
  const scoresOf = (row: TransferRow) => series.map(({ name }) => `${name} ${percentText(scoreOf(row, name))}`);
  const together = first ? `${first.type}: ${scoresOf(first).join(", ")}` : "no type has a gold mention";
  const others = rows.slice(1).map(({ type, scores }) => `${type} ${scores.map(({ estimate }) => percentText(estimate)).join(" / ")}`);
  const rest = others.length > 0 ? `; by type in the same order: ${others.join(", ")}` : "";
  return `Dots with ${Number(percent(level).toFixed(2))} % intervals, strict entity F1 in % by where a tagger was trained; ${together}${rest}.`;
}

/** Strict F1 on one corpus of taggers trained on it and on another one, all types together and each apart. */
export function transferByType(data: TransferByTypeData, { caption }: FigureOptions = {}): Figure {
  const { series, rows } = data;
  const traces = series.map((each, i) => dots(each, offsetOf(i, series.length), rows));
  return createFigure("transfer-by-type", describe(data), traces, layout({
    title: "Scores on one corpus, by where the tagger was trained",
    caption,
    legendLines: Math.ceil(series.length / 2),
    height: 190 + ROW_HEIGHT * Math.max(1, rows.length),
    shapes: separators(rows),
    xaxis: axis({ title: "Strict entity F1", unit: "%", range: [-2, 102] }),
    yaxis: axis({
      title: "Type · support", unit: "gold mentions", range: [rows.length - 0.45, -0.55], showgrid: false,
      tickvals: rows.map((_, row) => row), ticktext: rows.map(({ type, support }) => `${type} · ${count(support)}`),
    }),
  }));
}
