/** The part of a parsed page that the tests look at; jsdom supplies it. */
export interface PageElement {
  readonly tagName: string;
  readonly id: string;
  readonly className: string;
  readonly textContent: string;
  readonly outerHTML: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
  closest(selector: string): PageElement | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

export interface PageDocument extends PageElement {
  readonly title: string;
  readonly documentElement: PageElement;
}

export interface AxeFinding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

interface PageWindow {
  readonly document: PageDocument;
  eval(source: string): unknown;
  readonly axe: { run(context: PageDocument, options: object): Promise<{ readonly violations: readonly AxeFinding[] }> };
  readonly DOMParser: new () => { parseFromString(html: string, type: "text/html"): PageDocument };
}

type JsdomModule = { readonly JSDOM: new (html: string, options?: object) => { readonly window: PageWindow } };

/** A window with a page in it, whose own scripts do not run. It has no canvas, and says so without complaint. */
export function openPage(html: string): PageWindow {
  const { JSDOM } = require("jsdom") as JsdomModule;
  const { window } = new JSDOM(html, { runScripts: "outside-only", pretendToBeVisual: true });
  window.eval("HTMLCanvasElement.prototype.getContext = () => null");
  return window;
}

let parser: InstanceType<PageWindow["DOMParser"]> | undefined;

/** A page as a browser without scripts reads it. */
export function parsePage(html: string): PageDocument {
  parser ??= new (openPage("").DOMParser)();
  return parser.parseFromString(html, "text/html");
}

export function all(root: PageElement, selector: string): PageElement[] {
  return [...root.querySelectorAll(selector)];
}
