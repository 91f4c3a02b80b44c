import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent, percentText } from "../format";
import { axis, INK, layout, logAxis, PALETTE, SIZE, type Axis } from "../theme";

type Ends = { readonly low: number; readonly high: number };

/** One value of a grid; F1 in [0, 1]. */
export interface GridPoint {
  /** What its tick says: "0.1". */
  readonly label: string;
  /** Its place on a logarithmic or linear axis; above 0 on a logarithmic one. */
  readonly value: number;
  /** Mean over the seeds. */
  readonly f1: number;
  readonly seeds: readonly number[];
  /** The interval of the difference to the base; null for the base and where there is none. */
  readonly difference: Ends | null;
  /** The same over seeds as well; null with one seed. */
  readonly differenceWithSeeds: Ends | null;
  readonly isBase: boolean;
  /** Whether validation would choose it. */
  readonly isChosen: boolean;
}

export interface GridSeries {
  /** What tells it from the panel's other series: "a quarter of the sentences". */
  readonly label: string;
  readonly points: readonly GridPoint[];
}

export interface GridPanel {
  readonly title: string;
  readonly unit: string;
  /** `even` puts one value beside the next. */
  readonly scale: "log" | "linear" | "even";
  readonly series: readonly GridSeries[];
}

export interface GridScoresData {
  readonly title: string;
  readonly panels: readonly GridPanel[];
}

const STYLES = [
  { color: PALETTE.blue, symbol: "circle" },
  { color: PALETTE.vermillion, symbol: "square" },
  { color: PALETTE.green, symbol: "diamond" },
] as const;

const SCALE_NOTES = { log: ", log scale", linear: "", even: ", evenly spaced" } as const;
const COLUMNS: readonly Ends[] = [{ low: 0, high: 0.44 }, { low: 0.56, high: 1 }];
const LEGEND_ENTRIES_PER_LINE = 3;
/** How far right of their mean the seeds stand, as a share of the axis. */
const SEED_SHIFT = 0.035;
const ROW_HEIGHT = 300;
/** Of a panel's row, the part between its axis and the row below. */
const ROW_GAP = 0.3;

interface Place {
  readonly panel: GridPanel;
  readonly suffix: string;
  readonly style: (typeof STYLES)[number];
}

function suffixOf(at: number): string {
  return at === 0 ? "" : String(at + 1);
}

function labelsOf({ series }: GridPanel): string[] {
  return [...new Set(series.flatMap(({ points }) => points.map(({ label }) => label)))];
}

function placeOf(panel: GridPanel, { label, value }: GridPoint): number {
  return panel.scale === "even" ? labelsOf(panel).indexOf(label) : value;
}

function onAxes({ suffix }: Place): PlotlyTrace {
  return { type: "scatter", showlegend: false, xaxis: `x${suffix}`, yaxis: `y${suffix}` };
}

function baseOf({ points }: GridSeries): GridPoint | undefined {
  return points.find(({ isBase }) => isBase);
}

/** The level of the base through the whole panel. */
function baseLine(series: GridSeries, place: Place): PlotlyTrace[] {
  const base = baseOf(series);
  if (!base) return [];
  const xs = series.points.map((point) => placeOf(place.panel, point));
  return [{
    ...onAxes(place), mode: "lines", x: [Math.min(...xs), Math.max(...xs)], y: [percent(base.f1), percent(base.f1)],
    line: { color: place.style.color, width: 1.2, dash: "dash" }, hoverinfo: "skip",
  }];
}

/** Bars of the difference to the base, hung at the base's level: one that crosses its line says that the two may be equal. */
function bars(series: GridSeries, place: Place, interval: "difference" | "differenceWithSeeds"): PlotlyTrace[] {
  const base = baseOf(series);
  const points = series.points.filter((point) => point[interval] !== null);
  if (!base || points.length === 0) return [];
  const wide = interval === "differenceWithSeeds";
  const y = points.map(({ f1 }) => percent(f1));
  const end = (of: keyof Ends) => points.map((point) => percent(base.f1 + point[interval]![of]));
  return [{
    ...onAxes(place), mode: "markers", x: points.map((point) => placeOf(place.panel, point)), y, hoverinfo: "skip",
    marker: { size: 1, color: place.style.color },
    error_y: {
      type: "data", symmetric: false, array: end("high").map((high, i) => high - y[i]!), arrayminus: end("low").map((low, i) => y[i]! - low),
      color: place.style.color, thickness: wide ? 1 : 3, width: wide ? 5 : 0,
    },
  }];
}

