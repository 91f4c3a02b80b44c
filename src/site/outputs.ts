import { DataError } from "../errors";
import type { FigureSpec } from "../figures/figure";
import type { MimeBundle, Output } from "../notebooks/nbformat";
import { collapseProgress } from "../notebooks/outputs";
import { altTextOf } from "./alt-text";
import type { SiteFile } from "./files";
import { figureHtml } from "./figures";
import { escapeHtml } from "./html";
import { renderMarkdown } from "./markdown";
import { sanitizeHtml } from "./sanitize";
import { notebookPage } from "./site-map";

const PLOTLY = "application/vnd.plotly.v1+json";

/** What one notebook's outputs become: HTML, and the pictures that stand beside the page. */
export class OutputWriter {
  readonly pictures: SiteFile[] = [];

  /** `name` is the notebook's, such as `03-baseline`. */
  constructor(private readonly name: string) {}

  /** One output as HTML. Throws a DataError for a figure that has no picture or that nobody described. */
  render(output: Output): string {
    if (output.output_type === "stream") return textHtml(collapseProgress(output.text), "What it printed");
    if (output.output_type === "error") return errorHtml(output);
    return this.bundle(output.data, output.metadata);
  }

  private bundle(data: MimeBundle, metadata: MimeBundle): string {
    const spec = data[PLOTLY] as FigureSpec | undefined;
    const picture = pictureOf(data);
    if (picture) return this.figure(picture, data, spec, metadata);
    if (spec) throw new DataError(`${this.fault()} has a specification but no picture (image/png); run the notebook again.`);
    return richText(data);
  }

  private fault(): string {
    return `${this.name}.ipynb: figure ${this.pictures.length + 1}`;
  }

  private figure({ mime, content }: Picture, data: MimeBundle, spec: FigureSpec | undefined, metadata: MimeBundle): string {
    const alt = altTextOf(data, spec);
    if (alt === undefined) {
      throw new DataError(`${this.fault()} has no alternative text; describe it where it is made (createFigure) and run the notebook again.`);
    }
    const number = this.pictures.length + 1;
    const path = `figures/${this.name}-${number}.${mime === "image/png" ? "png" : "svg"}`;
    this.pictures.push({ path, content });
    const size = metadata[mime] as { readonly width?: number; readonly height?: number } | undefined;
    return figureHtml({ picture: path, alt, ...sizeOf(size), ...(spec && { spec }) }, number, notebookPage(this.name));
  }
}

interface Picture {
  readonly mime: "image/png" | "image/svg+xml";
  readonly content: string | Uint8Array;
}

/** A picture among the representations of an output. An SVG is shown as an image, where scripts in it do not run. */
function pictureOf(data: MimeBundle): Picture | undefined {
  const [png, svg] = [data["image/png"], data["image/svg+xml"]];
  if (typeof png === "string") return { mime: "image/png", content: Buffer.from(png, "base64") };
  return typeof svg === "string" ? { mime: "image/svg+xml", content: svg } : undefined;
}

function sizeOf(size: { readonly width?: unknown; readonly height?: unknown } | undefined): { width?: number; height?: number } {
  const { width, height } = size ?? {};
  return typeof width === "number" && typeof height === "number" ? { width, height } : {};
}

/** The best representation in text: HTML of which something is left once it is harmless, Markdown, or plain text. */
function richText(data: MimeBundle): string {
  const [html, markdown, plain] = [data["text/html"], data["text/markdown"], data["text/plain"]];
  const clean = typeof html === "string" ? sanitizeHtml(html).trim() : "";
  if (clean !== "") return clean;
  if (typeof markdown === "string") return renderMarkdown(markdown);
  return typeof plain === "string" ? textHtml(plain, "Result") : "";
}

function textHtml(text: string, label: string, kind = "printed"): string {
  return `<pre class="${kind}" role="group" aria-label="${label}">${escapeHtml(text.replace(/\n$/, ""))}</pre>`;
}

function errorHtml({ ename, evalue, traceback }: Extract<Output, { output_type: "error" }>): string {
  const lines = traceback.length > 0 ? traceback.join("\n") : `${ename}: ${evalue}`;
  return textHtml(collapseProgress(lines), "Error", "printed error");
}
