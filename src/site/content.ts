import * as path from "node:path";
import { describes } from "./alt-text";
import { allOf, createElement, parseHtml, textOf, unwrap, type HtmlElement } from "./dom";
import type { SavedPicture, SiteFile } from "./files";
import { figureHtml } from "./figures";
import { relativeLink, type SiteMap } from "./site-map";

const OUTSIDE = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

function decoded(target: string): string {
  try {
    return decodeURI(target);
  } catch {
    return target;
  }
}

/** The place in the project that a relative link of one of its files means, with the anchor if there is one. */
function resolved(target: string, from: string): { readonly projectPath: string; readonly anchor?: string } {
  const [file, anchor] = decoded(target).split("#") as [string, string?];
  const projectPath = file === "" ? from : path.posix.join(path.posix.dirname(from), file);
  return { projectPath, ...(anchor && { anchor }) };
}

type Missing = (link: HtmlElement, projectPath: string) => void;

/**
 * Makes the links of a part of a page lead to places in the site: `from` is the project's file that the part is made of, `page`
 * the page it stands on. A link to what the site does not hold becomes plain text, or what `missing` makes of it; links to elsewhere
 * stay.
 */
export function localizeLinks(root: HtmlElement, from: string, page: string, map: SiteMap, missing: Missing = unwrap): void {
  for (const link of allOf(root, "a[href]")) {
    const href = link.getAttribute("href")!;
    if (OUTSIDE.test(href) || link.closest("figure.figure")) continue;
    const { projectPath, anchor } = resolved(href, from);
    const place = map.placeOf(projectPath, anchor);
    if (place === undefined) missing(link, projectPath);
    else link.setAttribute("href", relativeLink(page, place));
  }
}

function figureFor(image: HtmlElement, { spec }: SavedPicture, picture: string, number: number, page: string): HtmlElement {
  const alt = [spec?.layout.meta.alt, image.getAttribute("alt")].find(describes) ?? "";
  const size = spec ? { width: spec.layout.width, height: spec.layout.height, spec } : {};
  return parseHtml(figureHtml({ picture, alt, ...size }, number, page)).firstElementChild!;
}

/** Puts a figure before the paragraph that holds its image, and takes away what is left empty. */
function placeFigure(image: HtmlElement, figure: HtmlElement): void {
  const paragraph = image.closest("p");
  (paragraph ?? image).before(figure);
  image.remove();
  if (paragraph && paragraph.children.length === 0 && textOf(paragraph) === "") paragraph.remove();
}

function describe(image: HtmlElement): void {
  const words = createElement("em");
  words.textContent = image.getAttribute("alt") || "A picture that is not in this site.";
  image.replaceWith(words);
}

/**
 * Turns the images of a part of a page into figures and returns the pictures they need. An image that is embedded stays; one that
 * the site does not hold gives way to its description.
 */
export function localizeImages(root: HtmlElement, from: string, page: string, saved: ReadonlyMap<string, SavedPicture>): SiteFile[] {
  const pictures: SiteFile[] = [];
  for (const image of allOf(root, "img")) {
    const source = image.getAttribute("src") ?? "";
    if (image.closest("figure.figure") || /^data:image\//i.test(source)) continue;
    const projectPath = OUTSIDE.test(source) ? "" : resolved(source, from).projectPath;
    const found = saved.get(projectPath);
    if (found) {
      const number = root.querySelectorAll("figure.figure").length + 1;
      placeFigure(image, figureFor(image, found, projectPath, number, page));
      pictures.push({ path: projectPath, content: found.png });
    } else describe(image);
  }
  return pictures;
}
