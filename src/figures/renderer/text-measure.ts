import type { Box, SvgNode } from "./dom-types";
import { ASCENT, DESCENT, textWidth, type FontWeight } from "./fonts";

const TEXT_NODE = 3;
const DEFAULT_SIZE = 12;
/** Plotly's distance between the baselines of two lines, in em. */
const LINE_SPACING = 1.3;

interface TextStyle {
  readonly size: number;
  readonly weight: FontWeight;
}

function sizeOf(written: string | undefined, inherited: number): number {
  const value = parseFloat(written ?? "");
  if (!Number.isFinite(value)) return inherited;
  return written!.trim().endsWith("%") ? (inherited * value) / 100 : value;
}

function styleOf(element: SvgNode, inherited: TextStyle): TextStyle {
  const written = element.style?.fontWeight || element.getAttribute?.("font-weight");
  const bold = written === "bold" || Number(written) >= 600;
  return {
    size: sizeOf(element.style?.fontSize || element.getAttribute?.("font-size") || undefined, inherited.size),
    weight: written ? (bold ? "bold" : "regular") : inherited.weight,
  };
}

function inheritedStyle(element: SvgNode): TextStyle {
  const parent = element.parentNode;
  const base: TextStyle = { size: DEFAULT_SIZE, weight: "regular" };
  return styleOf(element, parent?.getAttribute ? inheritedStyle(parent) : base);
}

function widthOf(element: SvgNode, style: TextStyle): number {
  return Array.from(element.childNodes).reduce((sum, child) => {
    if (child.nodeType === TEXT_NODE) return sum + textWidth(child.textContent ?? "", style.size, style.weight);
    return sum + widthOf(child, styleOf(child, style));
  }, 0);
}

function linesOf(element: SvgNode): readonly SvgNode[] {
  const lines = Array.from(element.children).filter((child) => (child.getAttribute?.("class") ?? "").split(" ").includes("line"));
  return lines.length > 0 ? lines : [element];
}

/** The advance width in pixels of the widest line of a `<text>` or `<tspan>`. */
export function textLength(element: SvgNode): number {
  const style = inheritedStyle(element);
  return Math.max(...linesOf(element).map((line) => widthOf(line, line === element ? style : styleOf(line, style))));
}

function coordinate(element: SvgNode, name: string): number {
  const value = parseFloat(element.getAttribute?.(name) ?? "");
  return Number.isFinite(value) ? value : 0;
}

/** A `dy` attribute in pixels; Plotly writes it in em. The lines of a text carry their own, which replaces it. */
function verticalShift(element: SvgNode, size: number): number {
  if (linesOf(element)[0] !== element) return 0;
  const written = element.getAttribute?.("dy") ?? "";
  return coordinate(element, "dy") * (written.endsWith("em") ? size : 1);
}

/** The box of a `<text>` or `<tspan>` in its own coordinates, or null when it says nothing. */
export function textBox(element: SvgNode): Box | null {
  if (!element.textContent) return null;
  const { size } = inheritedStyle(element);
  const width = textLength(element);
  const anchor = element.getAttribute?.("text-anchor") || element.style?.textAnchor || "start";
  const shift = anchor === "middle" ? width / 2 : anchor === "end" ? width : 0;
  const height = (linesOf(element).length - 1) * LINE_SPACING * size + (ASCENT + DESCENT) * size;
  const top = coordinate(element, "y") + verticalShift(element, size) - ASCENT * size;
  return { x: coordinate(element, "x") - shift, y: top, width, height };
}
