import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count, sum } from "../format";
import { axis, layout, logAxis, PALETTE, SIZE, type Axis } from "../theme";

export interface AmbiguityData {
  /** `count` word types occur with exactly `labels` different tags. */
  readonly words: readonly { readonly labels: number; readonly count: number }[];
  /** `count` entity strings occur with exactly `labels` different entity types. */
  readonly entityStrings: readonly { readonly labels: number; readonly count: number }[];
}

type Rows = AmbiguityData["words"];

function bars(rows: Rows, suffix: "" | "2", color: string, what: string): PlotlyTrace {
  const present = rows.filter((row) => row.count > 0);
  return {
    type: "bar",
    xaxis: `x${suffix}`,
    yaxis: `y${suffix}`,
    x: present.map((row) => row.labels),
    y: present.map((row) => row.count),
    text: present.map((row) => count(row.count)),
    textposition: "outside",
    textfont: { size: SIZE.note },
    textangle: 0,
    cliponaxis: false,
    marker: { color },
    hovertemplate: `%{y:,} ${what}<extra></extra>`,
  };
}

function counts(rows: Rows, title: string, unit: string, options: object = {}): Axis {
  const highest = Math.max(1, ...rows.map((row) => row.count));
  return logAxis({ title, unit, range: [-0.3, Math.log10(highest) + 0.4], ...options });
}

function ambiguousShare(rows: Rows): string {
  const ambiguous = sum(rows.filter((row) => row.labels > 1).map((row) => row.count));
  return `${count(ambiguous)} of ${count(sum(rows.map((row) => row.count)))}`;
}

/** How many word types take one, two, … tags, and how many entity strings one, two, … types: what a look-up table cannot solve. */
export function ambiguity(rows: AmbiguityData, { caption }: FigureOptions = {}): Figure {
  const data = [
    bars(rows.words, "", PALETTE.blue, "word types"),
    bars(rows.entityStrings, "2", PALETTE.vermillion, "entity strings"),
  ];
  const alt = `Two bar charts, logarithmic: ${ambiguousShare(rows.words)} word types occur with more than one tag, ` +
    `${ambiguousShare(rows.entityStrings)} entity strings with more than one type.`;
  return createFigure("ambiguity", alt, data, layout({
    title: "Ambiguity: words with several tags, names with several types",
    caption,
    xaxis: axis({ title: "Distinct tags of a word", unit: "tags", domain: [0, 0.53], dtick: 1, showgrid: false }),
    yaxis: counts(rows.words, "Word types, log scale", "count"),
    xaxis2: axis({ title: "Distinct types of a name", unit: "types", domain: [0.68, 1], dtick: 1, showgrid: false, anchor: "y2" }),
    yaxis2: counts(rows.entityStrings, "Entity strings, log scale", "count", { anchor: "x2" }),
  }));
}
