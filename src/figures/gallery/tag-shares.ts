import { createFigure, type Figure, type FigureOptions } from "../figure";
import { count, descending, percent, sum } from "../format";
import { axis, layout, logAxis, PALETTE, SIZE } from "../theme";

export interface TagCount {
  readonly tag: string;
  readonly count: number;
}

/** The share of each tag among all tokens, on a logarithmic axis: beside O all others would vanish on a linear one. */
export function tagShares(rows: readonly TagCount[], { caption }: FigureOptions = {}): Figure {
  const present = descending(rows.filter((row) => row.count > 0), (row) => row.count);
  const total = sum(present.map((row) => row.count));
  const shares = present.map((row) => percent(row.count / total));
  const lowest = Math.floor(Math.log10(Math.min(...shares)) - 0.2);
  const data = [{
    type: "bar",
    orientation: "h",
    x: shares,
    y: present.map((row) => row.tag),
    text: present.map((row, i) => `${shares[i]!.toPrecision(3)} % · ${count(row.count)}`),
    textposition: "outside",
    textfont: { size: SIZE.note },
    cliponaxis: false,
    marker: { color: present.map((row) => (row.tag === "O" ? "#9A9A9A" : PALETTE.blue)) },
    hovertemplate: "%{y}: %{x:.3f} %<extra></extra>",
  }];
  const top = present[0];
  const alt = `Bar chart of the share of each of ${present.length} tags among ${count(total)} tokens, logarithmic: ` +
    `${top?.tag} covers ${shares[0]?.toFixed(1)} %, ${present[present.length - 1]?.tag} is rarest.`;
  return createFigure("tag-shares", alt, data, layout({
    title: "Tags: how often each occurs",
    caption,
    height: 140 + 24 * present.length,
    xaxis: logAxis({ title: "Share of tokens, log scale", unit: "%", range: [lowest, 2], tickformat: "~r" }),
    yaxis: axis({ title: "Tag", unit: "IOB2", type: "category", autorange: "reversed", showgrid: false }),
    rightMargin: 130,
  }));
}
