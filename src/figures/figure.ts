import type { PlotlyTrace } from "./plotly";
import type { Layout } from "./theme";

export type { PlotlyTrace };

/** What Plotly draws: plain data, ready for JSON. */
export interface FigureSpec {
  readonly data: readonly PlotlyTrace[];
  readonly layout: Layout;
}

/** A figure: its name (that of its function, in kebab case), its alternative text and its specification. */
export interface Figure {
  readonly name: string;
  readonly alt: string;
  readonly spec: FigureSpec;
}

/** What every figure function takes besides its data. */
export interface FigureOptions {
  /** One line under the title: corpus, part, profile ("quick profile: under-trained"). */
  readonly caption?: string;
}

/** A copy in which what is not a finite number is null: Plotly leaves a gap there, and an undefined score is not a zero. */
function withGaps<T>(value: T): T {
  if (typeof value === "number") return (Number.isFinite(value) ? value : null) as T;
  if (Array.isArray(value)) return value.map(withGaps) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withGaps(item)])) as T;
}

/** Puts a figure together; the alternative text also travels inside the layout, so that a saved specification keeps it. */
export function createFigure(name: string, alt: string, data: readonly PlotlyTrace[], layout: Layout): Figure {
  return { name, alt, spec: withGaps({ data, layout: { ...layout, meta: { alt } } }) };
}
