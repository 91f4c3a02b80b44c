import type { Heading } from "./headings";
import { escapeHtml } from "./html";
import { relativeLink } from "./site-map";

/** A page that the navigation names. */
export interface Entry {
  readonly title: string;
  /** Its place in the site, perhaps with an anchor. */
  readonly place: string;
}

export interface Navigation {
  /** What every page links to at its top. */
  readonly top: readonly Entry[];
  /** The notebooks in order. */
  readonly notebooks: readonly Entry[];
}

export interface ShellPage {
  /** The page's own place, such as `records/0123456789abcdef.html`. */
  readonly path: string;
  readonly headings: readonly Heading[];
  /** The HTML of its content, whose first heading is its title. */
  readonly body: string;
  readonly hasCode: boolean;
}

/** Anchors that the frame around a page's content uses. */
export const FRAME_ANCHORS: readonly string[] = ["main", "top"];

const SITE_NAME = "nerbook";
const FIRST_PAGE = "index.html";

function entryLink({ title, place }: Entry, page: string): string {
  const current = place === page ? ' aria-current="page"' : "";
  return `<a href="${escapeHtml(relativeLink(page, place))}"${current}>${escapeHtml(title)}</a>`;
}

function listHtml(items: readonly string[], kind = ""): string {
  return `<ul${kind && ` class="${kind}"`}>${items.join("")}</ul>`;
}

function notebookList({ notebooks }: Navigation, page: string): string {
  return listHtml(notebooks.map((entry) => `<li>${entryLink(entry, page)}</li>`));
}

const DEEPEST_LISTED = 3;

function headingList(headings: readonly Heading[]): string {
  const listed = headings.filter(({ level }) => level > 1 && level <= DEEPEST_LISTED);
  return listHtml(listed.map(({ id, text, level }) => `<li class="level-${level}"><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`));
}

/** The sections of the page, and the notebooks, which the first page lists in its own text. */
function contentsHtml(page: ShellPage, navigation: Navigation): string {
  const sections = page.headings.length > 1 ? `<p>On this page</p>${headingList(page.headings)}` : "";
  return page.path === FIRST_PAGE ? sections : `${sections}<p>Notebooks</p>${notebookList(navigation, page.path)}`;
}

function headerHtml({ path, hasCode }: ShellPage, navigation: Navigation): string {
  const links = navigation.top.map((entry) => `<li>${entryLink(entry, path)}</li>`);
  const codeSwitch = hasCode ? '<button type="button" id="code-switch" hidden>Hide code</button>' : "";
  return [
    '<header class="top" id="top">',
    `<p class="brand"><a href="${escapeHtml(relativeLink(path, FIRST_PAGE))}">${SITE_NAME}</a></p>`,
    `<nav aria-label="Site">${listHtml(links)}</nav>`,
    `<div class="switches">${codeSwitch}<button type="button" id="theme-switch" hidden>Dark colors</button></div>`,
    "</header>",
  ].join("\n");
}

function sequenceHtml({ path }: ShellPage, { notebooks }: Navigation): string {
  const here = notebooks.findIndex(({ place }) => place === path);
  if (here < 0) return "";
  const step = (entry: Entry | undefined, direction: string, kind: string) =>
    entry ? `<li class="${kind}"><span>${direction}</span> ${entryLink(entry, path)}</li>` : "";
  const steps = [step(notebooks[here - 1], "Previous:", "previous"), step(notebooks[here + 1], "Next:", "next")];
  return `<nav class="sequence" aria-label="Notebooks in order">${listHtml(steps)}</nav>`;
}

function headHtml({ path, headings }: ShellPage): string {
  const title = headings[0]?.text ?? SITE_NAME;
  const asset = (name: string) => escapeHtml(relativeLink(path, `assets/${name}`));
  return [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title === SITE_NAME ? title : `${title} – ${SITE_NAME}`)}</title>`,
    '<link rel="icon" href="data:,">',
    `<link rel="stylesheet" href="${asset("site.css")}">`,
    `<script src="${asset("site.js")}"></script>`,
  ].join("\n");
}

/** A whole page: the frame that all pages share, around its content. */
export function pageHtml(page: ShellPage, navigation: Navigation): string {
  const contents = contentsHtml(page, navigation);
  return [
    `<!doctype html>\n<html lang="en">\n<head>\n${headHtml(page)}\n</head>\n<body>`,
    '<a class="skip" href="#main">Skip to the text</a>',
    headerHtml(page, navigation),
    `<nav class="contents narrow" aria-label="Contents"><details><summary>Contents</summary>${contents}</details></nav>`,
    `<div class="columns">\n<nav class="contents wide" aria-label="Contents, beside the text">${contents}</nav>`,
    `<main id="main" tabindex="-1">\n${page.body}\n${sequenceHtml(page, navigation)}\n</main>\n</div>`,
    `<footer><p>Built by <code>npm run site</code> from the executed notebooks and the records of their runs. <a href="#top">To the top</a></p></footer>`,
    "</body>\n</html>\n",
  ].join("\n");
}
