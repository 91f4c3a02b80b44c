import type { Heading } from "./headings";
import { escapeHtml } from "./html";
import { relativeLink } from "./site-map";

/** A page that the navigation names. */
export interface Entry {
  readonly title: string;
  /** Its place in the site, perhaps with an anchor. */
  readonly place: string;
}

/** Pages that are read in order. */
export interface Series {
  readonly title: string;
  readonly entries: readonly Entry[];
}

export interface Navigation {
  /** What every page links to at its top. */
  readonly top: readonly Entry[];
  /** Beside a page stands the series that it belongs to, or else the first one. */
  readonly series: readonly Series[];
}

export interface ShellPage {
  /** The page's own place, such as `records/0123456789abcdef.html`. */
  readonly path: string;
  readonly headings: readonly Heading[];
  /** The HTML of its content, whose first heading is its title. */
  readonly body: string;
  readonly hasCode: boolean;
  /** Styles and scripts that it needs besides those of all pages. */
  readonly assets: readonly string[];
}

/** Anchors that the frame around a page's content uses. */
export const FRAME_ANCHORS: readonly string[] = ["main", "top", "search-box", "search-found"];

const SITE_NAME = "nerbook";
const FIRST_PAGE = "index.html";
const SEARCH_SCRIPT = "search.js";

function entryLink({ title, place }: Entry, page: string): string {
  const current = place === page ? ' aria-current="page"' : "";
  return `<a href="${escapeHtml(relativeLink(page, place))}"${current}>${escapeHtml(title)}</a>`;
}

function listHtml(items: readonly string[], kind = ""): string {
  return `<ul${kind && ` class="${kind}"`}>${items.join("")}</ul>`;
}

function seriesOf({ series }: Navigation, page: string): Series | undefined {
  return series.find(({ entries }) => entries.some(({ place }) => place === page));
}

const DEEPEST_LISTED = 3;
/** A page with more headings than these lists its larger sections alone. */
const MOST_LISTED = 60;

function headingList(headings: readonly Heading[]): string {
  const all = headings.filter(({ level }) => level > 1 && level <= DEEPEST_LISTED);
  const larger = all.filter(({ level }) => level === 2);
  const listed = all.length > MOST_LISTED && larger.length > 1 ? larger : all;
  return listHtml(listed.map(({ id, text, level }) => `<li class="level-${level}"><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`));
}

/** The sections of the page, and the series that it stands in; the first page lists the notebooks in its own text. */
function contentsHtml(page: ShellPage, navigation: Navigation): string {
  const sections = page.headings.length > 1 ? `<p>On this page</p>${headingList(page.headings)}` : "";
  const series = seriesOf(navigation, page.path) ?? navigation.series[0];
  if (page.path === FIRST_PAGE || !series) return sections;
  return `${sections}<p>${escapeHtml(series.title)}</p>${listHtml(series.entries.map((entry) => `<li>${entryLink(entry, page.path)}</li>`))}`;
}

/** A box to search in, which a script makes appear. */
function searchHtml({ assets }: ShellPage): string {
  if (!assets.includes(SEARCH_SCRIPT)) return "";
  return [
    '<form class="search" role="search" hidden>',
    '<label class="unseen" for="search-box">Search the interview material</label>',
    '<input type="search" id="search-box" placeholder="Search: press /" autocomplete="off" autocapitalize="off" spellcheck="false">',
    '<div class="found" id="search-found" hidden><p role="status"></p><ul></ul></div></form>',
  ].join("");
}

function headerHtml(page: ShellPage, navigation: Navigation): string {
  const { path, hasCode } = page;
  const links = navigation.top.map((entry) => `<li>${entryLink(entry, path)}</li>`);
  const codeSwitch = hasCode ? '<button type="button" id="code-switch" hidden>Hide code</button>' : "";
  return [
    '<header class="top" id="top">',
    `<p class="brand"><a href="${escapeHtml(relativeLink(path, FIRST_PAGE))}">${SITE_NAME}</a></p>`,
    `<nav aria-label="Site">${listHtml(links)}</nav>`,
    `<div class="switches">${searchHtml(page)}${codeSwitch}<button type="button" id="theme-switch" hidden>Dark colors</button></div>`,
    "</header>",
  ].join("\n");
}

function sequenceHtml({ path }: ShellPage, navigation: Navigation): string {
  const series = seriesOf(navigation, path);
  if (!series) return "";
  const { title, entries } = series;
  const here = entries.findIndex(({ place }) => place === path);
  const step = (entry: Entry | undefined, direction: string, kind: string) =>
    entry ? `<li class="${kind}"><span>${direction}</span> ${entryLink(entry, path)}</li>` : "";
  const steps = [step(entries[here - 1], "Previous:", "previous"), step(entries[here + 1], "Next:", "next")];
  return `<nav class="sequence" aria-label="${escapeHtml(title)} in order">${listHtml(steps)}</nav>`;
}

function assetHtml(name: string, address: string): string {
  return name.endsWith(".css") ? `<link rel="stylesheet" href="${address}">` : `<script src="${address}" defer></script>`;
}

function headHtml({ path, headings, assets }: ShellPage): string {
  const title = headings[0]?.text ?? SITE_NAME;
  const asset = (name: string) => escapeHtml(relativeLink(path, `assets/${name}`));
  return [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title === SITE_NAME ? title : `${title} – ${SITE_NAME}`)}</title>`,
    '<link rel="icon" href="data:,">',
    `<link rel="stylesheet" href="${asset("site.css")}">`,
    `<script src="${asset("site.js")}"></script>`,
    ...assets.map((name) => assetHtml(name, asset(name))),
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
