import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { count, descending, sum } from "../format";
import { systemName, systemStyle } from "../systems";
import { axis, INK, layout, PALETTE, SIZE } from "../theme";

export interface TaxonomyRow {
  readonly system: string;
  /** How often each kind of error came up; a kind that is not named did not. */
  readonly errors: { readonly [kind: string]: number };
}

interface KindStyle {
  readonly kind: string;
  readonly color: string;
  readonly ink: string;
}

const DARK = { ink: INK.paper } as const;
const LIGHT = { ink: INK.text } as const;

const KINDS: readonly KindStyle[] = [
  { kind: "missed", color: PALETTE.blue, ...DARK },
  { kind: "spurious", color: PALETTE.vermillion, ...DARK },
  { kind: "type", color: PALETTE.orange, ...LIGHT },
  { kind: "boundary", color: PALETTE.sky, ...LIGHT },
  { kind: "boundary+type", color: PALETTE.yellow, ...LIGHT },
  { kind: "split", color: PALETTE.green, ...DARK },
  { kind: "merged", color: PALETTE.purple, ...LIGHT },
];

/** The least share of the longest bar that has room for a count. */
const ROOM_FOR_COUNT = 0.042;
const NAMED_KINDS = 3;

function total({ errors }: TaxonomyRow): number {
  return sum(KINDS.map(({ kind }) => errors[kind] ?? 0));
}

function segment(rows: readonly TaxonomyRow[], { kind, color, ink }: KindStyle, longest: number): PlotlyTrace {
  const values = rows.map(({ errors }) => errors[kind] ?? 0);
  return {
    type: "bar",
    orientation: "h",
    name: kind,
    x: values,
    y: rows.map(({ system }) => systemStyle(system).label),
    text: values.map((value) => (value >= ROOM_FOR_COUNT * longest ? count(value) : "")),
    textposition: "inside",
    insidetextanchor: "middle",
    textangle: 0,
    textfont: { size: SIZE.note, color: ink },
    constraintext: "none",
    marker: { color, line: { color: INK.paper, width: 1 } },
    hovertemplate: `%{y}, ${kind}: %{x:,}<extra></extra>`,
  };
}

function totalLabel(row: TaxonomyRow): PlotlyTrace {
  return {
    x: total(row), y: systemStyle(row.system).label, xanchor: "left", xshift: 6, yanchor: "middle", showarrow: false,
    text: `<b>${count(total(row))}</b>`, font: { size: SIZE.note },
  };
}

function describe(rows: readonly TaxonomyRow[]): string {
  const parts = rows.map((row) => {
    const frequent = descending(KINDS, ({ kind }) => row.errors[kind] ?? 0).slice(0, NAMED_KINDS).filter(({ kind }) => row.errors[kind]);
    const kinds = frequent.map(({ kind }) => `${kind} ${count(row.errors[kind]!)}`);
    return `${systemName(row.system)} ${count(total(row))} (${kinds.join(", ") || "none"})`;
  });
  return `Stacked bars of errors by kind, in brackets the most frequent: ${parts.join("; ")}.`;
}

/** How each system errs: mention errors stacked by kind, the first system on top. */
export function errorTaxonomy(rows: readonly TaxonomyRow[], { caption }: FigureOptions = {}): Figure {
  const longest = Math.max(1, ...rows.map(total));
  const labels = rows.map(({ system }) => systemStyle(system).label);
  return createFigure("error-taxonomy", describe(rows), KINDS.map((kind) => segment(rows, kind, longest)), layout({
    title: "How mentions go wrong",
    caption,
    legendLines: 2,
    // Plotly turns the legend of stacked bars around unless told not to.
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom", font: { size: SIZE.tick }, traceorder: "normal" },
    height: 222 + 52 * rows.length,
    barmode: "stack",
    bargap: 0.3,
    xaxis: axis({ title: "Errors", unit: "mentions, or groups that overlap", range: [0, longest * 1.09], tickformat: ",d" }),
    yaxis: axis({
      title: "System", unit: "name", type: "category", showgrid: false, autorange: "reversed",
      categoryorder: "array", categoryarray: labels,
    }),
    annotations: rows.map(totalLabel),
  }));
}
