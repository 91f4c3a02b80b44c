import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count, percent, percentText } from "../format";
import { systemName, systemStyle } from "../systems";
import { axis, INK, layout, SIZE } from "../theme";

export interface SliceRow {
  /** What divides the mentions: "string in training", "mention length". */
  readonly rule: string;
  readonly slice: string;
  /** Gold mentions in the slice. */
  readonly support: number;
  /** Strict mention F1 in the slice, in [0, 1], by system; NaN where undefined. */
  readonly scores: readonly { readonly system: string; readonly f1: number }[];
}

export interface ScoresBySliceData {
  readonly rows: readonly SliceRow[];
  /** The measure's name on the axis; "Strict entity F1" by default. */
  readonly measure?: string;
}

/** A slice's place from the top; rules stand apart by the heading between them. */
interface Placed {
  readonly row: SliceRow;
  readonly y: number;
}

interface Heading {
  readonly rule: string;
  readonly y: number;
}

const ROW_HEIGHT = 24;

function placeRows(rows: readonly SliceRow[]): { placed: Placed[]; headings: Heading[]; height: number } {
  const rules = [...new Set(rows.map(({ rule }) => rule))];
  const placed: Placed[] = [];
  const headings: Heading[] = [];
  let y = 0;
  for (const rule of rules) {
    headings.push({ rule, y });
    for (const row of rows.filter((each) => each.rule === rule)) placed.push({ row, y: ++y });
    y += 1.2;
  }
  return { placed, headings, height: y };
}

/** A slice without a gold mention has no score: 0 would say that all were missed. */
function scoreOf({ support, scores }: SliceRow, system: string): number {
  return support === 0 ? NaN : scores.find((score) => score.system === system)?.f1 ?? NaN;
}

function dots(placed: readonly Placed[], system: string): PlotlyTrace {
  const { color, symbol } = systemStyle(system);
  return {
    type: "scatter",
    mode: "markers",
    name: systemName(system),
    x: placed.map(({ row }) => percent(scoreOf(row, system))),
    y: placed.map(({ y }) => y),
    customdata: placed.map(({ row }) => `${row.rule}: ${row.slice}`),
    marker: { color, symbol, size: 11, line: { color: symbol.endsWith("-open") ? color : INK.paper, width: 1 } },
    cliponaxis: false,
    hovertemplate: `${systemName(system)}, %{customdata}: %{x:.2f} %<extra></extra>`,
  };
}

/** A thin line per slice from its lowest to its highest system, so that its dots read as one row. */
function spans(placed: readonly Placed[], systems: readonly string[]): PlotlyTrace {
  const ends = placed.map(({ row, y }) => ({ y, scores: systems.map((system) => percent(scoreOf(row, system))).filter(Number.isFinite) }));
  const drawn = ends.filter(({ scores }) => scores.length > 1);
  return {
    type: "scatter",
    mode: "lines",
    showlegend: false,
    hoverinfo: "skip",
    x: drawn.flatMap(({ scores }) => [Math.min(...scores), Math.max(...scores), null]),
    y: drawn.flatMap(({ y }) => [y, y, null]),
    line: { color: INK.axis, width: 2 },
  };
}

function headingLabel({ rule, y }: Heading): PlotlyTrace {
  return {
    xref: "paper", x: 0, xanchor: "left", xshift: 4, y, yanchor: "middle", showarrow: false,
    text: `<b>${rule}</b>`, font: { size: SIZE.note, color: INK.muted }, bgcolor: INK.paper,
  };
}

function describe(rows: readonly SliceRow[], systems: readonly string[], measure: string): string {
  const rules = [...new Set(rows.map(({ rule }) => rule))];
  const [first] = rules;
  const parts = rows.filter(({ rule }) => rule === first).map((row) => {
    const scores = systems.map((system) => `${systemName(system)} ${percentText(scoreOf(row, system))}`);
    return `${row.slice} (n = ${count(row.support)}) ${scores.join(", ")}`;
  });
  return `${measure} in % by slice of the mentions (${rules.join(", ")}), a dot per system; ${first}: ${parts.join("; ")}.`;
}

/** The score of every system in every slice of the mentions, the slices of one rule together under its name. */
export function scoresBySlice({ rows, measure = "Strict entity F1" }: ScoresBySliceData, { caption }: FigureOptions = {}): Figure {
  const systems = [...new Set(rows.flatMap(({ scores }) => scores.map(({ system }) => system)))];
  const { placed, headings, height } = placeRows(rows);
  const data = [spans(placed, systems), ...systems.map((system) => dots(placed, system))];
  return createFigure("scores-by-slice", describe(rows, systems, measure), data, layout({
    title: "Scores by slice of the mentions",
    caption,
    legendLines: 1,
    height: 190 + ROW_HEIGHT * height,
    xaxis: axis({ title: measure, unit: "%", range: [-2, 102] }),
    yaxis: axis({
      title: "Slice · support", unit: "gold mentions", range: [height - 0.4, -0.8], showgrid: true,
      tickvals: placed.map(({ y }) => y), ticktext: placed.map(({ row }) => `${row.slice} · ${count(row.support)}`),
    }),
    annotations: headings.map(headingLabel),
  }));
}
