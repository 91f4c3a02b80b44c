import { createFigure, type Figure, type FigureOptions } from "../figure";
import { count, descending, percent, shortCount, sum } from "../format";
import { axis, layout, percentColorbar, SEQUENTIAL, SIZE } from "../theme";

export interface TypeConfusionData {
  /** The types and last O, in the order of rows and columns. */
  readonly labels: readonly string[];
  /** counts[gold][predicted]: mentions; the last row holds spurious ones, the last column missed ones. */
  readonly counts: readonly (readonly number[])[];
}

interface Ordered {
  /** The places of the types in the data, the type with most gold mentions first, then that of O. */
  readonly order: readonly number[];
  readonly totals: readonly number[];
}

function orderOf(counts: TypeConfusionData["counts"]): Ordered {
  const totals = counts.map(sum);
  const last = counts.length - 1;
  const types = descending(Array.from({ length: Math.max(0, last) }, (_, i) => i), (i) => totals[i]!);
  return { order: [...types, last], totals };
}

function describe({ labels, counts }: TypeConfusionData, { order, totals }: Ordered): string {
  const types = order.slice(0, -1);
  const confusions = types.flatMap((gold) => types.filter((predicted) => predicted !== gold).map((predicted) => ({ gold, predicted })));
  const worst = descending(confusions, ({ gold, predicted }) => counts[gold]![predicted]!)
    .filter(({ gold, predicted }) => counts[gold]![predicted]! > 0).slice(0, 3)
    .map(({ gold, predicted }) => `${labels[gold]} as ${labels[predicted]} ${count(counts[gold]![predicted]!)}`);
  const outside = labels.length - 1;
  const missed = sum(types.map((type) => counts[type]![outside]!));
  return `Confusion of ${types.length} entity types over ${count(sum(types.map((type) => totals[type]!)))} gold mentions: ` +
    `most often ${worst.join(", ") || "none"}; missed: ${count(missed)}, spurious: ${count(totals[outside]!)}.`;
}

/** Which entity type is taken for which: color is the share of the row, text the number of mentions. */
export function typeConfusion(rows: TypeConfusionData, { caption }: FigureOptions = {}): Figure {
  const { labels, counts } = rows;
  const ordered = orderOf(counts);
  const { order, totals } = ordered;
  const outside = labels.length - 1;
  const cell = (gold: number, predicted: number): number => counts[gold]![predicted]!;
  const data = [{
    type: "heatmap",
    x: order.map((i) => (i === outside ? "missed" : labels[i]!)),
    y: order.map((i) => `${i === outside ? "spurious" : labels[i]} · ${count(totals[i]!)}`),
    z: order.map((gold) => order.map((predicted) =>
      (gold === outside && predicted === outside ? NaN : percent(cell(gold, predicted) / totals[gold]!)))),
    zmin: 0,
    zmax: 100,
    text: order.map((gold) => order.map((predicted) => (cell(gold, predicted) === 0 ? "" : shortCount(cell(gold, predicted))))),
    texttemplate: "%{text}",
    textfont: { size: SIZE.note },
    xgap: 1,
    ygap: 1,
    colorscale: SEQUENTIAL,
    colorbar: percentColorbar("Share of the row"),
    hovertemplate: "gold %{y}, predicted %{x}: %{z:.2f} %<extra></extra>",
  }];
  const border = { type: "line", line: { color: "#222222", width: 1.5 } };
  return createFigure("type-confusion", describe(rows, ordered), data, layout({
    title: "Which type is taken for which",
    caption,
    height: 210 + 34 * labels.length,
    xaxis: axis({ title: "Predicted type", unit: "overlapping mention", type: "category", showgrid: false }),
    yaxis: axis({ title: "Gold type · mentions", unit: "count", type: "category", showgrid: false, autorange: "reversed" }),
    shapes: [
      { ...border, xref: "x", x0: outside - 0.5, x1: outside - 0.5, yref: "paper", y0: 0, y1: 1 },
      { ...border, yref: "y", y0: outside - 0.5, y1: outside - 0.5, xref: "paper", x0: 0, x1: 1 },
    ],
  }));
}
