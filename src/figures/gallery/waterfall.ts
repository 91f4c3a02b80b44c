import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { percent, percentText } from "../format";
import { rowAxis, rowLabel, rowNumbers } from "../rows";
import { axis, INK, layout, PALETTE, SIZE } from "../theme";

/** One rung of a ladder of protocols, from the top; shares in [0, 1]. */
export interface WaterfallRung {
  readonly title: string;
  /** What was changed from the rung it is measured from. */
  readonly change: string;
  /** Which rung it is measured from; null for the first. Mostly the one above, but a rung may be left out by the one below it. */
  readonly from: number | null;
  /** What this rung calls the result. */
  readonly level: number;
  /** Strict entity F1 of the same predictions. */
  readonly strictF1: number;
}

const ROW_HEIGHT = 54;
/** Room for the rungs' names on the left. */
const NAMES = 272;
const BAR = 0.44;
const KINDS = [
  { name: "fall", color: PALETTE.vermillion, fits: (step: number) => step < 0 },
  { name: "rise", color: PALETTE.blue, fits: (step: number) => step >= 0 },
] as const;

type Rungs = readonly WaterfallRung[];

function startAt(rungs: Rungs, row: number): number {
  const { level, from } = rungs[row]!;
  return from === null ? level : rungs[from]!.level;
}

function stepAt(rungs: Rungs, row: number): number {
  return rungs[row]!.level - startAt(rungs, row);
}

function signed(step: number): string {
  const text = percentText(Math.abs(step), 2);
  return step < 0 ? `−${text}` : `+${text}`;
}

/** One trace a kind: the floating bars between each rung's level and that of the rung it is measured from. */
function bars(rungs: Rungs): PlotlyTrace[] {
  return KINDS.map(({ name, color, fits }) => {
    const rows = rungs.flatMap(({ from }, row) => (from !== null && fits(stepAt(rungs, row)) ? [row] : []));
    return {
      type: "bar", orientation: "h", name, width: BAR,
      y: rows.length > 0 ? rows : [null],
      base: rows.map((row) => percent(startAt(rungs, row))),
      x: rows.length > 0 ? rows.map((row) => percent(stepAt(rungs, row))) : [null],
      marker: { color },
      customdata: rows.map((row) => [rungs[row]!.title, signed(stepAt(rungs, row))]),
      hovertemplate: "%{customdata[0]}: %{customdata[1]} points<extra></extra>",
    };
  });
}

function marks(rungs: Rungs, name: string, value: (rung: WaterfallRung) => number, marker: PlotlyTrace): PlotlyTrace {
  return {
    type: "scatter", mode: "markers", name, x: rungs.map((rung) => percent(value(rung))), y: rungs.map((_, row) => row), marker,
    hovertemplate: `${name}: %{x:.2f} %<extra></extra>`,
  };
}

/** A thread from each level down to the bar of the last rung that is measured from it. */
function threads(rungs: Rungs): PlotlyTrace[] {
  return rungs.flatMap(({ level }, row) => {
    const last = rungs.flatMap(({ from }, other) => (from === row ? [other] : [])).at(-1);
    const line = { color: INK.muted, width: 1, dash: "dot" };
    return last === undefined ? [] : [{ type: "line", x0: percent(level), x1: percent(level), y0: row + BAR / 2, y1: last - BAR / 2, line }];
  });
}

/** Each rung's level and its step, in a column right of the plot. */
function numbers(rungs: Rungs): PlotlyTrace[] {
  return rungs.map(({ level, from }, row) => {
    const step = from === null ? "" : `<br>${signed(stepAt(rungs, row))}`;
    return rowNumbers(row, `<b>${percentText(level, 2)}</b>${step}`);
  });
}

function label({ title, change }: WaterfallRung): string {
  return rowLabel(`<b>${title}</b>`, change);
}

function limits(rungs: Rungs): [number, number] {
  const values = rungs.flatMap(({ level, strictF1 }) => [percent(level), percent(strictF1)]).filter(Number.isFinite);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(1, 0.06 * (high - low));
  return [Math.max(-2, low - room), high + room];
}

function describe(rungs: Rungs): string {
  const parts = rungs.map(({ title, level, strictF1 }) => `${title} ${percentText(level, 2)} (${percentText(strictF1)})`);
  return `Ladder from the claim's protocol down, one change a rung, result in % and in brackets strict entity F1: ${parts.join("; ")}.`;
}

/** What becomes of a number when one thing of its protocol is put right at a time; beside each rung the strict F1 of its predictions. */
export function waterfall(rungs: Rungs, { caption }: FigureOptions = {}): Figure {
  const level = { symbol: "line-ns-open", size: 24, color: INK.text, line: { color: INK.text, width: 2.5 } };
  const diamond = { symbol: "diamond", size: 10, color: PALETTE.green, line: { color: INK.paper, width: 1 } };
  const data = [
    ...bars(rungs),
    marks(rungs, "result", (rung) => rung.level, level),
    marks(rungs, "strict entity F1 of the same predictions", (rung) => rung.strictF1, diamond),
  ];
  const ends = `${percentText(rungs[0]!.level)} to ${percentText(rungs[rungs.length - 1]!.level)} %`;
  return createFigure("waterfall", describe(rungs), data, layout({
    title: `One change a rung: from ${ends}`,
    caption,
    legendLines: 1,
    height: 170 + ROW_HEIGHT * rungs.length,
    rightMargin: 78,
    barmode: "overlay",
    margin: { l: NAMES, r: 78, t: caption ? 118 : 98, b: 64, pad: 0 },
    xaxis: axis({ title: "Accuracy, in the last row F1", unit: "%", range: limits(rungs) }),
    yaxis: rowAxis(rungs.map(label), { title: "Rung", unit: "one change each", ticks: "", automargin: false }),
    legend: { orientation: "h", x: -0.4, xanchor: "left", y: 1.01, yanchor: "bottom", font: { size: SIZE.tick } },
    shapes: threads(rungs),
    annotations: numbers(rungs),
  }));
}
