import type { Outcome } from "../../evaluation/uncertainty";
import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent } from "../format";
import { axis, INK, layout, PALETTE, SIZE } from "../theme";

interface Range {
  readonly low: number;
  readonly high: number;
}

/** An arm's strict F1 minus the base's; all numbers are fractions in [−1, 1]. */
export interface DifferenceRow {
  readonly label: string;
  readonly estimate: number;
  /** Over sentences. */
  readonly interval: Range;
  /** Over seeds and sentences; null for a single seed. */
  readonly intervalWithSeeds: Range | null;
  readonly outcome: Outcome;
}

export interface DifferencesData {
  /** What the arms stand for: "Fixed length", "tokens". */
  readonly axis: { readonly title: string; readonly unit: string };
  /** In words: "bucketed batches". */
  readonly base: string;
  /** Confidence level in (0, 1). */
  readonly level: number;
  readonly rows: readonly DifferenceRow[];
}

const COLORS: { readonly [outcome in Outcome]: string } = {
  better: PALETTE.green, worse: PALETTE.vermillion, "not distinguishable": INK.muted,
};
const SYMBOLS: { readonly [outcome in Outcome]: string } = { better: "triangle-up", worse: "triangle-down", "not distinguishable": "circle" };
const OUTCOMES = ["better", "not distinguishable", "worse"] as const;

function points(fraction: number, digits = 2): string {
  return percent(fraction).toFixed(digits).replace("-", "−");
}

function ends(rows: readonly DifferenceRow[], interval: (row: DifferenceRow) => Range): PlotlyTrace {
  const spread = (side: (row: DifferenceRow, range: Range) => number) => rows.map((row) => percent(side(row, interval(row))));
  return {
    type: "data", symmetric: false,
    array: spread(({ estimate }, { high }) => high - estimate), arrayminus: spread(({ estimate }, { low }) => estimate - low),
  };
}

/** A row's place on the axis; places are numbers, as Plotly would take labels such as "10" for numbers. */
interface Placed {
  readonly row: DifferenceRow;
  readonly x: number;
}

/** Differences beyond this, in fractions, or beyond so many interval widths would press all others together: they stand at the edge as a number. */
const FAR = 0.05;
const FAR_WIDTHS = 3;

function nearOnes(placed: readonly Placed[]): readonly Placed[] {
  const widths = placed.map(({ row: { interval } }) => interval.high - interval.low).sort((a, b) => a - b);
  const far = Math.max(FAR, FAR_WIDTHS * (widths[widths.length >> 1] ?? 0));
  const near = placed.filter(({ row }) => Math.abs(row.estimate) <= far);
  return near.length > 0 ? near : placed;
}

/** The rows of one outcome: the wide interval thin behind, the narrow one thick in front with its point. */
function marks(placed: readonly Placed[], outcome: Outcome): PlotlyTrace[] {
  const own = placed.filter(({ row }) => row.outcome === outcome);
  const seeded = own.filter(({ row }) => row.intervalWithSeeds !== null);
  const rowsOf = (some: readonly Placed[]) => some.map(({ row }) => row);
  const place = (some: readonly Placed[]) => ({
    type: "scatter", mode: "markers", x: some.map(({ x }) => x), y: some.map(({ row }) => percent(row.estimate)),
  });
  const rows = rowsOf(own);
  const color = COLORS[outcome];
  return [
    {
      ...place(seeded), showlegend: false, hoverinfo: "skip", marker: { color, size: 1 },
      error_y: { ...ends(rowsOf(seeded), (row) => row.intervalWithSeeds!), color, thickness: 1.5, width: 8 },
    },
    {
      ...place(own), name: outcome, marker: { color, symbol: SYMBOLS[outcome], size: 12 },
      error_y: { ...ends(rows, (row) => row.interval), color, thickness: 4, width: 0 },
      text: rows.map(({ label }) => label), hovertemplate: "%{text}: %{y:.2f} points<extra></extra>",
    },
  ];
}

/** The difference as a number: above its interval, or at the edge that it lies beyond. */
function numbersLabel({ row, x }: Placed, far: boolean): PlotlyTrace {
  const { estimate, interval, intervalWithSeeds } = row;
  const text = { x, showarrow: false, font: { size: SIZE.note, color: far ? COLORS[row.outcome] : INK.text }, bgcolor: INK.paper, borderpad: 1 };
  if (far && estimate < 0) return { ...text, yref: "paper", y: 0, yshift: 4, yanchor: "bottom", text: `<b>${points(estimate)}</b><br>off the scale` };
  if (far) return { ...text, yref: "paper", y: 1, yshift: -4, yanchor: "top", text: `off the scale<br><b>${points(estimate)}</b>` };
  const top = Math.max(interval.high, intervalWithSeeds?.high ?? interval.high);
  return { ...text, y: percent(top), yshift: 6, yanchor: "bottom", text: `<b>${points(estimate)}</b>` };
}

function limits(rows: readonly DifferenceRow[], farBelow: boolean, farAbove: boolean): [number, number] {
  const values = rows.flatMap(({ interval, intervalWithSeeds }) => [interval, intervalWithSeeds ?? interval]).flatMap(({ low, high }) => [low, high]);
  const [lowest, highest] = [Math.min(0, ...values), Math.max(0, ...values)].map(percent) as [number, number];
  const room = Math.max(0.25, (highest - lowest) * 0.1);
  return [lowest - (farBelow ? 2.4 : 1) * room, highest + (farAbove ? 3 : 1.6) * room];
}

function describe({ base, rows, level }: DifferencesData): string {
  const parts = rows.map(({ label, estimate, interval, outcome }) =>
    `${label} ${points(estimate)} (${points(interval.low)} to ${points(interval.high)}), ${outcome}`);
  const shown = parts.length > 0 ? parts.join("; ") : "nothing could be compared";
  return `Strict F1 minus that of ${base} in points, with ${Number(percent(level).toFixed(2))} % intervals over sentences: ${shown}.`;
}

function captionOf({ rows }: DifferencesData, caption: string | undefined): string {
  const seeds = rows.some(({ intervalWithSeeds }) => intervalWithSeeds !== null) ? ", thin: over seeds as well" : "";
  return [caption, `thick: interval over sentences${seeds}`].filter(Boolean).join(" · ");
}

/** How far each arm's strict F1 lies from that of the base, with paired intervals: where they hold 0, nothing is shown. */
export function differencesToBase(given: DifferencesData, { caption }: FigureOptions = {}): Figure {
  const { rows, base } = given;
  const placed = rows.map((row, x) => ({ row, x }));
  const drawn = nearOnes(placed);
  const far = placed.filter((each) => !drawn.includes(each));
  const data = OUTCOMES.filter((outcome) => rows.some((row) => row.outcome === outcome)).flatMap((outcome) => marks(drawn, outcome));
  const range = limits(drawn.map(({ row }) => row), far.some(({ row }) => row.estimate < 0), far.some(({ row }) => row.estimate > 0));
  return createFigure("differences-to-base", describe(given), data, layout({
    title: `Strict F1 against ${base}`,
    caption: captionOf(given, caption),
    legendLines: 1,
    xaxis: axis({
      title: given.axis.title, unit: given.axis.unit, showgrid: false, range: [-0.6, Math.max(0, rows.length - 1) + 0.6],
      tickvals: placed.map(({ x }) => x), ticktext: rows.map(({ label }) => label),
    }),
    yaxis: axis({ title: "Difference in strict F1", unit: "points", range, zeroline: true, zerolinecolor: INK.axis, zerolinewidth: 2 }),
    annotations: placed.map((each) => numbersLabel(each, far.includes(each))),
  }));
}
