import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count, percent, percentText } from "../format";
import { axis, INK, layout, PALETTE, SIZE } from "../theme";

/** Counts of one scored test part. */
export interface PositionCounts {
  /** The length that every sentence was padded to, in tokens. */
  readonly length: number;
  /** Sentences × length. */
  readonly positions: number;
  readonly words: number;
  readonly wrongWords: number;
  readonly wrongPadding: number;
}

interface Segment {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly color: string;
}

const HALF = 0.24;
const PADDING_COLOR = "#D5D5D5";

function segmentsOf({ positions, words, wrongWords }: PositionCounts): Segment[] {
  const padding = (positions - words) / positions;
  const right = (words - wrongWords) / words;
  return [
    { row: 1, from: 0, to: padding, name: "padding", color: PADDING_COLOR },
    { row: 1, from: padding, to: 1, name: "words", color: PALETTE.blue },
    { row: 0, from: 0, to: right, name: "words right", color: PALETTE.blue },
    { row: 0, from: right, to: 1, name: "words wrong", color: PALETTE.vermillion },
  ];
}

function bar({ row, from, to, name, color }: Segment): PlotlyTrace {
  return {
    type: "bar", orientation: "h", showlegend: false, y: [row], base: [percent(from)], x: [percent(to - from)], width: 2 * HALF,
    marker: { color }, hovertemplate: `${name}: %{x:.2f} %<extra></extra>`,
  };
}

/** The sliver of words in the upper bar, drawn out to the whole lower one. */
function magnifier({ positions, words }: PositionCounts): PlotlyTrace {
  const left = percent((positions - words) / positions);
  return {
    type: "scatter", mode: "lines", fill: "toself", fillcolor: "rgba(0, 114, 178, 0.12)", line: { color: PALETTE.blue, width: 1, dash: "dot" },
    x: [left, 100, 100, 0, left], y: [1 - HALF, 1 - HALF, HALF, HALF, 1 - HALF], hoverinfo: "skip", showlegend: false,
  };
}

function inside(x: number, y: number, text: string, color: string, anchor: "left" | "right" = "left"): PlotlyTrace {
  return {
    x, y, text, showarrow: false, xanchor: anchor, xshift: anchor === "left" ? 8 : -8, yanchor: "middle",
    font: { size: SIZE.note, color }, align: anchor,
  };
}

function labels(counts: PositionCounts): PlotlyTrace[] {
  const { positions, words, wrongWords, wrongPadding } = counts;
  const padding = positions - words;
  const above = `<b>words: ${percentText(words / positions, 2)} %</b> of the positions`;
  return [
    inside(0, 1, `<b>padding: ${percentText(padding / positions, 2)} %</b>, ${count(wrongPadding)} of ${count(padding)} wrong`, INK.text),
    { ...inside(100, 1 + HALF, above, PALETTE.blue, "right"), yanchor: "bottom", xshift: 0 },
    inside(0, 0, `<b>right: ${percentText((words - wrongWords) / words, 2)} %</b> of ${count(words)} words`, INK.paper),
    {
      ...inside(100, -HALF, `<b>wrong: ${percentText(wrongWords / words, 2)} %</b>, ${count(wrongWords)} words`, PALETTE.vermillion, "right"),
      yanchor: "top", xshift: 0,
    },
  ];
}

function accuracyOf({ positions, wrongWords, wrongPadding }: PositionCounts): number {
  return 1 - (wrongWords + wrongPadding) / positions;
}

function describe(counts: PositionCounts): string {
  const { positions, words, wrongWords, wrongPadding, length } = counts;
  return [
    `Two bars: of ${count(positions)} positions at length ${length}, ${percentText(1 - words / positions, 2)} % are padding (${count(wrongPadding)} wrong);`,
    `of the ${count(words)} words among them ${percentText(1 - wrongWords / words, 2)} % are right;`,
    `over all positions that is an accuracy of ${percentText(accuracyOf(counts), 2)} %.`,
  ].join(" ");
}

/** What an accuracy over padded sentences divides by: mostly padding, and the few words drawn out below. */
export function paddedPositions(counts: PositionCounts, { caption }: FigureOptions = {}): Figure {
  return createFigure("padded-positions", describe(counts), [magnifier(counts), ...segmentsOf(counts).map(bar)], layout({
    title: `What ${percentText(accuracyOf(counts), 2)} % counts`,
    caption,
    height: 340,
    barmode: "overlay",
    xaxis: axis({ title: "Share of the bar", unit: "%", range: [0, 100.4], showgrid: false }),
    yaxis: axis({
      title: "Counted", unit: "positions", range: [-0.5, 1.55], tickvals: [1, 0], ticktext: ["all<br>positions", "words<br>alone"], showgrid: false, ticks: "",
    }),
    annotations: labels(counts),
  }));
}
