import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count, sum } from "../format";
import { axis, INK, layout, PALETTE, SIZE } from "../theme";

export interface SentenceLengthData {
  /** One row per occurring length (tokens) with the number of sentences that have it. */
  readonly histogram: readonly { readonly length: number; readonly count: number }[];
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
}

interface Mark {
  readonly label: string;
  readonly at: number;
  readonly color: string;
  /** The side of the label that touches the line. */
  readonly side: "left" | "right";
}

function marks({ median, p95, p99 }: SentenceLengthData): Mark[] {
  return [
    { label: `median: ${median}`, at: median, color: PALETTE.black, side: "right" },
    { label: `95 % ≤ ${p95}`, at: p95, color: PALETTE.vermillion, side: "right" },
    { label: `99 % ≤ ${p99}`, at: p99, color: PALETTE.green, side: "left" },
  ];
}

function markLine({ at, color }: Mark): PlotlyTrace {
  return { type: "line", x0: at, x1: at, y0: 0, y1: 1, yref: "paper", line: { color, width: 2, dash: "dash" } };
}

/** How much higher than its highest bar the plot is, so that the labels hang above the bars. */
const LABEL_ROOM = 1.28;

/** Each label hangs at a height of its own, so that neighboring lines do not write over each other. */
function markLabel({ label, at, color, side }: Mark, index: number): PlotlyTrace {
  return {
    x: at,
    y: 0.99 - 0.07 * index,
    yref: "paper",
    text: `<b>${label}</b>`,
    showarrow: false,
    xanchor: side,
    yanchor: "top",
    xshift: side === "left" ? 5 : -5,
    font: { size: SIZE.tick, color },
    bgcolor: INK.paper,
  };
}

/** How long sentences are, with the lengths that half, 95 % and 99 % of them do not exceed. */
export function sentenceLengths(rows: SentenceLengthData, { caption }: FigureOptions = {}): Figure {
  const lines = marks(rows);
  const highest = Math.max(...rows.histogram.map((row) => row.count));
  const longest = Math.max(...rows.histogram.map((row) => row.length));
  const total = sum(rows.histogram.map((row) => row.count));
  const data = [{
    type: "bar",
    x: rows.histogram.map((row) => row.length),
    y: rows.histogram.map((row) => row.count),
    width: 0.9,
    marker: { color: PALETTE.sky },
    hovertemplate: "%{x} tokens: %{y:,} sentences<extra></extra>",
  }];
  const alt = `Histogram of the lengths of ${count(total)} sentences: median ${rows.median} tokens, ` +
    `95 % have at most ${rows.p95}, 99 % at most ${rows.p99}, the longest ${longest}.`;
  return createFigure("sentence-lengths", alt, data, layout({
    title: "Sentence lengths",
    caption,
    xaxis: axis({ title: "Sentence length", unit: "tokens", showgrid: false, range: [0, longest + 1] }),
    yaxis: axis({ title: "Sentences", unit: "count", tickformat: ",", range: [0, highest * LABEL_ROOM] }),
    shapes: lines.map(markLine),
    annotations: lines.map(markLabel),
  }));
}
