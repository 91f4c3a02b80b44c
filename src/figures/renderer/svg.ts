import { sha256 } from "../../files/hash";
import { stableJson } from "../../files/stable-json";
import type { FigureSpec } from "../figure";
import { figureWindow, seedWindow } from "./dom";

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Puts the alternative text where assistive technology finds it: the picture's title element. */
function describe(svg: string, alt: string | undefined): string {
  if (!alt) return svg;
  const title = `<title>${alt.replace(/[&<>]/g, (character) => ESCAPES[character]!)}</title>`;
  return svg.replace(/^<svg([^>]*)>/, (_, attributes: string) => `<svg role="img"${attributes}>${title}`);
}

async function draw(spec: FigureSpec): Promise<string> {
  const json = stableJson(spec);
  const window = figureWindow();
  // The seed comes from the content, so that two figures on one page do not share the identifiers of their clip paths.
  seedWindow(window, parseInt(sha256(json).slice(0, 8), 16));
  const host = window.document.createElement("div");
  window.document.body.appendChild(host);
  try {
    const copy = JSON.parse(json) as { data: unknown; layout: unknown };
    await window.Plotly.newPlot(host, copy.data, copy.layout, { staticPlot: true });
    return describe(window.Plotly.Snapshot.toSVG(host, "svg", 1), spec.layout.meta.alt);
  } finally {
    window.Plotly.purge(host);
    host.remove();
  }
}

let queue: Promise<unknown> = Promise.resolve();

/**
 * Draws a specification as an SVG document, without a browser. The text depends on the specification alone: the same one
 * gives the same bytes. Drawings wait for each other, because they share one window and its random stream.
 */
export function renderSvg(spec: FigureSpec): Promise<string> {
  const drawing = queue.then(() => draw(spec));
  queue = drawing.catch(() => undefined);
  return drawing;
}
