import type { Canvas, CanvasPrototype } from "./dom-types";
import { textWidth } from "./fonts";

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
}

const drawn = new WeakMap<Canvas, Rectangle[]>();

function unsupported(operation: string): () => never {
  return () => {
    throw new Error(`The figure renderer's canvas cannot ${operation}; draw heatmaps with xgap and ygap and without zsmooth.`);
  };
}

/** Remembers filled rectangles, all that Plotly's heatmap with gaps between its cells asks of a canvas. */
class RectangleContext {
  fillStyle = "rgb(0,0,0)";

  constructor(readonly canvas: Canvas, private readonly rectangles: Rectangle[]) {}

  fillRect(x: number, y: number, width: number, height: number): void {
    this.rectangles.push({ x, y, width, height, fill: this.fillStyle });
  }

  measureText(text: string): { width: number } {
    return { width: textWidth(text, 12) };
  }

  readonly clearRect = (): void => undefined;
  readonly createImageData = unsupported("make pixel images");
  readonly putImageData = unsupported("take pixel images");
}

function asSvg({ width, height }: Canvas, rectangles: readonly Rectangle[]): string {
  const shapes = rectangles.map((r) => `<rect x="${r.x}" y="${r.y}" width="${r.width}" height="${r.height}" fill="${r.fill}"/>`);
  const box = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} shape-rendering="crispEdges">${shapes.join("")}</svg>`;
}

/** A canvas whose picture is an SVG, not pixels: a heatmap stays sharp at every size and needs no image encoder. */
export const vectorCanvas: CanvasPrototype = {
  getContext(kind) {
    if (kind !== "2d") return null;
    const rectangles: Rectangle[] = [];
    drawn.set(this, rectangles);
    return new RectangleContext(this, rectangles);
  },
  toDataURL() {
    return `data:image/svg+xml;base64,${Buffer.from(asSvg(this, drawn.get(this) ?? [])).toString("base64")}`;
  },
};
