import { createFigure, type Figure, type FigureOptions } from "../figure";
import { count, percent, shortCount, sum } from "../format";
import { axis, layout, percentColorbar, SEQUENTIAL, SIZE } from "../theme";

export interface ConfusionData {
  /** The tags, in the order of rows and columns. */
  readonly labels: readonly string[];
  /** counts[gold][predicted]: tokens. */
  readonly counts: readonly (readonly number[])[];
}

/** Which tag is taken for which: color is the share of the gold tag's tokens, text their number. */
export function confusionMatrix({ labels, counts }: ConfusionData, { caption }: FigureOptions = {}): Figure {
  const totals = counts.map(sum);
  const data = [{
    type: "heatmap",
    x: labels,
    y: labels,
    z: counts.map((row, gold) => row.map((value) => percent(value / totals[gold]!))),
    zmin: 0,
    zmax: 100,
    text: counts.map((row) => row.map((value) => (value === 0 ? "" : shortCount(value)))),
    texttemplate: "%{text}",
    textfont: { size: labels.length > 12 ? SIZE.cell - 1 : SIZE.note },
    xgap: 1,
    ygap: 1,
    colorscale: SEQUENTIAL,
    colorbar: percentColorbar("Share of the gold tag"),
    hovertemplate: "gold %{y}, predicted %{x}: %{z:.2f} %<extra></extra>",
  }];
  const right = sum(labels.map((_, i) => counts[i]?.[i] ?? 0));
  const alt = `Confusion matrix of ${labels.length} tags over ${count(sum(totals))} tokens, colored by the share of each gold tag: ` +
    `${count(right)} tokens lie on the diagonal.`;
  return createFigure("confusion-matrix", alt, data, layout({
    title: "Which tag is taken for which",
    caption,
    height: 220 + 30 * labels.length,
    xaxis: axis({ title: "Predicted tag", unit: "IOB2", type: "category", showgrid: false, tickangle: labels.length > 9 ? -45 : 0 }),
    yaxis: axis({ title: "Gold tag", unit: "IOB2", type: "category", showgrid: false, autorange: "reversed" }),
  }));
}
