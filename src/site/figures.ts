import type { FigureSpec } from "../figures/figure";
import { escapeHtml, scriptJson } from "./html";
import { relativeLink } from "./site-map";

/** A figure as a page shows it: a picture everywhere, and a live plot where its specification is there and JavaScript is on. */
export interface PageFigure {
  /** The picture's place in the site. */
  readonly picture: string;
  readonly alt: string;
  readonly width?: number;
  readonly height?: number;
  readonly spec?: FigureSpec;
}

/** The kinds of trace that the site's copy of Plotly draws, which is its bundle of Cartesian charts. */
const LIVE_TRACES: ReadonlySet<unknown> = new Set(
  ["bar", "box", "contour", "heatmap", "histogram", "histogram2d", "histogram2dcontour", "image", "pie", "scatter", "violin"],
);

/** Whether the site's Plotly can draw it; a specification from elsewhere may lack anything. */
function isLive({ data, layout }: Partial<FigureSpec>): boolean {
  return Array.isArray(data) && layout !== undefined && data.every((trace) => LIVE_TRACES.has(trace["type"] ?? "scatter"));
}

function withoutTags(text: string): string {
  return text.replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim();
}

/** Title and caption, which the figure's own title holds on two lines. */
export function titleOf(spec: FigureSpec | undefined): string {
  const title = spec?.layout?.["title"] as { readonly text?: unknown } | undefined;
  const lines = typeof title?.text === "string" ? title.text.split("<br>").map(withoutTags) : [];
  return lines.filter((line) => line !== "").join(". ");
}

function pictureHtml({ picture, alt, width, height }: PageFigure, page: string): string {
  const size = width && height ? ` width="${width}" height="${height}"` : "";
  return `<img src="${escapeHtml(relativeLink(page, picture))}" alt="${escapeHtml(alt)}"${size}>`;
}

/** The figure with the given number on a page. */
export function figureHtml(figure: PageFigure, number: number, page: string): string {
  const { spec, picture } = figure;
  const live = spec && isLive(spec);
  const [id, name, title] = [`figure-${number}`, `Figure ${number}`, escapeHtml(titleOf(spec))];
  return [
    `<figure class="figure" id="${id}">`,
    `<div class="frame" tabindex="0" role="group" aria-labelledby="${id}-name">${pictureHtml(figure, page)}</div>`,
    ...(live ? [`<script type="application/json" class="spec">${scriptJson(spec)}</script>`] : []),
    `<figcaption><span id="${id}-name"><b>${name}.</b>${title && ` ${title}.`}</span>`,
    `<a href="${escapeHtml(relativeLink(page, picture))}" aria-label="Picture file of ${name}">Picture file</a>`,
    ...(live ? [`<button type="button" class="live" aria-describedby="${id}-name" hidden>Interactive</button>`] : []),
    "</figcaption></figure>",
  ].join("");
}
