import * as path from "node:path";
import { DataError } from "../errors";
import { describes } from "./alt-text";
import { allOf, unwrap } from "./dom";
import { documentDraft, indexDraft, notebookDraft, recordDraft, recordsDraft, recordedHashes, transferDraft, type Draft, type DraftContext } from "./drafts";
import type { SiteFile } from "./files";
import { interviewDrafts, interviewEntries, interviewPlaces } from "./interview/drafts";
import { readMaterial, type Material } from "./interview/material";
import { searchIndexFile } from "./interview/search-index";
import { knownRows } from "./known-rows";
import { FRAME_ANCHORS, pageHtml, type Entry, type Navigation } from "./shell";
import { createSiteMap, notebookPage } from "./site-map";
import type { SiteSources } from "./sources";

/** Documents that become pages where they exist, and how the navigation calls them. */
const DOCUMENTS: readonly { readonly source: string; readonly path: string; readonly title: string; readonly onTop: boolean }[] = [
  { source: "results/numbers.md", path: "numbers.html", title: "Numbers", onTop: true },
  { source: "results/README.md", path: "about-records.html", title: "What a record holds", onTop: false },
];

function contextOf(sources: SiteSources, material: Material | undefined): DraftContext {
  const existing = DOCUMENTS.filter(({ source }) => sources.texts.has(source));
  const map = createSiteMap({
    notebooks: sources.notebooks.map(({ name }) => name),
    records: new Set(recordedHashes(sources)),
    documents: new Map([...existing.map(({ source, path: place }) => [source, place] as const), ...(material ? interviewPlaces(material) : [])]),
    ...(material && { anchors: material.anchors }),
    copied: new Set([...sources.texts.keys()].filter((file) => file.endsWith(".json")).concat([...sources.pictures.keys()])),
  });
  return { sources, map, known: knownRows(sources.records, sources.summary) };
}

function draftsOf(context: DraftContext, interview: readonly Draft[]): Draft[] {
  const { sources } = context;
  const documents = DOCUMENTS.filter(({ source }) => sources.texts.has(source));
  return [
    indexDraft(documents, context),
    ...sources.notebooks.map((notebook) => notebookDraft(notebook, context)),
    recordsDraft(context),
    ...sources.records.map(recordDraft),
    ...sources.transfers.map((transfer) => transferDraft(transfer, context)),
    ...documents.map(({ source, path: place }) => documentDraft(source, place, context)),
    ...interview,
  ];
}

function anchorsOf({ root }: Draft): ReadonlySet<string> {
  return new Set([...FRAME_ANCHORS, ...allOf(root, "[id]").map((element) => element.id)]);
}

/** A link to an anchor that its page does not have leads to the page alone; within its own page it becomes plain text. */
function settleAnchors(drafts: readonly Draft[]): void {
  const anchors = new Map(drafts.map((draft) => [draft.path, anchorsOf(draft)]));
  for (const draft of drafts) {
    for (const link of allOf(draft.root, "a[href*='#']")) {
      const [file, anchor] = link.getAttribute("href")!.split("#") as [string, string];
      const target = file === "" ? draft.path : path.posix.join(path.posix.dirname(draft.path), file);
      if (anchors.get(target)?.has(anchor) ?? true) continue;
      if (file === "") unwrap(link);
      else link.setAttribute("href", file);
    }
  }
}

/** Throws a DataError that names the first picture without a description. */
function requireDescriptions({ source, root }: Draft): void {
  const nameless = allOf(root, "img").findIndex((image) => !describes(image.getAttribute("alt")));
  if (nameless >= 0) throw new DataError(`${source}: picture ${nameless + 1} has no alternative text; say in words what it shows.`);
}

function navigationOf({ sources }: DraftContext, drafts: readonly Draft[], material: Material | undefined): Navigation {
  const titles = new Map(drafts.map(({ path: place, headings }) => [place, headings[0]!.text]));
  const notebooks = sources.notebooks.map(({ name }): Entry => ({ title: titles.get(notebookPage(name)) ?? name, place: notebookPage(name) }));
  const documents = DOCUMENTS.filter(({ source, onTop }) => onTop && sources.texts.has(source));
  const interview = material ? interviewEntries(material) : [];
  const top = [
    { title: "Overview", place: "index.html" },
    { title: "Notebooks", place: "index.html#the-notebooks" },
    { title: "Records", place: "records.html" },
    ...documents.map(({ title, path: place }) => ({ title, place })),
    ...interview.slice(0, 1).map(({ place }) => ({ title: "Interview", place })),
  ];
  const series = [{ title: "Notebooks", entries: notebooks }, ...(interview.length > 0 ? [{ title: "Interview", entries: interview }] : [])];
  return { top, series };
}

function pageOf({ path: place, root, headings, hasCode, assets }: Draft, navigation: Navigation): SiteFile {
  return { path: place, content: pageHtml({ path: place, headings, hasCode, assets, body: root.innerHTML }, navigation) };
}

/** All files of the site but its assets, each path once. What is written depends on the sources alone. */
export function buildSite(sources: SiteSources): SiteFile[] {
  const material = readMaterial(sources.texts);
  const context = contextOf(sources, material);
  const interview = material ? interviewDrafts(material, context) : [];
  const drafts = draftsOf(context, interview);
  settleAnchors(drafts);
  drafts.forEach(requireDescriptions);
  const navigation = navigationOf(context, drafts, material);
  const files: SiteFile[] = [
    ...drafts.map((draft) => pageOf(draft, navigation)),
    ...drafts.flatMap(({ pictures }) => pictures),
    ...[...sources.pictures].map(([file, { png }]) => ({ path: file, content: png })),
    ...(material ? [searchIndexFile(interview)] : []),
    ...[...sources.texts].filter(([file]) => file.endsWith(".json")).map(([file, content]) => ({ path: file, content })),
  ];
  return [...new Map(files.map((file) => [file.path, file])).values()];
}
