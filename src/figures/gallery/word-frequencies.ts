import { createFigure, type Figure, type FigureOptions } from "../figure";
import { count, descending, sum } from "../format";
import { layout, logAxis, PALETTE, SIZE } from "../theme";

export interface WordCount {
  readonly word: string;
  readonly count: number;
}

const POINTS_PER_DECADE = 25;

/** Ranks 1 … last, evenly spread on a logarithmic axis: a picture needs no more than a few hundred of 35,000. */
function spreadRanks(last: number): number[] {
  const steps = Math.ceil(Math.log10(last) * POINTS_PER_DECADE);
  const ranks = Array.from({ length: steps + 1 }, (_, i) => Math.min(last, Math.round(10 ** (i / POINTS_PER_DECADE))));
  return [...new Set([...ranks, last])];
}

function isPowerOfTen(rank: number): boolean {
  return Number.isInteger(Math.log10(rank));
}

/** Frequency against rank, both logarithmic, beside Zipf's law f(r) = f(1)/r; every tenfold rank carries its word. */
export function wordFrequencies(rows: readonly WordCount[], { caption }: FigureOptions = {}): Figure {
  const ordered = descending(rows, (row) => row.count);
  const ranks = spreadRanks(ordered.length);
  const counts = ranks.map((rank) => ordered[rank - 1]!.count);
  const top = counts[0] ?? 0;
  const lastOnLaw = Math.min(ordered.length, top);
  const once = rows.filter((row) => row.count === 1).length;
  const data = [{
    type: "scatter",
    mode: "lines",
    name: "Zipf's law, f(1) / rank",
    x: [1, lastOnLaw],
    y: [top, top / lastOnLaw],
    line: { color: PALETTE.vermillion, dash: "dash", width: 2 },
    hoverinfo: "skip",
  }, {
    type: "scatter",
    mode: "markers+text",
    name: "word types",
    x: ranks,
    y: counts,
    text: ranks.map((rank) => (isPowerOfTen(rank) ? ordered[rank - 1]!.word : "")),
    // A word stands on the side of its dot that is turned away from the line.
    textposition: ranks.map((rank, i) => (counts[i]! >= top / rank ? "top right" : "bottom left")),
    textfont: { size: SIZE.tick },
    hovertext: ranks.map((rank) => ordered[rank - 1]!.word),
    hovertemplate: "%{hovertext}: rank %{x:,}, %{y:,} times<extra></extra>",
    marker: { size: 6, color: PALETTE.blue },
    cliponaxis: false,
  }];
  const alt = `Word frequency against rank on logarithmic axes, beside Zipf's law: ${count(rows.length)} word types make ` +
    `${count(sum(rows.map((row) => row.count)))} tokens; the commonest occurs ${count(top)} times, ${count(once)} occur once.`;
  return createFigure("word-frequencies", alt, data, layout({
    title: "Word frequencies beside Zipf's law",
    caption,
    legendLines: 1,
    xaxis: logAxis({ title: "Rank of the word type, log scale", unit: "position" }),
    yaxis: logAxis({ title: "Frequency, log scale", unit: "tokens" }),
  }));
}
