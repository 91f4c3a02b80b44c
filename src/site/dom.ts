/** A node of the document object model, as far as pages are made with it; jsdom supplies it. */
export interface HtmlNode {
  readonly nodeType: number;
  textContent: string | null;
  readonly childNodes: ArrayLike<HtmlNode> & Iterable<HtmlNode>;
  readonly parentElement: HtmlElement | null;
  remove(): void;
  replaceWith(...nodes: readonly HtmlNode[]): void;
}

export interface HtmlElement extends HtmlNode {
  readonly tagName: string;
  readonly namespaceURI: string | null;
  readonly children: ArrayLike<HtmlElement> & Iterable<HtmlElement>;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly firstElementChild: HtmlElement | null;
  readonly nextElementSibling: HtmlElement | null;
  readonly outerHTML: string;
  innerHTML: string;
  id: string;
  className: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  hasAttribute(name: string): boolean;
  append(...nodes: readonly (HtmlNode | string)[]): void;
  before(...nodes: readonly HtmlNode[]): void;
  prepend(...nodes: readonly HtmlNode[]): void;
  closest(selector: string): HtmlElement | null;
  querySelector(selector: string): HtmlElement | null;
  querySelectorAll(selector: string): ArrayLike<HtmlElement> & Iterable<HtmlElement>;
}

interface HtmlDocument {
  createElement(tag: string): HtmlElement;
}

type JsdomModule = { readonly JSDOM: new (html: string) => { readonly window: { readonly document: HtmlDocument } } };

export const ELEMENT_NODE = 1;
export const TEXT_NODE = 3;

let opened: HtmlDocument | undefined;

/** The one document in which pages are put together. It runs no script and loads nothing. */
function document(): HtmlDocument {
  opened ??= new (require("jsdom") as JsdomModule).JSDOM("").window.document;
  return opened;
}

export function createElement(tag: string, attributes: { readonly [name: string]: string } = {}): HtmlElement {
  const element = document().createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** HTML as the children of an element of its own; what was left open is closed. */
export function parseHtml(html: string): HtmlElement {
  const holder = createElement("div");
  holder.innerHTML = html;
  return holder;
}

/** All that a selector finds, as a list that does not change while the tree does. */
export function allOf(root: HtmlElement, selector: string): HtmlElement[] {
  return [...root.querySelectorAll(selector)];
}

/** Puts an element's children in its place. */
export function unwrap(element: HtmlElement): void {
  element.replaceWith(...element.childNodes);
}

/** An element's text on one line. */
export function textOf(element: HtmlElement): string {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}
