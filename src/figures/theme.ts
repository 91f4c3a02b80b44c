import type { PlotlyTrace } from "./plotly";

/** Okabe and Ito's palette (Color Universal Design, 2008): distinguishable with every common form of color blindness. */
export const PALETTE = {
  blue: "#0072B2",
  vermillion: "#D55E00",
  green: "#009E73",
  purple: "#CC79A7",
  orange: "#E69F00",
  sky: "#56B4E9",
  yellow: "#F0E442",
  black: "#000000",
} as const;

const SERIES_COLORS: readonly string[] = [
  PALETTE.blue, PALETTE.vermillion, PALETTE.green, PALETTE.purple, PALETTE.orange, PALETTE.sky, PALETTE.black,
];
const SERIES_SYMBOLS: readonly string[] = ["circle", "square", "diamond", "triangle-up", "x", "cross", "star"];

/** The color of the index-th series that has no meaning of its own, such as a seed. */
export function seriesColor(index: number): string {
  return SERIES_COLORS[index % SERIES_COLORS.length]!;
}

/** Its marker symbol; where colors begin again, symbols are shifted, so that the first 49 series all differ. */
export function seriesSymbol(index: number): string {
  return SERIES_SYMBOLS[(index + Math.floor(index / SERIES_COLORS.length)) % SERIES_SYMBOLS.length]!;
}

export const INK = { text: "#222222", muted: "#555555", grid: "#E3E3E3", axis: "#888888", paper: "#FFFFFF" } as const;

/** White to the palette's blue and darker, by lightness alone: readable in grey as well. */
export const SEQUENTIAL: readonly (readonly [number, string])[] = [
  [0, "#F7FBFF"], [0.25, "#C6DBEF"], [0.5, "#6BAED6"], [0.75, "#0072B2"], [1, "#08306B"],
];

/** Font sizes in pixels at the figures' width. */
export const SIZE = { title: 17, caption: 13, text: 14, tick: 13, note: 12, cell: 11 } as const;
const FAMILY = "Open Sans, Arial, Helvetica, sans-serif";

export const WIDTH = 800;
const HEIGHT = 460;
const TITLE_SPACE = 48;
const CAPTION_SPACE = 20;
const LEGEND_SPACE = 8;
const LEGEND_LINE = 22;
export const MARGIN = { left: 76, right: 28, bottom: 64, gap: 12 } as const;

export interface Axis {
  readonly title: { readonly text: `${string} (${string})`; readonly standoff: number; readonly font: { readonly size: number } };
  readonly [option: string]: unknown;
}

export interface AxisRequest {
  readonly title: string;
  /** What the axis counts or measures in: "tokens", "%", or the naming scheme of a categorical axis. */
  readonly unit: string;
  readonly [option: string]: unknown;
}

/** An axis with its title and unit; everything else in the request goes to Plotly as it is. */
export function axis({ title, unit, ...options }: AxisRequest): Axis {
  return {
    title: { text: `${title} (${unit})`, standoff: 12, font: { size: SIZE.text } },
    automargin: true,
    gridcolor: INK.grid,
    linecolor: INK.axis,
    showline: true,
    tickcolor: INK.axis,
    tickfont: { size: SIZE.tick },
    ticks: "outside",
    zeroline: false,
    ...options,
  };
}

/** A logarithmic axis with a labelled tick per power of ten. */
export function logAxis(request: AxisRequest): Axis {
  return axis({ type: "log", dtick: 1, exponentformat: "none", tickformat: ",~r", ...request });
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly xaxis: Axis;
  readonly yaxis: Axis;
  readonly meta: { readonly alt?: string };
  readonly [option: string]: unknown;
}

export interface LayoutRequest {
  readonly title: string;
  readonly caption?: string | undefined;
  readonly xaxis: Axis;
  readonly yaxis: Axis;
  readonly height?: number;
  /** Lines of legend above the plot; 0 hides the legend. */
  readonly legendLines?: number;
  /** Pixels kept free on the right, for labels beside the plot. */
  readonly rightMargin?: number;
  readonly [option: string]: unknown;
}

function titleBlock(title: string, caption: string | undefined): PlotlyTrace {
  const second = caption ? `<br><span style="font-size:${SIZE.caption}px;color:${INK.muted}">${caption}</span>` : "";
  return {
    text: `<b>${title}</b>${second}`,
    font: { size: SIZE.title },
    x: 0,
    xref: "container",
    xanchor: "left",
    y: 1,
    yref: "container",
    yanchor: "top",
    // A title of two lines hangs from its first baseline, one of a single line from its top.
    pad: { l: 20, t: caption ? 30 : 16 },
  };
}

/** The color scale beside a heatmap of percentages. */
export function percentColorbar(title: string): PlotlyTrace {
  const font = { size: SIZE.note };
  return { title: { text: `${title} (%)`, side: "right", font }, thickness: 14, outlinewidth: 0, tickfont: font };
}

/** The layout all figures share: white paper, one font, title and legend above the plot on the left. */
export function layout(request: LayoutRequest): Layout {
  const { title, caption, height = HEIGHT, legendLines = 0, rightMargin = MARGIN.right, ...options } = request;
  const top = TITLE_SPACE + (caption ? CAPTION_SPACE : 0) + (legendLines > 0 ? LEGEND_SPACE + legendLines * LEGEND_LINE : 0) + MARGIN.gap;
  return {
    width: WIDTH,
    height,
    font: { family: FAMILY, size: SIZE.text, color: INK.text },
    paper_bgcolor: INK.paper,
    plot_bgcolor: INK.paper,
    title: titleBlock(title, caption),
    margin: { l: MARGIN.left, r: rightMargin, t: top, b: MARGIN.bottom, pad: 0 },
    showlegend: legendLines > 0,
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom", font: { size: SIZE.tick } },
    meta: {},
    ...options,
  };
}
