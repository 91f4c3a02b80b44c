import * as path from "node:path";

/** Where things of the project are found in the site, by their paths in the project; what has no place there is not linked. */
export interface SiteMap {
  /** The anchor, where there is one, is that of the project's file; the place has the anchor that it became. */
  placeOf(projectPath: string, anchor?: string): string | undefined;
}

export interface MapEntries {
  readonly notebooks: readonly string[];
  /** Hashes of records and of transfers. */
  readonly records: ReadonlySet<string>;
  /** Pages made of documents, by the path of the document. */
  readonly documents: ReadonlyMap<string, string>;
  /** Files that are copied as they are. */
  readonly copied: ReadonlySet<string>;
  /** Anchors that lie elsewhere than on the page of their document: `interview/guide.md#chapter-1` and their places. */
  readonly anchors?: ReadonlyMap<string, string>;
}

const NOTEBOOK_LIST = "index.html#the-notebooks";

const FIXED: { readonly [projectPath: string]: string } = {
  "": "index.html",
  ".": "index.html",
  "README.md": "index.html",
  "notebooks": NOTEBOOK_LIST,
  "notebooks/README.md": NOTEBOOK_LIST,
  "results": "records.html",
  "results/transfers": "records.html#transfers-to-another-corpus",
};

export function notebookPage(name: string): string {
  return `${name}.html`;
}

export function recordPage(hash: string): string {
  return `records/${hash}.html`;
}

export function createSiteMap({ notebooks, records, documents, copied, anchors }: MapEntries): SiteMap {
  const fileOf = (projectPath: string): string | undefined => {
    const clean = projectPath.replace(/\/$/, "");
    const notebook = /^notebooks\/(.+)\.(?:ipynb|ts)$/.exec(clean)?.[1];
    if (notebook !== undefined && notebooks.includes(notebook)) return notebookPage(notebook);
    const record = /^results\/(?:transfers\/)?([0-9a-f]{16})\.json$/.exec(clean)?.[1];
    if (record !== undefined && records.has(record)) return recordPage(record);
    return documents.get(clean) ?? (copied.has(clean) ? clean : FIXED[clean]);
  };
  const placeOf = (projectPath: string, anchor?: string): string | undefined => {
    const place = fileOf(projectPath);
    if (anchor === undefined) return place;
    return anchors?.get(`${projectPath}#${anchor}`) ?? (place && `${place.split("#")[0]}#${anchor}`);
  };
  return { placeOf };
}

/** A link from one page of the site to a place in it; both are paths from the site's root, the place may have an anchor. */
export function relativeLink(fromPage: string, place: string): string {
  const [target, anchor] = place.split("#") as [string, string?];
  const suffix = anchor === undefined ? "" : `#${anchor}`;
  if (target === fromPage && suffix) return suffix;
  return encodeURI(path.posix.relative(path.posix.dirname(fromPage), target)) + suffix;
}