/** A place a little to the right, as far on every kind of axis. */
function besideOf(panel: GridPanel, x: number): number {
  const [low, high] = valueRange(panel);
  const shift = SEED_SHIFT * (high - low);
  return panel.scale === "log" ? x * 10 ** shift : x + shift;
}

function seedDots({ points }: GridSeries, place: Place): PlotlyTrace {
  const dots = points.flatMap((point) => point.seeds.map((f1) => ({ x: besideOf(place.panel, placeOf(place.panel, point)), y: percent(f1) })));
  return {
    ...onAxes(place), mode: "markers", x: dots.map(({ x }) => x), y: dots.map(({ y }) => y), hoverinfo: "skip",
    marker: { color: place.style.color, symbol: "circle", size: 6, opacity: 0.45 },
  };
}

function means({ label, points }: GridSeries, place: Place): PlotlyTrace {
  const { color, symbol } = place.style;
  return {
    ...onAxes(place), mode: "lines+markers", x: points.map((point) => placeOf(place.panel, point)), y: points.map(({ f1 }) => percent(f1)),
    line: { color, width: 1.5 },
    marker: { size: 10, symbol: points.map(({ isBase }) => (isBase ? `${symbol}-open` : symbol)), color, line: { color, width: 2 } },
    customdata: points.map((point) => point.label), hovertemplate: `${label}, %{customdata}: %{y:.2f} %<extra></extra>`,
  };
}

function chosenRing({ points }: GridSeries, place: Place): PlotlyTrace {
  const chosen = points.filter(({ isChosen }) => isChosen);
  return {
    ...onAxes(place), mode: "markers", x: chosen.map((point) => placeOf(place.panel, point)), y: chosen.map(({ f1 }) => percent(f1)), hoverinfo: "skip",
    marker: { symbol: "circle-open", size: 21, color: PALETTE.black, line: { width: 1.5 } },
  };
}

function panelTraces(panel: GridPanel, at: number): PlotlyTrace[] {
  return panel.series.flatMap((series, i) => {
    const place: Place = { panel, suffix: suffixOf(at), style: STYLES[i % STYLES.length]! };
    return [
      ...baseLine(series, place), ...bars(series, place, "differenceWithSeeds"), ...bars(series, place, "difference"),
      seedDots(series, place), means(series, place), chosenRing(series, place),
    ];
  });
}

/** The kinds of mark, then the series where panels have several. */
function legendKeys({ panels }: GridScoresData): PlotlyTrace[] {
  const key = { type: "scatter", mode: "markers", x: [null], y: [null], hoverinfo: "skip" };
  const color = INK.muted;
  const labels = [...new Set(panels.flatMap(({ series }) => series.map(({ label }) => label)))];
  const withSeeds = panels.some(({ series }) => series.some(({ points }) => points.some(({ differenceWithSeeds }) => differenceWithSeeds !== null)));
  const bar = { ...key, mode: "lines" };
  return [
    { ...key, name: "base", marker: { symbol: "circle-open", size: 10, color, line: { color, width: 2 } } },
    { ...key, name: "one seed", marker: { size: 6, color, opacity: 0.45 } },
    { ...key, name: "chosen on validation", marker: { symbol: "circle-open", size: 15, color: PALETTE.black, line: { width: 1.5 } } },
    { ...bar, name: "difference to base, 95 %", line: { color, width: 3 } },
    ...(withSeeds ? [{ ...bar, name: "over seeds as well, 95 %", line: { color, width: 1 } }] : []),
    ...(labels.length > 1 ? labels.map((name, i) => ({ ...key, name, marker: { ...STYLES[i % STYLES.length]!, size: 10 } })) : []),
  ];
}

/** One range for all panels, so that effects can be compared. */
function scoreRange({ panels }: GridScoresData): [number, number] {
  const scores = panels.flatMap(({ series }) => series.flatMap((one) => {
    const base = baseOf(one);
    const ends = (interval: Ends | null) => (base && interval ? [base.f1 + interval.low, base.f1 + interval.high] : []);
    return one.points.flatMap(({ f1, seeds, difference, differenceWithSeeds }) => [f1, ...seeds, ...ends(difference), ...ends(differenceWithSeeds)]);
  })).filter(Number.isFinite).map(percent);
  if (scores.length === 0) return [0, 100];
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const room = Math.max(0.3, 0.08 * (high - low));
  return [low - room, high + room];
}

