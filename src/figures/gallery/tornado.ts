import { createFigure, type Figure, type FigureOptions, type PlotlyTrace } from "../figure";
import { axis, INK, layout, MARGIN, PALETTE, SIZE, type Axis } from "../theme";

export interface TornadoRow {
  /** An input's name in camel case: "minutesPerError". */
  readonly input: string;
  readonly low: number;
  readonly high: number;
  /** The output with this input at its low and at its high end. */
  readonly atLow: number;
  readonly atHigh: number;
}

export interface TornadoPanel {
  /** What the panel assumes, in a few words. */
  readonly label: string;
  /** The output with every input as given. */
  readonly base: number;
  /** In the order of drawing, the widest first. */
  readonly bars: readonly TornadoRow[];
}

export interface TornadoData {
  /** "Return on investment", "% per month". */
  readonly output: { readonly title: string; readonly unit: string };
  /** One above the other, each with an axis of its own: one or two. */
  readonly panels: readonly TornadoPanel[];
}

const ENDS = [
  { name: "input at its low end", color: PALETTE.sky, value: (row: TornadoRow) => row.atLow },
  { name: "input at its high end", color: PALETTE.vermillion, value: (row: TornadoRow) => row.atHigh },
] as const;

const ROW_HEIGHT = 23;
/** Pixels between two panels: the upper one's axis and the lower one's heading. */
const BETWEEN = 104;
/** Pixels above the upper panel: title, legend and heading; the legend is lifted above the heading. */
const TOP = 134;
const LEGEND_LIFT = 26;
/** Room for the inputs' names, which both panels share. */
const NAMES = 292;
/** Room for the figures at the bars' ends, as a share of the drawn span. */
const ROOM = 0.13;

interface Placed {
  readonly panel: TornadoPanel;
  readonly suffix: "" | "2";
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
}

