import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { axis, INK, layout, logAxis, PALETTE, SIZE, type Axis } from "../theme";

export interface ScalingLine {
  readonly system: string;
  readonly dimension: "sentences" | "length" | "units" | "vocabulary";
  /** The slope of log seconds against log value. */
  readonly slope: number;
  readonly points: readonly { readonly value: number; readonly seconds: number }[];
}

const PANELS = [
  { dimension: "sentences", title: "Sentences, log scale", unit: "count" },
  { dimension: "length", title: "Sentence length, log scale", unit: "tokens" },
  { dimension: "units", title: "LSTM units, log scale", unit: "per direction" },
  { dimension: "vocabulary", title: "Vocabulary, log scale", unit: "words" },
] as const;

type Panel = (typeof PANELS)[number];

const STYLES = [
  { color: PALETTE.blue, symbol: "circle" },
  { color: PALETTE.vermillion, symbol: "square" },
  { color: PALETTE.green, symbol: "diamond" },
] as const;

const COLUMNS: readonly (readonly [number, number])[] = [[0, 0.44], [0.56, 1]];
const ROWS: readonly (readonly [number, number])[] = [[0.59, 1], [0, 0.41]];

function styleOf(systems: readonly string[], system: string): (typeof STYLES)[number] {
  return STYLES[systems.indexOf(system) % STYLES.length]!;
}

/** Plotly's suffix of the axes of a panel. */
function suffix(panel: Panel): string {
  const at = PANELS.indexOf(panel);
  return at === 0 ? "" : String(at + 1);
}

function trace({ system, points }: ScalingLine, panel: Panel, systems: readonly string[]): PlotlyTrace {
  const { color, symbol } = styleOf(systems, system);
  return {
    type: "scatter",
    mode: "lines+markers",
    name: system,
    legendgroup: system,
    showlegend: panel === PANELS[0],
    xaxis: `x${suffix(panel)}`,
    yaxis: `y${suffix(panel)}`,
    x: points.map(({ value }) => value),
    y: points.map(({ seconds }) => seconds),
    line: { color, width: 2 },
    marker: { color, symbol, size: 7 },
    hovertemplate: `${system}: %{x:,} ${panel.dimension}, %{y:.3~g} s<extra></extra>`,
  };
}

/** The slopes of a panel's lines, one below the other in its upper left corner. */
function slopeLabel(line: ScalingLine, row: number, panel: Panel, systems: readonly string[]): PlotlyTrace {
  return {
    xref: `x${suffix(panel)} domain`,
    yref: `y${suffix(panel)} domain`,
    x: 0.03,
    y: 0.97 - 0.12 * row,
    xanchor: "left",
    yanchor: "top",
    text: `${line.system}: <b>slope ${line.slope.toFixed(2)}</b>`,
    showarrow: false,
    bgcolor: INK.paper,
    font: { size: SIZE.tick, color: styleOf(systems, line.system).color },
  };
}

/** One range for all panels, so that steepness can be compared, with room for the labels above the lines. */
function secondsRange(lines: readonly ScalingLine[]): readonly [number, number] {
  const logs = lines.flatMap(({ points }) => points.map(({ seconds }) => Math.log10(seconds)));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  return [low - 0.15, high + 0.35 * Math.max(1, high - low)];
}

function valuesOf(lines: readonly ScalingLine[]): number[] {
  return [...new Set(lines.flatMap(({ points }) => points.map(({ value }) => value)))];
}

function axesOf(panel: Panel, range: readonly [number, number], ticks: readonly number[]): Record<string, Axis> {
  const at = PANELS.indexOf(panel);
  const number = suffix(panel);
  return {
    [`xaxis${number}`]: logAxis({
      title: panel.title, unit: panel.unit, domain: COLUMNS[at % 2], anchor: `y${number}`, tickmode: "array", tickvals: ticks,
    }),
    [`yaxis${number}`]: logAxis({ title: "Epoch, log scale", unit: "s", domain: ROWS[at >> 1], anchor: `x${number}`, range }),
  };
}

function describe(lines: readonly ScalingLine[]): string {
  const parts = lines.map(({ system, dimension, slope }) => `${system} ${slope.toFixed(2)} in ${dimension}`);
  return `Seconds of a training epoch against four sizes on logarithmic axes, one panel each; slopes: ${parts.join(", ")}.`;
}

/** How the time of a training epoch grows with sentences, their length, units and vocabulary: a panel each, with the slopes. */
export function trainingScaling(lines: readonly ScalingLine[], { caption }: FigureOptions = {}): Figure {
  const systems = [...new Set(lines.map(({ system }) => system))];
  const range = secondsRange(lines);
  const panels = PANELS.map((panel) => ({ panel, own: lines.filter(({ dimension }) => dimension === panel.dimension) }));
  const axes = panels.map(({ panel, own }) => axesOf(panel, range, valuesOf(own)));
  const placeholder = axis({ title: "Epoch", unit: "s" });
  const data = panels.flatMap(({ panel, own }) => own.map((line) => trace(line, panel, systems)));
  return createFigure("training-scaling", describe(lines), data, layout({
    title: "How the time of a training epoch grows",
    caption,
    height: 640,
    legendLines: 1,
    xaxis: placeholder,
    yaxis: placeholder,
    ...Object.assign({}, ...axes) as Record<string, Axis>,
    annotations: panels.flatMap(({ panel, own }) => own.map((line, row) => slopeLabel(line, row, panel, systems))),
  }));
}
