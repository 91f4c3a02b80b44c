import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { mean, percent, percentText } from "../format";
import { axis, INK, layout, PALETTE, SIZE } from "../theme";

/** One length, all numbers in [0, 1]. */
export interface LengthScores {
  /** In tokens. */
  readonly length: number;
  /** Token accuracy with padding to the length counted as right. */
  readonly paddedAccuracy: number;
  /** The same of tagging everything O. */
  readonly allOutsideAccuracy: number;
  /** Strict entity F1 on uncut gold, one a seed. */
  readonly strictF1: readonly number[];
  /** What a tagger without errors would reach on what the cut leaves. */
  readonly perfectF1: number;
}

export interface LengthIllusionData {
  readonly rows: readonly LengthScores[];
  /** Strict entity F1 of batches that cut nothing. */
  readonly bucketedF1: number;
}

interface Line {
  readonly label: string;
  readonly color: string;
  /** Of its label: a line may be paler than text must be. */
  readonly ink: string;
  readonly dash: string;
  readonly symbol: string;
  readonly value: (row: LengthScores) => number;
}

const LINES: readonly Line[] = [
  { label: "perfect tagger,<br>strict F1", color: INK.muted, ink: INK.muted, dash: "dot", symbol: "line-ew-open", value: (row) => row.perfectF1 },
  { label: "accuracy,<br>padding counted", color: PALETTE.blue, ink: PALETTE.blue, dash: "solid", symbol: "square", value: (row) => row.paddedAccuracy },
  { label: "all O,<br>padding counted", color: PALETTE.sky, ink: INK.text, dash: "dash", symbol: "square-open", value: (row) => row.allOutsideAccuracy },
  {
    label: "strict F1,<br>uncut gold", color: PALETTE.vermillion, ink: PALETTE.vermillion, dash: "solid", symbol: "circle",
    value: (row) => mean(row.strictF1),
  },
];

const PLOT_HEIGHT = 380;
const LABEL_HEIGHT = 34;

function trace(rows: readonly LengthScores[], { label, color, dash, symbol, value }: Line): PlotlyTrace {
  const name = label.replace("<br>", " ");
  return {
    type: "scatter",
    mode: "lines+markers",
    name,
    x: rows.map(({ length }) => length),
    y: rows.map((row) => percent(value(row))),
    line: { color, width: 2.5, dash },
    marker: { color, symbol, size: 8 },
    cliponaxis: false,
    hovertemplate: `${name}, %{x} tokens: %{y:.2f} %<extra></extra>`,
  };
}

function seedDots(rows: readonly LengthScores[]): PlotlyTrace {
  const dots = rows.flatMap(({ length, strictF1 }) => strictF1.map((f1) => ({ length, f1 })));
  return {
    type: "scatter", mode: "markers", name: "one seed", x: dots.map(({ length }) => length), y: dots.map(({ f1 }) => percent(f1)),
    marker: { color: PALETTE.vermillion, size: 8, opacity: 0.35 }, hovertemplate: "%{x} tokens: %{y:.2f} %<extra></extra>",
  };
}

/** Places from the top, each as near to where it belongs as the one above it leaves room. */
function spreadDown(values: readonly number[], gap: number): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[b]! - values[a]!);
  const placed = new Array<number>(values.length);
  let above = Infinity;
  for (const i of order) above = placed[i] = Math.min(values[i]!, above - gap);
  return placed;
}

function limits({ rows, bucketedF1 }: LengthIllusionData): [number, number] {
  const scores = [bucketedF1, ...rows.flatMap((row) => [...LINES.map(({ value }) => value(row)), ...row.strictF1])].map(percent);
  const lowest = Math.min(...scores);
  return [Math.max(-2, lowest - 0.06 * (100 - lowest)), 101.5];
}

/** The end of every line, named beside it; the reference line of the bucketed batches too. */
function endLabels({ rows, bucketedF1 }: LengthIllusionData, [low, high]: readonly [number, number]): PlotlyTrace[] {
  const last = rows.at(-1);
  const ends = [
    ...(last ? LINES.map(({ label, ink, value }) => ({ label, color: ink, value: percent(value(last)) })) : []),
    { label: "strict F1,<br>bucketed", color: PALETTE.green, value: percent(bucketedF1) },
  ];
  const places = spreadDown(ends.map(({ value }) => value), ((high - low) * LABEL_HEIGHT) / PLOT_HEIGHT);
  return ends.map(({ label, color, value }, i) => ({
    xref: "paper", x: 1, xanchor: "left", xshift: 10, y: places[i]!, yanchor: "middle", align: "left", showarrow: false,
    text: `<b>${value.toFixed(1)}</b> ${label}`, font: { size: SIZE.note, color },
  }));
}

function bucketedLine(f1: number): PlotlyTrace {
  return {
    type: "line", xref: "paper", x0: 0, x1: 1, y0: percent(f1), y1: percent(f1), layer: "below",
    line: { color: PALETTE.green, width: 1.5, dash: "dashdot" },
  };
}

function describe({ rows, bucketedF1 }: LengthIllusionData): string {
  const parts = rows.map((row) => `${row.length}: ${percentText(row.paddedAccuracy)} / ${percentText(row.allOutsideAccuracy)} / ` +
    `${percentText(mean(row.strictF1))}`);
  return "Lines over the fixed length; accuracy with padding counted / the same of all O / strict F1 on uncut gold, in %: " +
    `${parts.join(", ")}; bucketed strict F1 ${percentText(bucketedF1)}.`;
}

/** Accuracy with padding counted and strict F1 of the same predictions over the length that sentences are padded or cut to. */
export function lengthIllusion(given: LengthIllusionData, { caption }: FigureOptions = {}): Figure {
  const rows = [...given.rows].sort((a, b) => a.length - b.length);
  const sorted = { ...given, rows };
  const range = limits(sorted);
  return createFigure("length-illusion", describe(sorted), [...LINES.map((line) => trace(rows, line)), seedDots(rows)], layout({
    title: "Two measures of one set of predictions",
    caption,
    height: 520,
    rightMargin: 170,
    xaxis: axis({ title: "Fixed length", unit: "tokens", tickvals: rows.map(({ length }) => length), rangemode: "tozero" }),
    yaxis: axis({ title: "Score", unit: "%", range }),
    shapes: [bucketedLine(given.bucketedF1)],
    annotations: endLabels(sorted, range),
  }));
}