function words(name: string): string {
  return name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

function short(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString("en-US");
}

function rounded(value: number): string {
  return (Math.abs(value) < 10 ? Number(value.toFixed(1)) : Math.round(value)).toLocaleString("en-US").replace("-", "−");
}

function rowLabel({ input, low, high }: TornadoRow): string {
  return `${words(input)}  <b>${short(low)} – ${short(high)}</b>`;
}

function hasEffect({ atLow, atHigh }: TornadoRow): boolean {
  return atLow !== atHigh;
}

function rangeOf({ base, bars }: TornadoPanel): readonly [number, number] {
  const values = [base, ...bars.flatMap(({ atLow, atHigh }) => [atLow, atHigh])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = ROOM * Math.max(high - low, 1);
  return [low - room, high + room];
}

function place(panels: readonly TornadoPanel[], plotHeight: number): Placed[] {
  const gaps = BETWEEN * (panels.length - 1);
  const perRow = (plotHeight - gaps) / panels.reduce((sum, panel) => sum + panel.bars.length, 0) / plotHeight;
  let top = 1;
  return panels.map((panel, i) => {
    const bottom = Math.max(0, top - panel.bars.length * perRow);
    const placed: Placed = { panel, suffix: i === 0 ? "" : "2", domain: [bottom, top], range: rangeOf(panel) };
    top = bottom - BETWEEN / plotHeight;
    return placed;
  });
}

function barsOf({ panel, suffix }: Placed): PlotlyTrace[] {
  return ENDS.map(({ name, color, value }) => ({
    type: "bar", orientation: "h", name, legendgroup: name, showlegend: suffix === "",
    xaxis: `x${suffix}`, yaxis: `y${suffix}`,
    y: panel.bars.map((_, i) => i),
    base: panel.base,
    x: panel.bars.map((row) => value(row) - panel.base),
    marker: { color },
    customdata: panel.bars.map((row) => [words(row.input), value(row)]),
    hovertemplate: "%{customdata[0]}: %{customdata[1]:,.1f}<extra></extra>",
  }));
}

function figuresAt({ panel, suffix }: Placed): PlotlyTrace[] {
  const text = (x: number, y: number, content: string, isRight: boolean): PlotlyTrace => ({
    xref: `x${suffix}`, yref: `y${suffix}`, x, y, text: content, showarrow: false, font: { size: SIZE.note }, bgcolor: INK.paper,
    xanchor: isRight ? "left" : "right", xshift: isRight ? 3 : -3, yanchor: "middle",
  });
  return panel.bars.flatMap((row, i) => {
    if (!hasEffect(row)) return [text(panel.base, i, "no effect", true)];
    return [row.atLow, row.atHigh].filter((value) => value !== panel.base)
      .map((value, end) => text(value, i, rounded(value), value > panel.base || (value === panel.base && end === 1)));
  });
}

function heading({ panel, suffix, domain }: Placed, unit: string): PlotlyTrace[] {
  const above = { yref: "paper", y: domain[1], yanchor: "bottom", yshift: 4, showarrow: false, font: { size: SIZE.tick } };
  return [
    { ...above, xref: "paper", x: 0, xshift: 20 - NAMES, xanchor: "left", text: `<b>${panel.label}</b>` },
    { ...above, xref: `x${suffix}`, x: panel.base, xanchor: "center", text: `<b>${rounded(panel.base)}</b> ${unit}` },
  ];
}

function lines({ panel, suffix, domain, range }: Placed): PlotlyTrace[] {
  const upright = (x: number, line: PlotlyTrace): PlotlyTrace => ({
    type: "line", xref: `x${suffix}`, yref: "paper", x0: x, x1: x, y0: domain[0], y1: domain[1], line,
  });
  const zero = range[0] < 0 && range[1] > 0 ? [upright(0, { color: INK.text, width: 1.5, dash: "dot" })] : [];
  return [upright(panel.base, { color: INK.text, width: 1.5 }), ...zero];
}

function axesOf({ panel, suffix, domain, range }: Placed, { title, unit }: TornadoData["output"]): Record<string, Axis> {
  return {
    [`xaxis${suffix}`]: axis({ title, unit, range, anchor: `y${suffix}`, tickformat: ",~r" }),
    [`yaxis${suffix}`]: axis({
      title: "Input", unit: "low – high end", domain,
      anchor: `x${suffix}`, range: [panel.bars.length - 0.5, -0.5], showgrid: false, ticks: "",
      automargin: false, tickvals: panel.bars.map((_, i) => i), ticktext: panel.bars.map(rowLabel), tickfont: { size: SIZE.note },
    }),
  };
}

function describe({ output, panels }: TornadoData): string {
  const parts = panels.map(({ label, base, bars }) => {
    const idle = bars.filter((row) => !hasEffect(row)).map(({ input }) => words(input));
    const [first] = bars;
    const ends = first && hasEffect(first) ? `${words(first.input)} (${rounded(first.atLow)} to ${rounded(first.atHigh)})` : "none";
    return `${label}: ${rounded(base)}, most sensitive to ${ends}${idle.length > 0 ? `, no effect of ${idle.join(", ")}` : ""}`;
  });
  return `Tornado chart of ${output.title.toLowerCase()} (${output.unit}), one input at a time. ${parts.join("; ")}.`;
}

/** How far one output moves when each input alone goes from its low to its high end; bars without a width have no say. */
export function tornado(rows: TornadoData, { caption }: FigureOptions = {}): Figure {
  const drawn = rows.panels.reduce((sum, panel) => sum + panel.bars.length, 0);
  const plotHeight = drawn * ROW_HEIGHT + BETWEEN * (rows.panels.length - 1);
  const height = plotHeight + TOP + MARGIN.bottom;
  const placed = place(rows.panels, plotHeight);
  const axes = Object.assign({}, ...placed.map((each) => axesOf(each, rows.output))) as { xaxis: Axis; yaxis: Axis };
  return createFigure("tornado", describe(rows), placed.flatMap(barsOf), layout({
    title: `What the ${rows.output.title.toLowerCase()} depends on`,
    caption: [caption, placed.some(({ range }) => range[0] < 0) ? "dotted: nothing gained, nothing lost" : ""].filter(Boolean).join(" · "),
    height,
    legendLines: 1,
    barmode: "overlay",
    bargap: 0.25,
    ...axes,
    margin: { l: NAMES, r: MARGIN.right, t: TOP, b: MARGIN.bottom, pad: 0 },
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1 + LEGEND_LIFT / plotHeight, yanchor: "bottom", font: { size: SIZE.tick } },
    shapes: placed.flatMap(lines),
    annotations: placed.flatMap((each) => [...heading(each, rows.output.unit), ...figuresAt(each)]),
  }));
}
