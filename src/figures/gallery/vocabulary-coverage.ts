import { createFigure, type Figure, type FigureOptions } from "../figure";
import { count, descending, percent, percentText } from "../format";
import { axis, layout, logAxis, PALETTE, SIZE } from "../theme";

export interface VocabularyRow {
  /** A word enters the vocabulary when the training part has it at least this often. */
  readonly minimumCount: number;
  /** Entries of the vocabulary that results. */
  readonly size: number;
  /** Validation tokens whose word is in the vocabulary, in [0, 1]. */
  readonly coverage: number;
}

/** How much of the validation part a vocabulary knows, against the count that a word must reach to enter it. */
export function vocabularyCoverage(rows: readonly VocabularyRow[], { caption }: FigureOptions = {}): Figure {
  const ordered = descending(rows, (row) => -row.minimumCount);
  const coverages = ordered.map((row) => percent(row.coverage));
  const lowest = Math.min(...coverages);
  const headroom = Math.max(0.5, (100 - lowest) * 0.18);
  const minimumCounts = ordered.map((row) => row.minimumCount);
  const data = [{
    type: "scatter",
    mode: "lines+markers+text",
    x: minimumCounts,
    y: coverages,
    text: ordered.map((row) => `${percentText(row.coverage)} %`),
    textposition: "top right",
    textfont: { size: SIZE.note },
    cliponaxis: false,
    line: { color: PALETTE.blue, width: 2.5 },
    marker: { color: PALETTE.blue, size: 9 },
    hovertemplate: "minimum count %{x}: %{y:.2f} %<extra></extra>",
  }];
  const summary = ordered.map((row) => `${percentText(row.coverage)} % at ${row.minimumCount} (${count(row.size)} words)`).join(", ");
  return createFigure("vocabulary-coverage", `Line of the validation tokens known against the minimum count: ${summary}.`, data, layout({
    title: "What a smaller vocabulary loses",
    caption,
    xaxis: logAxis({
      title: "Minimum count in the training part, log scale · size of the vocabulary",
      unit: "occurrences · words",
      tickvals: minimumCounts,
      ticktext: ordered.map((row) => `${row.minimumCount}<br>${count(row.size)}`),
      range: [Math.log10(minimumCounts[0] ?? 1) - 0.1, Math.log10(minimumCounts[minimumCounts.length - 1] ?? 10) + 0.15],
    }),
    yaxis: axis({ title: "Validation tokens in the vocabulary", unit: "%", range: [lowest - headroom / 2, 100 + headroom / 2] }),
  }));
}
