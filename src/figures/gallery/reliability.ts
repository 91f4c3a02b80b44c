import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count, percentText } from "../format";
import { axis, INK, layout, PALETTE, SIZE, type Axis } from "../theme";

/** Predictions of like confidence; fractions in [0, 1]. */
export interface ReliabilityPoint {
  readonly count: number;
  readonly confidence: number;
  readonly accuracy: number;
}

export interface ReliabilityCurve {
  readonly bins: readonly ReliabilityPoint[];
  /** The expected calibration error, a fraction; null without predictions. */
  readonly expectedCalibrationError: number | null;
}

export interface ReliabilityPanel {
  /** "Tokens", "Entities". */
  readonly label: string;
  readonly before: ReliabilityCurve;
  readonly after: ReliabilityCurve;
}

export interface ReliabilityData {
  readonly temperature: number;
  /** Side by side: tokens and entities. */
  readonly panels: readonly [ReliabilityPanel, ReliabilityPanel];
}

/** Colors, symbols and the place of the curve's figures in its panel, counted from below. */
const STAGES = [
  { key: "before", color: PALETTE.vermillion, symbol: "square", row: 1 },
  { key: "after", color: PALETTE.blue, symbol: "circle", row: 0 },
] as const;

type Stage = (typeof STAGES)[number];

const COLUMNS: readonly (readonly [number, number])[] = [[0, 0.44], [0.56, 1]];
const DIAGRAM = [0.36, 1] as const;
const COUNTS = [0, 0.2] as const;
const TICKS = [0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 0.999, 0.9999];
/** What is nearer to 0 or 1 is drawn at the edge. */
const EDGE = 0.00001;
const Z = 1.96;

/** Log-odds: as much room for 99 % to 99.9 % as for 50 % to 91 %. */
function logOdds(share: number): number {
  const kept = Math.min(1 - EDGE, Math.max(EDGE, share));
  return Math.log(kept / (1 - kept));
}