function rowDomain(row: number, rows: number): [number, number] {
  const height = 1 / (rows + ROW_GAP * (rows - 1));
  const top = 1 - row * height * (1 + ROW_GAP);
  return [Math.max(0, top - height), top];
}

/** Where values stand on their axis in its own terms, with room at both ends. */
function valueRange(panel: GridPanel): [number, number] {
  const values = panel.series.flatMap(({ points }) => points.map((point) => placeOf(panel, point)));
  const places = panel.scale === "log" ? values.map(Math.log10) : values;
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const room = high > low ? 0.1 * (high - low) : 0.5;
  return [low - room, high + room];
}

function valueAxis(panel: GridPanel, options: Readonly<Record<string, unknown>>): Axis {
  const points = labelsOf(panel).map((label) => panel.series.flatMap((series) => series.points).find((point) => point.label === label)!);
  const ticks = { tickmode: "array", tickvals: points.map((point) => placeOf(panel, point)), ticktext: points.map(({ label }) => label), tickangle: 0 };
  const request = { title: `${panel.title}${SCALE_NOTES[panel.scale]}`, unit: panel.unit, ...options, ...ticks };
  return panel.scale === "log" ? logAxis({ ...request, range: valueRange(panel) }) : axis({ ...request, range: valueRange(panel) });
}

function axesOf(data: GridScoresData): Record<string, Axis> {
  const rows = Math.ceil(data.panels.length / 2);
  const range = scoreRange(data);
  return Object.assign({}, ...data.panels.map((panel, at) => {
    const suffix = suffixOf(at);
    const column = COLUMNS[at % 2]!;
    return {
      [`xaxis${suffix}`]: valueAxis(panel, { domain: data.panels.length === 1 ? [0, 1] : [column.low, column.high], anchor: `y${suffix}` }),
      [`yaxis${suffix}`]: axis({ title: "Strict entity F1", unit: "%", domain: rowDomain(at >> 1, rows), anchor: `x${suffix}`, range }),
    };
  })) as Record<string, Axis>;
}

function seriesText(panel: GridPanel, { label, points }: GridSeries): string {
  const name = panel.series.length > 1 ? `${panel.title.toLowerCase()} (${label})` : panel.title.toLowerCase();
  return `${name} ${points.map((point) => `${point.label}: ${percentText(point.f1)}${point.isChosen ? " (chosen)" : ""}`).join(", ")}`;
}

function describe({ panels }: GridScoresData): string {
  const parts = panels.flatMap((panel) => panel.series.map((series) => seriesText(panel, series)));
  return `Strict entity F1 in % on the test part, mean over seeds, by value; the value that validation chooses is marked. ${parts.join("; ")}.`;
}

/**
 * Small multiples of grids: strict F1 over the value, with seeds, the paired interval of each difference to the base hung at the base's
 * level, and what validation would choose. A panel without points is left out; no panel at all gives an empty plot that says so.
 */
export function gridScores(given: GridScoresData, { caption }: FigureOptions = {}): Figure {
  const panels = given.panels
    .map((panel) => ({ ...panel, series: panel.series.filter(({ points }) => points.length > 0) }))
    .filter(({ series }) => series.length > 0);
  const data: GridScoresData = { ...given, panels };
  const empty = axis({ title: "Value", unit: "none", visible: false });
  const none = { text: "No value of these grids was trained.", showarrow: false, xref: "paper", yref: "paper", x: 0.5, y: 0.5, font: { size: SIZE.text } };
  const legend = legendKeys(data);
  return createFigure("grid-scores", describe(data), [...panels.flatMap(panelTraces), ...legend], layout({
    title: given.title,
    caption,
    height: 170 + ROW_HEIGHT * Math.max(1, Math.ceil(panels.length / 2)),
    legendLines: Math.ceil(legend.length / LEGEND_ENTRIES_PER_LINE),
    xaxis: empty,
    yaxis: empty,
    ...axesOf(data),
    ...(panels.length === 0 && { annotations: [none] }),
  }));
}
