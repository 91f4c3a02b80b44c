import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count, mean, percent, percentText } from "../format";
import { systemName, systemStyle } from "../systems";
import { axis, INK, layout, logAxis, PALETTE, type Axis } from "../theme";

/** F1 in [0, 1] of each seed with so many training sentences. */
export interface SizePoint {
  readonly sentences: number;
  readonly seeds: readonly number[];
}

export interface SizedSystem {
  readonly system: string;
  readonly points: readonly SizePoint[];
  /** error = scale × sentences^exponent, over the sizes that it was fitted to; null where nothing was fitted. */
  readonly law: { readonly scale: number; readonly exponent: number; readonly from: number; readonly to: number } | null;
}

export interface TrainingSizeData {
  readonly systems: readonly SizedSystem[];
  /** Shares of the test part's tokens that are unknown to the models. */
  readonly unknown: readonly { readonly sentences: number; readonly share: number }[];
}

/** How far beyond the largest size the laws are drawn. */
const EXTRAPOLATION = 2;
const UNKNOWN = { color: PALETTE.purple, symbol: "triangle-up" } as const;

function meanOf({ seeds }: SizePoint): number {
  return mean(seeds);
}

function scores({ system, points }: SizedSystem): PlotlyTrace[] {
  const { color, symbol } = systemStyle(system);
  const dots = points.flatMap(({ sentences, seeds }) => (seeds.length > 1 ? seeds.map((f1) => ({ x: sentences, y: percent(f1) })) : []));
  return [
    {
      type: "scatter", mode: "markers", showlegend: false, x: dots.map(({ x }) => x), y: dots.map(({ y }) => y), hoverinfo: "skip",
      marker: { color, size: 6, opacity: 0.35 },
    },
    {
      type: "scatter", mode: "lines+markers", name: systemName(system),
      x: points.map(({ sentences }) => sentences), y: points.map((point) => percent(meanOf(point))),
      line: { color, width: 2 }, marker: { color, symbol, size: 9 }, cliponaxis: false,
      hovertemplate: `${systemName(system)}, %{x:,} sentences: %{y:.2f} %<extra></extra>`,
    },
  ];
}

/** What no logarithmic axis can show, an error of 0, is left out. */
function errors({ system, points }: SizedSystem): PlotlyTrace {
  const { color, symbol } = systemStyle(system);
  const shown = points.filter((point) => meanOf(point) < 1);
  return {
    type: "scatter", mode: "markers", showlegend: false, xaxis: "x2", yaxis: "y2", x: shown.map(({ sentences }) => sentences),
    y: shown.map((point) => percent(1 - meanOf(point))), marker: { color, symbol, size: 9 },
    hovertemplate: `${systemName(system)}, %{x:,} sentences: error %{y:.2f} %<extra></extra>`,
  };
}

function lawLines({ system, law }: SizedSystem): PlotlyTrace[] {
  if (!law) return [];
  const { color } = systemStyle(system);
  const line = (from: number, to: number, dash: string): PlotlyTrace => ({
    type: "scatter", mode: "lines", showlegend: false, xaxis: "x2", yaxis: "y2", x: [from, to],
    y: [from, to].map((sentences) => percent(law.scale * sentences ** law.exponent)), line: { color, width: 1.5, dash }, hoverinfo: "skip",
  });
  return [line(law.from, law.to, "solid"), line(law.to, EXTRAPOLATION * law.to, "dot")];
}

function unknownWords({ unknown }: TrainingSizeData): PlotlyTrace {
  const shown = unknown.filter(({ share }) => share > 0);
  const { color, symbol } = UNKNOWN;
  return {
    type: "scatter", mode: "lines+markers", name: "unknown words", xaxis: "x2", yaxis: "y2", x: shown.map(({ sentences }) => sentences),
    y: shown.map(({ share }) => percent(share)), line: { color, width: 1.5, dash: "dash" }, marker: { color, symbol, size: 8 },
    hovertemplate: "unknown words, %{x:,} sentences: %{y:.2f} %<extra></extra>",
  };
}

function legendKeys({ systems }: TrainingSizeData): PlotlyTrace[] {
  const key = { type: "scatter", mode: "lines", x: [null], y: [null], hoverinfo: "skip" };
  const color = INK.muted;
  return systems.some(({ law }) => law !== null)
    ? [{ ...key, name: "power law", line: { color, width: 1.5 } }, { ...key, name: "extrapolated", line: { color, width: 1.5, dash: "dot" } }]
    : [];
}

function sizesOf({ systems, unknown }: TrainingSizeData): number[] {
  const sizes = [...systems.flatMap(({ points }) => points), ...unknown].map(({ sentences }) => sentences);
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** Both panels reach as far as the extrapolation does. */
function sizeAxis(data: TrainingSizeData, domain: readonly [number, number], anchor: string): Axis {
  const sizes = sizesOf(data);
  const [low, high] = [Math.log10(sizes[0] ?? 1), Math.log10(EXTRAPOLATION * (sizes[sizes.length - 1] ?? 1))];
  return logAxis({ title: "Training sentences, log scale", unit: "count", domain, anchor, range: [low - 0.1, high + 0.1] });
}

function describe(data: TrainingSizeData): string {
  const parts = data.systems.filter(({ points }) => points.length > 0).map(({ system, points, law }) => {
    const [first, last] = [points[0]!, points[points.length - 1]!];
    const slope = law ? `, error to the power ${law.exponent.toFixed(3)} of the size` : "";
    return `${systemName(system)} from ${percentText(meanOf(first))} with ${count(first.sentences)} to ${percentText(meanOf(last))} with ` +
      `${count(last.sentences)}${slope}`;
  });
  const fall = data.unknown.length > 1
    ? `; unknown words from ${percentText(data.unknown[0]!.share)} to ${percentText(data.unknown[data.unknown.length - 1]!.share)}`
    : "";
  return `Strict entity F1 in % over the number of training sentences, and the error 1 − F1 on two logarithmic axes: ${parts.join("; ")}${fall}.`;
}

/** Strict F1 over the size of the training part, and beside it the error on logarithmic axes, where a power law is a line. */
export function trainingSize(rows: TrainingSizeData, { caption }: FigureOptions = {}): Figure {
  const data = [
    ...rows.systems.flatMap(scores), ...rows.systems.map(errors), ...rows.systems.flatMap(lawLines), unknownWords(rows), ...legendKeys(rows),
  ];
  return createFigure("training-size", describe(rows), data, layout({
    title: "What more training sentences bring",
    caption,
    legendLines: 2,
    height: 480,
    xaxis: sizeAxis(rows, [0, 0.44], "y"),
    yaxis: axis({ title: "Strict entity F1", unit: "%", rangemode: "nonnegative" }),
    xaxis2: sizeAxis(rows, [0.56, 1], "y2"),
    yaxis2: logAxis({ title: "Error 1 − F1, unknown words, log scale", unit: "%", anchor: "x2", dtick: "D2" }),
  }));
}
