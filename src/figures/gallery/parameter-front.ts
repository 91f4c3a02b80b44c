import { paretoFront } from "../../evaluation/efficiency/pareto";
import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count, percent, percentText } from "../format";
import { LABEL_GAP, placeLabelsTogether, type LabelRequest, type LabelSide } from "../label-placement";
import { axis, INK, layout, logAxis, PALETTE, seriesColor, seriesSymbol, SIZE, type Axis } from "../theme";

export interface SizedPoint {
  /** Configurations of one group share a marker. */
  readonly group: string;
  readonly name: string;
  readonly parameters: number;
  /** Strict entity F1, in [0, 1]. */
  readonly f1: number;
  /** Standard deviation over seeds. */
  readonly deviation?: number;
}

/** Configurations that were trained on the same sentences; each panel has a front of its own. */
export interface SizedPanel {
  readonly title: string;
  readonly points: readonly SizedPoint[];
}

const PLOT = { width: 690, height: 300 } as const;
const PANEL_GAP = 0.13;
const LABEL = { character: 6.4, height: 16 } as const;
const SIZE_OF_MARKER = 10;
const STAIR_STEP = 6;
const GROUPS_PER_LINE = 4;

type Range = readonly [low: number, high: number];

function frontOf(points: readonly SizedPoint[]): SizedPoint[] {
  const front = paretoFront(points, [
    { name: "F1", better: "higher", value: ({ f1 }) => f1 },
    { name: "parameters", better: "lower", value: ({ parameters }) => parameters },
  ]);
  return front.sort((a, b) => a.parameters - b.parameters);
}

function widened(values: readonly number[], below: number, above: number, least: number): Range {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(high - low, least);
  return [low - below * span, high + above * span];
}

function xRange({ points }: SizedPanel): Range {
  return widened(points.map(({ parameters }) => Math.log10(parameters)), 0.22, 0.3, 0.15);
}

function yRange({ points }: SizedPanel): Range {
  return widened(points.flatMap(({ f1, deviation = 0 }) => [percent(f1 - deviation), percent(f1 + deviation)]), 0.1, 0.15, 0.5);
}

function suffix(index: number): string {
  return index === 0 ? "" : String(index + 1);
}

function domainOf(index: number, panels: number): Range {
  const width = (1 - PANEL_GAP * (panels - 1)) / panels;
  return [index * (width + PANEL_GAP), index * (width + PANEL_GAP) + width];
}

function stairs(panel: SizedPanel, index: number): PlotlyTrace {
  const front = frontOf(panel.points);
  return {
    type: "scatter", mode: "lines", name: "Pareto front", legendgroup: "front", showlegend: index === 0,
    xaxis: `x${suffix(index)}`, yaxis: `y${suffix(index)}`,
    x: [...front.map(({ parameters }) => parameters), 10 ** xRange(panel)[1]],
    y: [...front, front[front.length - 1]!].map(({ f1 }) => percent(f1)),
    line: { shape: "hv", color: PALETTE.black, width: 1.5, dash: "dot" }, hoverinfo: "skip",
  };
}

function groupTrace(panel: SizedPanel, index: number, group: string, place: number): PlotlyTrace {
  const points = panel.points.filter((point) => point.group === group);
  const front = frontOf(panel.points);
  const color = seriesColor(place);
  return {
    type: "scatter", mode: "markers", showlegend: false, xaxis: `x${suffix(index)}`, yaxis: `y${suffix(index)}`,
    x: points.map(({ parameters }) => parameters),
    y: points.map(({ f1 }) => percent(f1)),
    error_y: {
      array: points.map(({ deviation = 0 }) => percent(deviation)), visible: points.some(({ deviation }) => deviation !== undefined),
      color, thickness: 1, width: 3,
    },
    marker: {
      symbol: seriesSymbol(place), size: SIZE_OF_MARKER, color: points.map((point) => (front.includes(point) ? color : INK.paper)),
      line: { width: 2, color },
    },
    text: points.map(({ name }) => name),
    hovertemplate: "%{text}: %{x:,} parameters, %{y:.2f} %<extra></extra>",
  };
}

function legendKey(group: string, place: number): PlotlyTrace {
  const color = seriesColor(place);
  const marker = { symbol: seriesSymbol(place), size: SIZE_OF_MARKER, color };
  return { type: "scatter", mode: "markers", name: group, x: [null], y: [null], hoverinfo: "skip", marker };
}

function between(from: number, to: number): number[] {
  return Array.from({ length: Math.ceil(Math.abs(to - from) / STAIR_STEP) }, (_, i) => from + Math.sign(to - from) * i * STAIR_STEP);
}

/** The staircase as a row of dots without labels, so that labels keep clear of it. */
function stairDots(corners: readonly { readonly x: number; readonly y: number }[], end: number): LabelRequest[] {
  return corners.flatMap(({ x, y }, i) => {
    const next = corners[i + 1] ?? { x: end, y };
    return [...between(x, next.x).map((across) => ({ x: across, y })), ...between(y, next.y).map((along) => ({ x: next.x, y: along }))]
      .map((dot) => ({ ...dot, radius: 1, width: 0, height: 0 }));
  });
}

