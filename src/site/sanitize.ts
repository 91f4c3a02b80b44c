import { allOf, ELEMENT_NODE, parseHtml, TEXT_NODE, unwrap, type HtmlElement } from "./dom";

const XHTML = "http://www.w3.org/1999/xhtml";

const KEPT = new Set(
  (
    "a b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark " +
    "ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var"
  ).split(" "),
);

/** What says nothing to a reader once its tags are gone; of any other unknown element the content stays. */
const DROPPED = new Set(
  (
    "applet audio base button canvas embed frame frameset head iframe input link meta noembed noframes noscript object param script " +
    "select source style template textarea title track video xmp"
  ).split(" "),
);

const ATTRIBUTES: { readonly [tag: string]: readonly string[] } = {
  a: ["href"],
  details: ["open"],
  img: ["src", "alt", "width", "height"],
  ol: ["start"],
  td: ["align", "colspan", "rowspan"],
  th: ["align", "colspan", "rowspan", "scope"],
};

const SAFE_LINK = /^(?:https?:|mailto:|[^:]*(?:$|[/?#]))/i;
const SAFE_PICTURE = /^(?:data:image\/(?:png|jpeg|gif|webp);|[^:]*(?:$|[/?#]))/i;

function isSafe(name: string, value: string): boolean {
  const address = value.replace(/[\u0000-\u0020]+/g, "");
  if (name === "href") return SAFE_LINK.test(address);
  if (name === "src") return SAFE_PICTURE.test(address);
  return true;
}

/** A cell's alignment may be said by its style; the style itself does not stay. */
function keepAlignment(element: HtmlElement): void {
  const side = /text-align:\s*(left|right|center)/.exec(element.getAttribute("style") ?? "")?.[1];
  if (side) element.setAttribute("align", side);
}

function cleanAttributes(element: HtmlElement, tag: string): void {
  if (tag === "td" || tag === "th") keepAlignment(element);
  const allowed = ATTRIBUTES[tag] ?? [];
  for (const { name, value } of [...element.attributes]) {
    if (!allowed.includes(name) || !isSafe(name, value)) element.removeAttribute(name);
  }
}

function cleanElement(element: HtmlElement): void {
  const tag = element.tagName.toLowerCase();
  if (DROPPED.has(tag) || element.namespaceURI !== XHTML) return element.remove();
  cleanChildren(element);
  if (KEPT.has(tag)) cleanAttributes(element, tag);
  else unwrap(element);
}

function cleanChildren(root: HtmlElement): void {
  for (const node of [...root.childNodes]) {
    if (node.nodeType === ELEMENT_NODE) cleanElement(node as HtmlElement);
    else if (node.nodeType !== TEXT_NODE) node.remove();
  }
}

/**
 * HTML of an output with what a notebook's reader needs and nothing that could act: text, tables, links and pictures stay;
 * scripts, event handlers, styles, frames, forms and names are gone.
 */
export function sanitizeHtml(html: string): string {
  const root = parseHtml(html);
  cleanChildren(root);
  for (const link of allOf(root, "a:not([href])")) unwrap(link);
  return root.innerHTML;
}
