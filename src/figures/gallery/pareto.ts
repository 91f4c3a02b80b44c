import { paretoFront } from "../../evaluation/efficiency/pareto";
import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent, percentText } from "../format";
import { LABEL_GAP, placeLabels, type LabelRequest, type LabelSide } from "../label-placement";
import { systemName, systemStyle } from "../systems";
import { axis, INK, layout, logAxis, PALETTE, SIZE } from "../theme";

export interface ParetoPoint {
  readonly system: string;
  /** Strict entity F1, in [0, 1]. */
  readonly f1: number;
  /** Above 0: what is free has no place on a logarithmic axis. */
  readonly cost: number;
  /** Half the length of the error bar, such as the standard deviation over seeds. */
  readonly deviation?: number;
}

export interface ParetoData {
  readonly points: readonly ParetoPoint[];
  /** What is paid: "Training", "s". */
  readonly cost: { readonly title: string; readonly unit: string };
}

const PLOT = { width: 690, height: 310 } as const;
const LABEL = { character: 7, height: 36 } as const;
const DIAMETER = 13;
const STAIR_STEP = 6;

type Range = readonly [low: number, high: number];

function padded(values: readonly number[], below: number, above: number): Range {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(high - low, 0.2);
  return [low - below * span, high + above * span];
}

function frontOf(points: readonly ParetoPoint[]): ParetoPoint[] {
  const front = paretoFront(points, [
    { name: "F1", better: "higher", value: ({ f1 }) => f1 },
    { name: "cost", better: "lower", value: ({ cost }) => cost },
  ]);
  return front.sort((a, b) => a.cost - b.cost);
}

/** The best F1 that a budget buys: level up to the next system of the front. */
function staircase(front: readonly ParetoPoint[], xRange: Range): PlotlyTrace {
  const last = front[front.length - 1]!;
  return {
    type: "scatter", mode: "lines", name: "best F1 for the budget (Pareto front)",
    x: [...front.map(({ cost }) => cost), 10 ** xRange[1]],
    y: [...front, last].map(({ f1 }) => percent(f1)),
    line: { shape: "hv", color: PALETTE.black, width: 1.5, dash: "dot" }, hoverinfo: "skip",
  };
}

function marker(point: ParetoPoint, onFront: boolean): PlotlyTrace {
  const { color, symbol } = systemStyle(point.system);
  return {
    type: "scatter", mode: "markers", showlegend: false, x: [point.cost], y: [percent(point.f1)],
    error_y: { array: [percent(point.deviation ?? 0)], visible: point.deviation !== undefined, color, thickness: 1.5, width: 4 },
    marker: { symbol, size: DIAMETER, color: onFront ? color : INK.paper, line: { width: onFront ? 0 : 2, color } },
    hovertemplate: `${systemName(point.system)}: %{x:.3~g}, %{y:.2f} %<extra></extra>`,
  };
}

/** The two kinds of marker, in the order of the legend. */
function legendKeys(): PlotlyTrace[] {
  const key = { type: "scatter", mode: "markers", x: [null], y: [null], hoverinfo: "skip" };
  const size = { size: DIAMETER - 3, color: INK.muted };
  return [
    { ...key, name: "on the front", marker: { ...size, symbol: "circle" } },
    { ...key, name: "dominated", marker: { ...size, color: INK.paper, symbol: "circle", line: { width: 2, color: INK.muted } } },
  ];
}

function textOf({ system, f1, cost }: ParetoPoint, unit: string): { readonly name: string; readonly figures: string } {
  return { name: systemName(system), figures: `${percentText(f1)} % · ${Number(cost.toPrecision(3)).toLocaleString("en-US")} ${unit}` };
}

function pixelOf({ cost, f1 }: ParetoPoint, xRange: Range, yRange: Range): { readonly x: number; readonly y: number } {
  const share = (value: number, [low, high]: Range): number => (value - low) / (high - low);
  return { x: PLOT.width * share(Math.log10(cost), xRange), y: PLOT.height * (1 - share(percent(f1), yRange)) };
}

function between(from: number, to: number): number[] {
  return Array.from({ length: Math.ceil(Math.abs(to - from) / STAIR_STEP) }, (_, i) => from + Math.sign(to - from) * i * STAIR_STEP);
}

