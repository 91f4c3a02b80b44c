import type { Box, MeasuredPrototype, SvgNode } from "./dom-types";
import { pathBox } from "./path-box";
import { textBox, textLength } from "./text-measure";
import { parseTransform, transformBox, unionBox } from "./transform";

const EMPTY: Box = { x: 0, y: 0, width: 0, height: 0 };
const NOT_DRAWN = new Set(["defs", "clippath", "style", "title"]);

function rectangle(element: SvgNode): Box {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => parseFloat(element.getAttribute?.(name) ?? "") || 0);
  return { x: x!, y: y!, width: width!, height: height! };
}

function transformOf(element: SvgNode): ReturnType<typeof parseTransform> {
  return parseTransform(element.getAttribute?.("transform") ?? null);
}

/** An element's box in its own coordinates (its own transform not applied), or null when it draws nothing. */
function localBox(element: SvgNode): Box | null {
  const tag = element.tagName?.toLowerCase() ?? "";
  if (NOT_DRAWN.has(tag) || element.style?.display === "none") return null;
  if (tag === "text" || tag === "tspan") return textBox(element);
  if (tag === "rect" || tag === "image") return rectangle(element);
  if (tag === "path") return pathBox(element.getAttribute?.("d") ?? "");
  return unionBox(Array.from(element.children).map((child) => {
    const box = localBox(child);
    return box && transformBox(box, transformOf(child));
  }));
}

/** An element's box on the page: the transforms of all its ancestors and its own applied. */
function pageBox(element: SvgNode): Box {
  let box = localBox(element) ?? EMPTY;
  for (let node: SvgNode | null = element; node?.getAttribute; node = node.parentNode) box = transformBox(box, transformOf(node));
  return box;
}

/** What a browser's layout engine answers and jsdom does not: the sizes of SVG elements, computed from fonts and paths. */
export const measuredPrototype: MeasuredPrototype = {
  getBBox() {
    return localBox(this) ?? EMPTY;
  },
  getBoundingClientRect() {
    const box = pageBox(this);
    return { ...box, left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
  },
  getComputedTextLength() {
    return textLength(this);
  },
};
