import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count, percent, percentText } from "../format";
import { LABEL_GAP, placeLabels, type LabelSide } from "../label-placement";
import { systemName, systemStyle } from "../systems";
import { axis, INK, layout, logAxis, SIZE } from "../theme";

export interface EfficiencyRow {
  readonly system: string;
  /** Trainable parameters, at least 1: a system without any has no place on a logarithmic axis. */
  readonly parameters: number;
  /** Strict entity F1, in [0, 1]. */
  readonly f1: number;
  /** Latency per sentence in milliseconds. */
  readonly latency: number;
}

const LARGEST_DIAMETER = 44;
const SMALLEST_DIAMETER = 9;
/** The plot's size in pixels and a label's, near enough to see which labels would collide. */
const PLOT = { width: 690, height: 310 } as const;
const LABEL = { character: 7, height: 36 } as const;

type Range = readonly [low: number, high: number];

interface Bubble {
  readonly row: EfficiencyRow;
  readonly diameter: number;
  readonly x: number;
  readonly y: number;
}

function bubbles(rows: readonly EfficiencyRow[]): Bubble[] {
  const slowest = Math.max(...rows.map((row) => row.latency));
  return rows.map((row) => ({
    row,
    diameter: Math.max(SMALLEST_DIAMETER, LARGEST_DIAMETER * Math.sqrt(row.latency / slowest)),
    x: Math.log10(row.parameters),
    y: percent(row.f1),
  }));
}

function padded(values: readonly number[], below: number, above: number): Range {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = Math.max(high - low, 0.1);
  return [low - below * span, high + above * span];
}

function pixel(value: number, [low, high]: Range, length: number): number {
  return ((value - low) / (high - low)) * length;
}

function caption({ row }: Bubble): { name: string; figures: string } {
  return { name: systemName(row.system), figures: `${count(row.parameters)} · ${Number(row.latency.toPrecision(2))} ms` };
}

function sides(all: readonly Bubble[], xRange: Range, yRange: Range): LabelSide[] {
  const requests = all.map((bubble) => ({
    x: pixel(bubble.x, xRange, PLOT.width),
    y: PLOT.height - pixel(bubble.y, yRange, PLOT.height),
    radius: bubble.diameter / 2,
    width: LABEL.character * Math.max(...Object.values(caption(bubble)).map((text) => text.length)),
    height: LABEL.height,
  }));
  return placeLabels(requests, PLOT.width, PLOT.height);
}

function marker({ row, diameter, y }: Bubble): PlotlyTrace {
  return {
    type: "scatter",
    mode: "markers",
    x: [row.parameters],
    y: [y],
    marker: {
      size: [diameter], sizemode: "diameter", color: systemStyle(row.system).color, opacity: 0.85, line: { color: INK.paper, width: 1 },
    },
    hovertemplate: `${systemName(row.system)}: %{x:,} parameters, %{y:.2f} %, ${row.latency} ms<extra></extra>`,
  };
}

const ANCHORS: Readonly<Record<LabelSide, { xanchor: string; yanchor: string; x: number; y: number }>> = {
  right: { xanchor: "left", yanchor: "middle", x: 1, y: 0 },
  left: { xanchor: "right", yanchor: "middle", x: -1, y: 0 },
  below: { xanchor: "center", yanchor: "top", x: 0, y: -1 },
  above: { xanchor: "center", yanchor: "bottom", x: 0, y: 1 },
};

function label(bubble: Bubble, side: LabelSide): PlotlyTrace {
  const { x, y, ...anchors } = ANCHORS[side];
  const distance = bubble.diameter / 2 + LABEL_GAP;
  const { name, figures } = caption(bubble);
  return {
    ...anchors, x: bubble.x, y: bubble.y, xshift: x * distance, yshift: y * distance, showarrow: false,
    align: side === "left" ? "right" : side === "right" ? "left" : "center",
    text: `<b>${name}</b><br>${figures}`, font: { size: SIZE.note },
  };
}

function describe(rows: readonly EfficiencyRow[]): string {
  const parts = rows.map(({ system, parameters, f1, latency }) =>
    `${systemName(system)} ${count(parameters)} parameters, ${percentText(f1)} %, ${latency} ms`);
  return `Strict entity F1 against parameters, marker area by latency per sentence: ${parts.join("; ")}.`;
}

/** What parameters buy: strict F1 against the number of parameters; the area of a marker is the latency per sentence. */
export function efficiency(rows: readonly EfficiencyRow[], options: FigureOptions = {}): Figure {
  const drawn = bubbles(rows.filter((row) => Number.isFinite(row.f1) && row.parameters >= 1));
  const xRange = padded(drawn.map((bubble) => bubble.x), 0.25, 0.4);
  const yRange = padded(drawn.map((bubble) => bubble.y), 0.2, 0.25);
  const placement = sides(drawn, xRange, yRange);
  return createFigure("efficiency", describe(rows), drawn.map(marker), layout({
    title: "What parameters and time buy",
    caption: [options.caption, "marker area: latency per sentence (ms)"].filter(Boolean).join(" · "),
    xaxis: logAxis({ title: "Parameters, log scale", unit: "count", dtick: xRange[1] - xRange[0] > 2 ? 1 : "D2", range: xRange }),
    yaxis: axis({ title: "Strict entity F1", unit: "%", range: yRange }),
    annotations: drawn.map((bubble, i) => label(bubble, placement[i]!)),
  }));
}
