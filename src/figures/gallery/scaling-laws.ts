import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { axis, INK, layout, logAxis, PALETTE, SIZE, type Axis } from "../theme";

export interface ScalingLawPanel {
  /** What is made larger: "LSTM units", "per direction". */
  readonly size: { readonly title: string; readonly unit: string };
  /** What grows or shrinks with it: "CPU time of an epoch", "s". */
  readonly measure: { readonly title: string; readonly unit: string };
  /** Above 0 both. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** The power law through the points; null where there are not two sizes. */
  readonly fit: { readonly exponent: number; readonly coefficient: number; readonly standardError: number | null } | null;
}

const COLORS = [PALETTE.blue, PALETTE.vermillion] as const;
const GAP = 0.12;
const PANEL_HEIGHT = 230;
const LARGEST_LINEAR_RATIO = 8;

interface Grid {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
}

function gridOf(panels: readonly ScalingLawPanel[]): Grid {
  return { columns: [...new Set(panels.map(({ size }) => size.title))], rows: [...new Set(panels.map(({ measure }) => measure.title))] };
}

/** The i-th of n stretches of [0, 1], with gaps between them. */
function stretch(i: number, n: number, gap: number): readonly [number, number] {
  const width = (1 - gap * (n - 1)) / n;
  return [i * (width + gap), i * (width + gap) + width];
}

/** About four round numbers between two limits, evenly spaced. */
function evenTicks(low: number, high: number): number[] {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough)!;
  return Array.from({ length: Math.floor(high / step) - Math.ceil(low / step) + 1 }, (_, i) => Number(((Math.ceil(low / step) + i) * step).toPrecision(6)));
}

/** What is marked of every power of ten, the less the wider the range is. */
function factorsFor(ratio: number): readonly number[] {
  if (ratio > 200) return [1];
  return ratio > 25 ? [1, 5] : [1, 2, 5];
}

/** Some of every power of ten between two limits, or round steps where they are close. */
function ticksBetween(low: number, high: number): number[] {
  if (high / low < LARGEST_LINEAR_RATIO) return evenTicks(low, high);
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 }, (_, i) => Math.floor(Math.log10(low)) + i);
  const ticks = powers.flatMap((power) => factorsFor(high / low).map((factor) => Number((factor * 10 ** power).toPrecision(3))));
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/** The values with some room around them; more below than above where a label stands there. */
function roomAround(values: readonly number[], below: number, above: number): readonly [number, number] {
  const logs = values.map(Math.log10);
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const span = Math.max(high - low, 0.06);
  return [low - below * span, high + above * span];
}

function suffix(index: number): string {
  return index === 0 ? "" : String(index + 1);
}

function lineOf({ points, fit }: ScalingLawPanel): { readonly x: number[]; readonly y: number[] } {
  const sizes = points.map(({ x }) => x);
  const x = fit ? [Math.min(...sizes), Math.max(...sizes)] : [];
  return { x, y: x.map((value) => fit!.coefficient * value ** fit!.exponent) };
}

function tracesOf(panel: ScalingLawPanel, index: number, color: string): PlotlyTrace[] {
  const axes = { xaxis: `x${suffix(index)}`, yaxis: `y${suffix(index)}`, showlegend: false };
  const { points, size, measure } = panel;
  return [
    { ...axes, ...lineOf(panel), type: "scatter", mode: "lines", line: { color, width: 1.5, dash: "dot" }, hoverinfo: "skip" },
    {
      ...axes, type: "scatter", mode: "markers", x: points.map(({ x }) => x), y: points.map(({ y }) => y),
      marker: { color, size: 8, opacity: 0.7 }, hovertemplate: `${size.title} %{x:,}: ${measure.title} %{y:.4~g}<extra></extra>`,
    },
  ];
}

function slopeText({ fit }: ScalingLawPanel): string {
  if (!fit) return "one size: no slope";
  const shown = (value: number): string => value.toFixed(2).replace("-", "−");
  return `slope ${shown(fit.exponent)}${fit.standardError === null ? "" : ` ± ${shown(fit.standardError)}`}`;
}

function labelOf(panel: ScalingLawPanel, index: number, color: string): PlotlyTrace {
  return {
    xref: `x${suffix(index)} domain`, yref: `y${suffix(index)} domain`, x: 0.04, y: 0.97, xanchor: "left", yanchor: "top",
    text: `<b>${slopeText(panel)}</b>`, showarrow: false, bgcolor: INK.paper, font: { size: SIZE.note, color },
  };
}

function axesOf(panel: ScalingLawPanel, index: number, { columns, rows }: Grid): Record<string, Axis> {
  const [column, row] = [columns.indexOf(panel.size.title), rows.indexOf(panel.measure.title)];
  const xs = roomAround(panel.points.map(({ x }) => x), 0.12, 0.12);
  const ys = roomAround(panel.points.map(({ y }) => y), 0.15, 0.4);
  const ticks = ([low, high]: readonly [number, number], largest = Infinity) => ({
    range: [low, high], tickmode: "array", tickangle: 0, tickvals: ticksBetween(10 ** low, Math.min(largest, 10 ** high)),
  });
  // The room for the label above a percentage is no percentage.
  const limit = panel.measure.unit === "%" ? 100 : Infinity;
  const vertical = stretch(rows.length - 1 - row, rows.length, 0.2);
  return {
    [`xaxis${suffix(index)}`]: logAxis({ ...panel.size, ...ticks(xs), domain: stretch(column, columns.length, GAP), anchor: `y${suffix(index)}` }),
    [`yaxis${suffix(index)}`]: logAxis({ ...panel.measure, ...ticks(ys, limit), domain: vertical, anchor: `x${suffix(index)}` }),
  };
}

function describe(panels: readonly ScalingLawPanel[]): string {
  const parts = panels.map((panel) => `${panel.measure.title} against ${panel.size.title}, ${slopeText(panel)}`);
  return `Panels on logarithmic axes, a point a training and a line for the power law through them: ${parts.join("; ")}.`;
}

/** Power laws: a column of panels for each size that grows, a row for each quantity that follows it. */
export function scalingLaws(panels: readonly ScalingLawPanel[], { caption }: FigureOptions = {}): Figure {
  const drawn = panels.filter(({ points }) => points.length > 0);
  const grid = gridOf(drawn);
  const colorOf = ({ measure }: ScalingLawPanel): string => COLORS[grid.rows.indexOf(measure.title) % COLORS.length]!;
  const placeholder = axis({ title: "Size", unit: "log scale" });
  return createFigure("scaling-laws", describe(drawn), drawn.flatMap((panel, i) => tracesOf(panel, i, colorOf(panel))), layout({
    title: "How time and error follow size (both axes logarithmic)",
    caption,
    height: 150 + PANEL_HEIGHT * Math.max(1, grid.rows.length),
    xaxis: placeholder,
    yaxis: placeholder,
    ...Object.assign({}, ...drawn.map((panel, i) => axesOf(panel, i, grid))) as Record<string, Axis>,
    annotations: drawn.map((panel, i) => labelOf(panel, i, colorOf(panel))),
  }));
}
