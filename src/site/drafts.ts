import type { AnyRecord } from "../experiments/record";
import type { TransferRecord } from "../experiments/transfer-record";
import { frameBlocks } from "./blocks";
import { localizeImages, localizeLinks } from "./content";
import { parseHtml, type HtmlElement } from "./dom";
import type { SiteFile } from "./files";
import { arrangeHeadings, type Heading } from "./headings";
import { checkingHtml, introductionMarkdown, licenseMarkdown, notebookListHtml } from "./index-body";
import type { KnownRow } from "./known-rows";
import { renderMarkdown } from "./markdown";
import { notebookBody } from "./notebook-body";
import { linkNumbers } from "./number-links";
import { linkRecords } from "./record-links";
import { recordBody, recordsBody } from "./records-pages";
import { FRAME_ANCHORS } from "./shell";
import { notebookPage, recordPage, type SiteMap } from "./site-map";
import type { NamedNotebook, SiteSources } from "./sources";
import { transferBody } from "./transfer-pages";

/** A page whose content stands, before it is framed and written. */
export interface Draft {
  readonly path: string;
  /** What it is made of, as messages name it. */
  readonly source: string;
  readonly root: HtmlElement;
  readonly headings: readonly Heading[];
  readonly pictures: readonly SiteFile[];
  readonly hasCode: boolean;
  /** Styles and scripts among the assets that this page needs besides those of all pages. */
  readonly assets: readonly string[];
}

export interface DraftContext {
  readonly sources: SiteSources;
  readonly map: SiteMap;
  readonly known: readonly KnownRow[];
}

interface Content {
  readonly path: string;
  readonly source: string;
  readonly root: HtmlElement;
  readonly pictures?: readonly SiteFile[];
  readonly hasCode?: boolean;
  readonly assets?: readonly string[];
}

/** Frames what can be wider than the page and arranges the headings of a page's content. */
export function drafted({ path, source, root, pictures = [], hasCode = false, assets = [] }: Content): Draft {
  frameBlocks(root);
  return { path, source, root, pictures, hasCode, assets, headings: arrangeHeadings(root, source, FRAME_ANCHORS) };
}

/** Hashes of all that has a page among the records. */
export function recordedHashes({ records, transfers }: SiteSources): string[] {
  return [...records, ...transfers].map(({ hash }) => hash);
}

/** Leads a page's numbers and hashes to their records. */
export function withRecords(root: HtmlElement, page: string, { sources, known }: DraftContext): void {
  linkNumbers(root, known, page);
  linkRecords(root, recordedHashes(sources), page);
}

export function notebookDraft({ name, notebook }: NamedNotebook, context: DraftContext): Draft {
  const [path, source] = [notebookPage(name), `${name}.ipynb`];
  const { html, pictures, hasCode } = notebookBody(notebook, name);
  const root = parseHtml(html);
  const from = `notebooks/${source}`;
  localizeLinks(root, from, path, context.map);
  const more = localizeImages(root, from, path, context.sources.pictures);
  withRecords(root, path, context);
  return drafted({ path, source, root, pictures: [...pictures, ...more], hasCode });
}

/** A page made of a document of the project, such as `results/numbers.md`. */
export function documentDraft(source: string, path: string, context: DraftContext): Draft {
  const root = parseHtml(renderMarkdown(context.sources.texts.get(source) ?? ""));
  localizeLinks(root, source, path, context.map);
  const pictures = localizeImages(root, source, path, context.sources.pictures);
  withRecords(root, path, context);
  return drafted({ path, source, root, pictures });
}

/** The first page: what the README says of the project and its results, and the way to everything else. */
export function indexDraft(pages: readonly { readonly title: string; readonly path: string }[], context: DraftContext): Draft {
  const { readme, notebooks, records } = context.sources;
  const [path, source] = ["index.html", "README.md"];
  const introduction = parseHtml(renderMarkdown(introductionMarkdown(readme)));
  const list = parseHtml(notebookListHtml(notebooks));
  const license = parseHtml(renderMarkdown(licenseMarkdown(readme)));
  for (const part of [introduction, license]) localizeLinks(part, source, path, context.map);
  localizeLinks(list, "notebooks/README.md", path, context.map);
  const pictures = localizeImages(introduction, source, path, context.sources.pictures);
  const root = parseHtml(`${introduction.innerHTML}${list.innerHTML}${checkingHtml(records.length, pages)}${license.innerHTML}`);
  withRecords(root, path, context);
  return drafted({ path, source, root, pictures });
}

export function recordsDraft({ sources }: DraftContext): Draft {
  const path = "records.html";
  const root = parseHtml(recordsBody(sources));
  linkRecords(root, recordedHashes(sources), path);
  return drafted({ path, source: "results/", root });
}

export function recordDraft(record: AnyRecord): Draft {
  const source = `results/${record.hash}.json`;
  return drafted({ path: recordPage(record.hash), source, root: parseHtml(recordBody(record)) });
}

/** The page of a transfer leads to that of the training. */
export function transferDraft(transfer: TransferRecord, { sources }: DraftContext): Draft {
  const path = recordPage(transfer.hash);
  const root = parseHtml(transferBody(transfer));
  linkRecords(root, sources.records.map(({ hash }) => hash), path);
  return drafted({ path, source: `results/transfers/${transfer.hash}.json`, root });
}
