import type { FigureSpec } from "./figure";

/** What the view of figures needs that `nerbook jupyter install` gives JupyterLab; specification and picture lie beside it. */
interface DescribedFigure {
  readonly alt: string;
  /** Pixels of the page that the picture takes. */
  readonly width: number;
}

/** One notebook output that is both: a live plot where Plotly is understood, a picture elsewhere. */
export interface FigureBundle {
  readonly "application/vnd.nerbook.figure+json": DescribedFigure;
  readonly "application/vnd.plotly.v1+json": FigureSpec;
  /** The PNG in base64. */
  readonly "image/png": string;
  /** The alternative text. */
  readonly "text/plain": string;
}

/** The data of a Jupyter display message for a figure; pure, so whoever has a kernel can send it. */
export function figureBundle(spec: FigureSpec, png: Uint8Array): FigureBundle {
  const alt = spec.layout.meta.alt ?? "no description";
  return {
    "application/vnd.nerbook.figure+json": { alt, width: spec.layout.width },
    "application/vnd.plotly.v1+json": spec,
    "image/png": Buffer.from(png).toString("base64"),
    "text/plain": `[Figure: ${alt}]`,
  };
}

/**
 * The metadata of that message: the PNG has more pixels than it should take on the page, and templates of nbconvert that write an
 * alternative text take it from here.
 */
export function bundleMetadata(spec: FigureSpec): Record<string, unknown> {
  const { width, height, meta: { alt } } = spec.layout;
  return { "image/png": { width, height, ...(alt !== undefined && { alt }) } };
}