/** The staircase as a row of dots without labels, so that labels keep clear of it. */
function stairDots(front: readonly ParetoPoint[], xRange: Range, yRange: Range): LabelRequest[] {
  const corners = front.map((point) => pixelOf(point, xRange, yRange));
  return corners.flatMap(({ x, y }, i) => {
    const next = corners[i + 1] ?? { x: PLOT.width, y };
    return [...between(x, next.x).map((across) => ({ x: across, y })), ...between(y, next.y).map((along) => ({ x: next.x, y: along }))]
      .map((dot) => ({ ...dot, radius: 1, width: 0, height: 0 }));
  });
}

function sidesOf({ points, cost }: ParetoData, front: readonly ParetoPoint[], xRange: Range, yRange: Range): LabelSide[] {
  const labels = points.map((point) => ({
    ...pixelOf(point, xRange, yRange),
    radius: DIAMETER / 2,
    width: LABEL.character * Math.max(...Object.values(textOf(point, cost.unit)).map((text) => text.length)),
    height: LABEL.height,
  }));
  return placeLabels([...labels, ...stairDots(front, xRange, yRange)], PLOT.width, PLOT.height);
}

const ANCHORS: Readonly<Record<LabelSide, { xanchor: string; yanchor: string; align: string; x: number; y: number }>> = {
  right: { xanchor: "left", yanchor: "middle", align: "left", x: 1, y: 0 },
  left: { xanchor: "right", yanchor: "middle", align: "right", x: -1, y: 0 },
  below: { xanchor: "center", yanchor: "top", align: "center", x: 0, y: -1 },
  above: { xanchor: "center", yanchor: "bottom", align: "center", x: 0, y: 1 },
};

function label(point: ParetoPoint, side: LabelSide, unit: string): PlotlyTrace {
  const { x, y, ...anchors } = ANCHORS[side];
  const distance = DIAMETER / 2 + LABEL_GAP;
  const { name, figures } = textOf(point, unit);
  return {
    ...anchors, x: Math.log10(point.cost), y: percent(point.f1), xshift: x * distance, yshift: y * distance, showarrow: false,
    text: `<b>${name}</b><br>${figures}`, font: { size: SIZE.note },
  };
}

function describe({ points, cost }: ParetoData, front: readonly ParetoPoint[]): string {
  const all = points.map((point) => `${systemName(point.system)} ${textOf(point, cost.unit).figures}`).join(", ");
  const names = front.map(({ system }) => systemName(system)).join(", ");
  const what = `Strict entity F1 against ${cost.title.toLowerCase()} on a logarithmic axis`;
  return `${what}: ${all}; on the Pareto front, where nothing is both better and cheaper: ${names}.`;
}

/** Strict F1 against a cost, with the front of the systems that no other one beats in both. Points without a cost are left out. */
export function pareto({ points, cost }: ParetoData, { caption }: FigureOptions = {}): Figure {
  const drawn: ParetoData = { points: points.filter((point) => point.cost > 0 && Number.isFinite(point.f1)), cost };
  const front = frontOf(drawn.points);
  const xRange = padded(drawn.points.map((point) => Math.log10(point.cost)), 0.25, 0.35);
  const yRange = padded(drawn.points.flatMap(({ f1, deviation = 0 }) => [percent(f1 - deviation), percent(f1 + deviation)]), 0.15, 0.2);
  const sides = sidesOf(drawn, front, xRange, yRange);
  const data = [staircase(front, xRange), ...drawn.points.map((point) => marker(point, front.includes(point))), ...legendKeys()];
  return createFigure("pareto", describe(drawn, front), data, layout({
    title: `What F1 costs: ${cost.title.toLowerCase()}`,
    caption,
    legendLines: 1,
    xaxis: logAxis({ title: `${cost.title}, log scale`, unit: cost.unit, dtick: xRange[1] - xRange[0] > 2 ? 1 : "D2", range: xRange }),
    yaxis: axis({ title: "Strict entity F1", unit: "%", range: yRange }),
    annotations: drawn.points.map((point, i) => label(point, sides[i]!, cost.unit)),
  }));
}
