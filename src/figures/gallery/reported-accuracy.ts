import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { mean, percent, percentText } from "../format";
import { rowAxis, rowLabel, rowNumbers } from "../rows";
import { systemName, systemStyle } from "../systems";
import { axis, INK, layout } from "../theme";

/** A system under one protocol; a value a seed, in [0, 1]. */
export interface ReportedRow {
  readonly system: string;
  /** The protocol in a few words: "length 1". */
  readonly protocol: string;
  /** Whether the original was made this way. */
  readonly asThen: boolean;
  /** What the protocol calls accuracy. */
  readonly reported: readonly number[];
  /** Words with the right tag. */
  readonly wordsRight: readonly number[];
}

const ROW_HEIGHT = 46;

/** Lines are drawn apart from dots, so that no dot hides under one. */
function span({ system, reported, wordsRight }: ReportedRow, row: number): PlotlyTrace {
  return {
    type: "scatter", mode: "lines", showlegend: false, hoverinfo: "skip", x: [percent(mean(wordsRight)), percent(mean(reported))], y: [row, row],
    line: { color: systemStyle(system).color, width: 4 }, opacity: 0.35,
  };
}

function dot(rowData: ReportedRow, row: number, measure: "reported" | "wordsRight"): PlotlyTrace {
  const { system, protocol } = rowData;
  const { color } = systemStyle(system);
  const isReported = measure === "reported";
  const name = isReported ? "reported" : "words right";
  return {
    type: "scatter", mode: "markers", showlegend: false, x: [percent(mean(rowData[measure]))], y: [row],
    marker: { color: isReported ? color : INK.paper, symbol: isReported ? "circle" : "square", size: isReported ? 13 : 9, line: { color, width: 2 } },
    hovertemplate: `${systemName(system)}, ${protocol}, ${name}: %{x:.2f} %<extra></extra>`,
  };
}

function legendKeys(): PlotlyTrace[] {
  const key = { type: "scatter", mode: "markers", x: [null], y: [null], hoverinfo: "skip" };
  const line = { color: INK.muted, width: 2 };
  return [
    { ...key, name: "accuracy that the protocol reports", marker: { color: INK.muted, symbol: "circle", size: 13, line } },
    { ...key, name: "words with the right tag", marker: { color: INK.paper, symbol: "square", size: 9, line } },
  ];
}

function numbers({ reported, wordsRight }: ReportedRow, row: number): PlotlyTrace {
  return rowNumbers(row, `<b>${percentText(mean(reported), 2)}</b><br>${percentText(mean(wordsRight), 2)}`);
}

function label({ system, protocol, asThen }: ReportedRow): string {
  const name = asThen ? `<b>${systemName(system)}</b>` : systemName(system);
  return rowLabel(name, `${protocol}${asThen ? ", as then" : ""}`);
}

function limits(rows: readonly ReportedRow[]): [number, number] {
  const values = rows.flatMap(({ reported, wordsRight }) => [mean(reported), mean(wordsRight)]).filter(Number.isFinite).map(percent);
  const room = Math.max(0.5, 0.06 * (Math.max(...values) - Math.min(...values)));
  return [Math.min(...values) - room, Math.max(...values) + room];
}

function describe(rows: readonly ReportedRow[]): string {
  const parts = rows.map(({ system, protocol, reported, wordsRight }) =>
    `${systemName(system)} ${protocol} ${percentText(mean(reported), 2)} / ${percentText(mean(wordsRight), 2)}`);
  return `Accuracy that each protocol reports / words with the right tag, in %: ${parts.join("; ")}.`;
}

/** What each protocol calls accuracy beside what it got right of the words: where padding counts, the two part. */
export function reportedAccuracy(rows: readonly ReportedRow[], { caption }: FigureOptions = {}): Figure {
  const data = [
    ...rows.map(span),
    ...rows.flatMap((each, row) => [dot(each, row, "reported"), dot(each, row, "wordsRight")]),
    ...legendKeys(),
  ];
  return createFigure("reported-accuracy", describe(rows), data, layout({
    title: "What is reported, and how many words are right",
    caption,
    legendLines: 1,
    height: 180 + ROW_HEIGHT * rows.length,
    rightMargin: 74,
    xaxis: axis({ title: "Accuracy", unit: "%", range: limits(rows) }),
    yaxis: rowAxis(rows.map(label), { title: "System", unit: "one protocol a row" }),
    annotations: rows.map(numbers),
  }));
}