/** An error bar as a column of dots, so that labels keep clear of it. */
function barDots({ x, y }: LabelRequest, reach: number): LabelRequest[] {
  return between(y - reach, y + reach).map((along) => ({ x, y: along, radius: 1, width: 0, height: 0 }));
}

function sidesOf(panel: SizedPanel, panels: number, front: readonly SizedPoint[]): LabelSide[] {
  const [xs, ys] = [xRange(panel), yRange(panel)];
  const width = PLOT.width * (domainOf(0, panels)[1] - domainOf(0, panels)[0]);
  const share = (value: number, [low, high]: Range): number => (value - low) / (high - low);
  const placed = (point: SizedPoint, labelled: boolean): LabelRequest => ({
    x: width * share(Math.log10(point.parameters), xs), y: PLOT.height * (1 - share(percent(point.f1), ys)), radius: SIZE_OF_MARKER / 2,
    width: labelled ? LABEL.character * point.name.length : 0, height: labelled ? LABEL.height : 0,
  });
  const labels = front.map((point) => placed(point, true));
  const others = panel.points.filter((point) => !front.includes(point)).map((point) => placed(point, false));
  const bars = panel.points.flatMap((point) => barDots(placed(point, false), PLOT.height * (percent(point.deviation ?? 0) / (ys[1] - ys[0]))));
  return placeLabelsTogether([...labels, ...others, ...stairDots(labels, width), ...bars], labels.length, width, PLOT.height);
}

const ANCHORS: Readonly<Record<LabelSide, { xanchor: string; yanchor: string; x: number; y: number }>> = {
  right: { xanchor: "left", yanchor: "middle", x: 1, y: 0 },
  left: { xanchor: "right", yanchor: "middle", x: -1, y: 0 },
  below: { xanchor: "center", yanchor: "top", x: 0, y: -1 },
  above: { xanchor: "center", yanchor: "bottom", x: 0, y: 1 },
};

function labelsOf(panel: SizedPanel, index: number, panels: number): PlotlyTrace[] {
  const front = frontOf(panel.points);
  const sides = sidesOf(panel, panels, front);
  const distance = SIZE_OF_MARKER / 2 + LABEL_GAP;
  return front.map(({ name, parameters, f1 }, i) => {
    const { x, y, ...anchors } = ANCHORS[sides[i]!];
    return {
      ...anchors, xref: `x${suffix(index)}`, yref: `y${suffix(index)}`, x: Math.log10(parameters), y: percent(f1),
      xshift: x * distance, yshift: y * distance, showarrow: false, text: name, font: { size: SIZE.note },
    };
  });
}

function titleOf(panel: SizedPanel, index: number): PlotlyTrace {
  return {
    xref: `x${suffix(index)} domain`, yref: `y${suffix(index)} domain`, x: 0, y: 1.01, xanchor: "left", yanchor: "bottom",
    text: `<b>${panel.title}</b>`, showarrow: false, font: { size: SIZE.tick },
  };
}

function axesOf(panel: SizedPanel, index: number, panels: number): Record<string, Axis> {
  const xs = xRange(panel);
  return {
    [`xaxis${suffix(index)}`]: logAxis({
      title: "Parameters, log scale", unit: "count", domain: domainOf(index, panels), anchor: `y${suffix(index)}`, range: xs,
      dtick: xs[1] - xs[0] > 1.2 ? 1 : "D2", tickformat: "~s",
    }),
    [`yaxis${suffix(index)}`]: axis({ title: "Strict entity F1", unit: "%", anchor: `x${suffix(index)}`, range: yRange(panel) }),
  };
}

function describe(panels: readonly SizedPanel[]): string {
  const parts = panels.map(({ title, points }) => {
    const front = frontOf(points).map(({ name, parameters, f1 }) => `${name} ${percentText(f1, 2)} % with ${count(parameters)}`);
    return `${title}, ${points.length} configurations, on the front ${front.join(", ")}`;
  });
  return `Strict entity F1 against parameters on a logarithmic axis, a panel for each amount of training sentences: ${parts.join("; ")}.`;
}

/** Strict F1 against parameters, a panel for each amount of training data, with the front of what nothing beats in both. */
export function parameterFront(panels: readonly SizedPanel[], { caption }: FigureOptions = {}): Figure {
  const groups = [...new Set(panels.flatMap(({ points }) => points.map(({ group }) => group)))];
  const data = panels.flatMap((panel, i) => [stairs(panel, i), ...groups.map((group, place) => groupTrace(panel, i, group, place))]);
  const placeholder = axis({ title: "Parameters", unit: "count" });
  return createFigure("parameter-front", describe(panels), [...data, ...groups.map(legendKey)], layout({
    title: "What parameters buy",
    caption,
    height: 540,
    legendLines: Math.ceil((groups.length + 1) / GROUPS_PER_LINE) + 1,
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1.09, yanchor: "bottom", font: { size: SIZE.tick } },
    xaxis: placeholder,
    yaxis: placeholder,
    ...Object.assign({}, ...panels.map((panel, i) => axesOf(panel, i, panels.length))) as Record<string, Axis>,
    annotations: panels.flatMap((panel, i) => [titleOf(panel, i), ...labelsOf(panel, i, panels.length)]),
  }));
}
