/** The part of the document object model that the renderer touches; jsdom supplies it (its own types would pull a whole browser in). */
export interface SvgNode {
  readonly nodeType: number;
  readonly tagName?: string;
  readonly textContent: string | null;
  readonly childNodes: ArrayLike<SvgNode>;
  readonly children: ArrayLike<SvgNode>;
  readonly parentNode: SvgNode | null;
  readonly style?: { readonly fontSize: string; readonly fontWeight: string; readonly textAnchor: string; readonly display: string };
  getAttribute?(name: string): string | null;
}

export interface Canvas {
  readonly width: number;
  readonly height: number;
}

export interface HostElement extends SvgNode {
  remove(): void;
}

interface Constructor<T> {
  readonly prototype: T;
}

/** A box in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface MeasuredPrototype {
  getBBox(this: SvgNode): Box;
  getBoundingClientRect(this: SvgNode): Box & { left: number; top: number; right: number; bottom: number };
  getComputedTextLength(this: SvgNode): number;
}

export interface CanvasPrototype {
  getContext(this: Canvas, kind: string): unknown;
  toDataURL(this: Canvas): string;
}

export interface PlotlyLibrary {
  newPlot(host: HostElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  purge(host: HostElement): void;
  readonly Snapshot: { toSVG(host: HostElement, format: "svg", scale: number): string };
}

/** A jsdom window after Plotly was loaded into it. */
export interface FigureWindow {
  readonly document: { createElement(tag: string): HostElement; readonly body: { appendChild(element: HostElement): void } };
  readonly SVGElement: Constructor<MeasuredPrototype>;
  readonly HTMLCanvasElement: Constructor<CanvasPrototype>;
  readonly URL: { createObjectURL?: () => string };
  readonly Plotly: PlotlyLibrary;
  eval(source: string): unknown;
}
