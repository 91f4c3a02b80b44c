import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { mean, percent, percentText } from "../format";
import { systemName, systemStyle } from "../systems";
import { axis, INK, layout, SIZE } from "../theme";

/** Strict entity F1 in [0, 1] under both readings of a stray I- tag. */
export interface ReadingScores {
  readonly discard: number;
  readonly begin: number;
}

export interface ModelComparisonData {
  readonly systems: readonly { readonly system: string; readonly runs: readonly (ReadingScores & { readonly seed: number })[] }[];
  /** What needs no training: all-O, the look-up table. */
  readonly floors: readonly (ReadingScores & { readonly system: string })[];
}

type Reading = keyof ReadingScores;
type Column = ModelComparisonData["systems"][number];

const READINGS: readonly { readonly reading: Reading; readonly offset: number; readonly dash: string }[] = [
  { reading: "discard", offset: -0.2, dash: "dash" },
  { reading: "begin", offset: 0.2, dash: "dot" },
];
const SEED_SPREAD = 0.14;

/** Horizontal places of n dots around a column's middle, left to right by seed. */
function places(middle: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => middle + (n === 1 ? 0 : SEED_SPREAD * ((2 * i) / (n - 1) - 1)));
}

function dots({ system, runs }: Column, index: number, reading: Reading, offset: number): PlotlyTrace {
  const { color } = systemStyle(system);
  return {
    type: "scatter",
    mode: "markers",
    showlegend: false,
    x: places(index + offset, runs.length),
    y: runs.map((run) => percent(run[reading])),
    marker: { color, size: 9, ...(reading === "discard" ? { symbol: "circle" } : { symbol: "circle-open", line: { color, width: 2 } }) },
    customdata: runs.map((run) => run.seed),
    hovertemplate: `${systemName(system)}, ${reading}, seed %{customdata}: %{y:.2f} %<extra></extra>`,
  };
}

function meanLine({ system, runs }: Column, index: number, reading: Reading, offset: number): PlotlyTrace {
  const value = mean(runs.map((run) => run[reading]));
  const middle = index + offset;
  return {
    type: "scatter",
    mode: "lines",
    showlegend: false,
    x: [middle - 0.18, middle + 0.18],
    y: [percent(value), percent(value)],
    line: { color: systemStyle(system).color, width: 3 },
    hoverinfo: "skip",
  };
}

/** The mean in figures, above the highest dot of its column. */
function meanLabel({ runs }: Column, index: number, reading: Reading, offset: number): PlotlyTrace {
  const scores = runs.map((run) => run[reading]);
  return {
    x: index + offset, y: percent(Math.max(...scores)), yshift: 8, yanchor: "bottom", showarrow: false,
    text: `<b>${percentText(mean(scores))}</b>`, font: { size: SIZE.note }, bgcolor: INK.paper, borderpad: 1,
  };
}

function legendKeys(): PlotlyTrace[] {
  const key = { type: "scatter", x: [null], y: [null], hoverinfo: "skip" };
  const dot = { size: 9, color: INK.muted, line: { color: INK.muted, width: 2 } };
  return [
    { ...key, mode: "markers", name: "stray I- discarded, a dot per seed", marker: { ...dot, symbol: "circle" } },
    { ...key, mode: "markers", name: "stray I- begins an entity", marker: { ...dot, symbol: "circle-open" } },
    { ...key, mode: "lines", name: "mean of the seeds", line: { color: INK.muted, width: 3 } },
  ];
}

function floorLines(floors: ModelComparisonData["floors"]): PlotlyTrace[] {
  return floors.flatMap((floor) => READINGS.slice(0, floor.discard === floor.begin ? 1 : 2).map(({ reading, dash }) => ({
    type: "line", xref: "paper", x0: 0, x1: 1, y0: percent(floor[reading]), y1: percent(floor[reading]), layer: "below",
    line: { color: systemStyle(floor.system).color, width: 1.5, dash },
  })));
}

function floorLabel(floor: ModelComparisonData["floors"][number]): PlotlyTrace {
  const { color } = systemStyle(floor.system);
  const name = systemName(floor.system);
  const scores = floor.discard === floor.begin
    ? percentText(floor.discard)
    : `${percentText(floor.discard)} discard<br>${percentText(floor.begin)} begin`;
  return {
    xref: "paper", x: 1, xanchor: "left", xshift: 6, y: percent((floor.discard + floor.begin) / 2), yanchor: "middle", align: "left",
    text: `<b>${name}</b><br>${scores}`, showarrow: false, font: { size: SIZE.note, color },
  };
}

/** Axis limits in per cent that hold every score, with room for the labels, and never below zero by more than a hair. */
function limits({ systems, floors }: ModelComparisonData): [number, number] {
  const scores = [...systems.flatMap(({ runs }) => runs), ...floors].flatMap((row) => [percent(row.discard), percent(row.begin)]);
  const finite = scores.filter(Number.isFinite);
  const lowest = Math.min(...finite);
  const highest = Math.max(...finite);
  const room = Math.max(1, (highest - lowest) * 0.1);
  return [Math.max(-2, lowest - room), Math.min(104, highest + room)];
}

function describe({ systems, floors }: ModelComparisonData): string {
  const means = systems.map(({ system, runs }) => `${systemName(system)} ${percentText(mean(runs.map((run) => run.discard)))}`);
  const references = floors.map((floor) => `${systemName(floor.system)} ${percentText(floor.discard)}`);
  return `Strict entity F1 in % (stray I- discarded), mean of the seeds: ${means.join(", ")}; floors: ${references.join(", ")}.`;
}

/** Strict entity F1 of every model, seed by seed and under both readings, against the floors that need no training. */
export function modelComparison(rows: ModelComparisonData, { caption }: FigureOptions = {}): Figure {
  const columns = <T>(draw: (column: Column, index: number, reading: Reading, offset: number) => T): T[] =>
    rows.systems.flatMap((column, i) => READINGS.map(({ reading, offset }) => draw(column, i, reading, offset)));
  const data = [...columns(meanLine), ...columns(dots), ...legendKeys()];
  return createFigure("model-comparison", describe(rows), data, layout({
    title: "Strict entity F1: models against floors",
    caption,
    legendLines: 1,
    height: 500,
    rightMargin: 124,
    xaxis: axis({
      title: "Model", unit: "one column per reading", showgrid: false, range: [-0.5, rows.systems.length - 0.5],
      tickvals: rows.systems.map((_, i) => i), ticktext: rows.systems.map(({ system }) => systemStyle(system).label),
    }),
    yaxis: axis({ title: "Strict entity F1", unit: "%", range: limits(rows) }),
    shapes: floorLines(rows.floors),
    annotations: [...columns(meanLabel), ...rows.floors.map(floorLabel)],
  }));
}
