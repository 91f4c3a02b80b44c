import type { FigureSpec } from "./figure";

/** One notebook output that is both: a live plot where Plotly is understood, a picture elsewhere. */
export interface FigureBundle {
  readonly "application/vnd.plotly.v1+json": FigureSpec;
  /** The PNG in base64. */
  readonly "image/png": string;
  /** The alternative text. */
  readonly "text/plain": string;
}

/** The data of a Jupyter display message for a figure; pure, so whoever has a kernel can send it. */
export function figureBundle(spec: FigureSpec, png: Uint8Array): FigureBundle {
  return {
    "application/vnd.plotly.v1+json": spec,
    "image/png": Buffer.from(png).toString("base64"),
    "text/plain": `[Figure: ${spec.layout.meta.alt ?? "no description"}]`,
  };
}

/** The metadata of that message: the PNG has more pixels than it should take on the page. */
export function bundleMetadata(spec: FigureSpec): Record<string, unknown> {
  return { "image/png": { width: spec.layout.width, height: spec.layout.height } };
}