/** Wilson's 95 % interval of a share of n. */
function wilson({ accuracy, count: n }: ReliabilityPoint): readonly [number, number] {
  const middle = (accuracy + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((accuracy * (1 - accuracy)) / n + Z ** 2 / (4 * n ** 2));
  return [middle - half, middle + half];
}

function stageName({ key }: Stage, temperature: number): string {
  return key === "before" ? "before (T = 1)" : `after temperature scaling (T = ${temperature.toFixed(2)}, fitted on validation)`;
}

function suffix(column: number, row: "diagram" | "counts"): string {
  const number = 2 * column + (row === "diagram" ? 1 : 2);
  return number === 1 ? "" : String(number);
}

/** Whether the log-odds of the accuracy exist. */
function isMixed({ accuracy }: ReliabilityPoint): boolean {
  return accuracy > 0 && accuracy < 1;
}

/** Bins without any error, or with nothing but errors: their accuracy has no log-odds, so an open marker stands at the edge. */
function edgeMarkers(panel: ReliabilityPanel, column: number, { key, color, symbol }: Stage): PlotlyTrace {
  const bins = panel[key].bins.filter((bin) => !isMixed(bin));
  const [low, high] = rangeOf(panel);
  return {
    type: "scatter", mode: "markers", showlegend: false, legendgroup: key,
    xaxis: `x${suffix(column, "diagram")}`, yaxis: `y${suffix(column, "diagram")}`,
    x: bins.map(({ confidence }) => logOdds(confidence)), y: bins.map(({ accuracy }) => (accuracy === 1 ? high : low)),
    marker: { color: INK.paper, symbol, size: 8, line: { color, width: 2 } },
    cliponaxis: false,
    hovertemplate: "one kind only<extra></extra>",
  };
}

function curve(panel: ReliabilityPanel, column: number, stage: Stage, temperature: number): PlotlyTrace {
  const bins = panel[stage.key].bins.filter(isMixed);
  const y = bins.map(({ accuracy }) => logOdds(accuracy));
  return {
    type: "scatter", mode: "lines+markers", name: stageName(stage, temperature), legendgroup: stage.key, showlegend: column === 0,
    xaxis: `x${suffix(column, "diagram")}`, yaxis: `y${suffix(column, "diagram")}`,
    x: bins.map(({ confidence }) => logOdds(confidence)),
    y,
    error_y: {
      type: "data", symmetric: false, color: stage.color, thickness: 1, width: 0,
      array: bins.map((bin, i) => logOdds(wilson(bin)[1]) - y[i]!),
      arrayminus: bins.map((bin, i) => y[i]! - logOdds(wilson(bin)[0])),
    },
    line: { color: stage.color, width: 1.5 },
    marker: { color: stage.color, symbol: stage.symbol, size: 7 },
    customdata: bins.map(({ confidence, accuracy, count: n }) => [confidence, accuracy, n]),
    hovertemplate: "confidence %{customdata[0]:.2%}, right %{customdata[1]:.2%} of %{customdata[2]:,}<extra></extra>",
  };
}

function counts(panel: ReliabilityPanel, column: number, stage: Stage): PlotlyTrace {
  const { bins } = panel[stage.key];
  const x = bins.map(({ confidence }) => logOdds(confidence));
  return {
    type: "scatter", mode: "markers", showlegend: false, legendgroup: stage.key,
    xaxis: `x${suffix(column, "counts")}`, yaxis: `y${suffix(column, "counts")}`, x, y: bins.map((bin) => bin.count),
    error_y: {
      type: "data", symmetric: false, array: bins.map(() => 0), arrayminus: bins.map((bin) => bin.count),
      color: stage.color, thickness: 2, width: 0,
    },
    marker: { color: stage.color, symbol: stage.symbol, size: 5 },
    hovertemplate: "%{y:,} predictions<extra></extra>",
  };
}

function rangeOf({ before, after }: ReliabilityPanel): readonly [number, number] {
  const bins = [...before.bins, ...after.bins];
  const places = [...bins.map((bin) => bin.confidence), ...bins.filter(isMixed).map((bin) => bin.accuracy)].map(logOdds);
  return [Math.min(-0.5, ...places) - 0.5, Math.max(2.5, ...places) + 0.5];
}

function axesOf(panel: ReliabilityPanel, column: number): Record<string, Axis> {
  const range = rangeOf(panel);
  const ticks = TICKS.map((share) => ({ place: logOdds(share), text: `${Number((100 * share).toPrecision(4))}` }))
    .filter(({ place }) => place > range[0] && place < range[1]);
  const labels = { tickvals: ticks.map(({ place }) => place), ticktext: ticks.map(({ text }) => text), tickangle: 0 };
  const scale = { range, ...labels, tickfont: { size: SIZE.note } };
  const confidence = { title: "Confidence, log-odds scale", unit: "%", domain: COLUMNS[column], ...scale };
  const [diagram, below] = [suffix(column, "diagram"), suffix(column, "counts")];
  const largest = Math.max(1, ...[...panel.before.bins, ...panel.after.bins].map((bin) => bin.count));
  const noun = panel.label.toLowerCase();
  return {
    [`xaxis${diagram}`]: axis({ ...confidence, anchor: `y${diagram}` }),
    [`yaxis${diagram}`]: axis({ title: `Correct ${noun}`, unit: "%", domain: DIAGRAM, anchor: `x${diagram}`, ...scale }),
    [`xaxis${below}`]: axis({ ...confidence, anchor: `y${below}` }),
    [`yaxis${below}`]: axis({
      title: "In the bin", unit: noun, domain: COUNTS, anchor: `x${below}`, range: [0, 1.15 * largest], nticks: 4, tickformat: "~s",
    }),
  };
}

function diagonal(panel: ReliabilityPanel, column: number): PlotlyTrace {
  const [low, high] = rangeOf(panel);
  const name = suffix(column, "diagram");
  return {
    type: "line", xref: `x${name}`, yref: `y${name}`, x0: low, y0: low, x1: high, y1: high, layer: "below",
    line: { color: INK.axis, width: 1.5, dash: "dash" },
  };
}

const READING_AID = "below the dashed line: overconfident<br>open, at the upper edge: no error";

function figures(panel: ReliabilityPanel, column: number): PlotlyTrace[] {
  const name = suffix(column, "diagram");
  const place = { xref: `x${name} domain`, yref: `y${name} domain`, showarrow: false };
  const errors = STAGES.map((stage) => ({
    ...place, x: 0.97, y: 0.03 + 0.09 * stage.row, xanchor: "right", yanchor: "bottom", bgcolor: INK.paper,
    text: `ECE ${stage.key}: <b>${percentText(panel[stage.key].expectedCalibrationError ?? NaN, 2)} %</b>`,
    font: { size: SIZE.note, color: stage.color },
  }));
  const predictions = panel.before.bins.reduce((sum, bin) => sum + bin.count, 0);
  const corner = { ...place, x: 0.03, xanchor: "left", yanchor: "top", align: "left", bgcolor: INK.paper };
  const title = { ...corner, y: 0.97, text: `<b>${panel.label}</b>: ${count(predictions)}`, font: { size: SIZE.tick } };
  const aid = { ...corner, y: 0.88, text: READING_AID, font: { size: SIZE.cell, color: INK.muted } };
  return column === 0 ? [...errors, title, aid] : [...errors, title];
}

function describe({ temperature, panels }: ReliabilityData): string {
  const parts = panels.map(({ label, before, after }) => {
    const [first, second] = [before, after].map((each) => percentText(each.expectedCalibrationError ?? NaN, 2));
    return `${label.toLowerCase()} ECE ${first} % before and ${second} % after`;
  });
  const what = "Reliability diagrams, the share of right predictions against their confidence in bins of equal mass";
  return `${what}, before and after temperature scaling with T = ${temperature.toFixed(2)}: ${parts.join("; ")}.`;
}

/**
 * How often what was said with a confidence is right, for tokens and entities, before and after temperature scaling; bars are 95 %
 * intervals (Wilson). Both axes are in log-odds, since nearly all confidences of a tagger are close to 1. Below, the bins' counts.
 */
export function reliability(rows: ReliabilityData, { caption }: FigureOptions = {}): Figure {
  const data = rows.panels.flatMap((panel, column) => STAGES.flatMap((stage) => [
    curve(panel, column, stage, rows.temperature), edgeMarkers(panel, column, stage), counts(panel, column, stage),
  ]));
  const axes = Object.assign({}, ...rows.panels.map(axesOf)) as { xaxis: Axis; yaxis: Axis };
  return createFigure("reliability", describe(rows), data, layout({
    title: "Can the confidences be believed?",
    caption,
    height: 640,
    legendLines: 1,
    ...axes,
    shapes: rows.panels.map(diagonal),
    annotations: rows.panels.flatMap(figures),
  }));
}
