import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildSite } from "../../src/site/build";
import { NOTEBOOKS_FOLDER, PROJECT_ROOT } from "../../src/notebooks/files";
import type { SiteFile } from "../../src/site/files";
import { readSources, type SiteSources } from "../../src/site/sources";
import { nerbook, type Finished } from "../support/command";
import { parsePage, type PageDocument } from "./documents";

export interface ProjectSite {
  readonly sources: SiteSources;
  readonly files: readonly SiteFile[];
  /** Every page as it is written. */
  readonly texts: ReadonlyMap<string, string>;
  /** Pages as a parser reads them; of the whole project all but those of records, which have one form, and of these every fifth. */
  readonly pages: ReadonlyMap<string, PageDocument>;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** What the project's site is made of. */
export const projectSources = once(() => readSources({ notebooks: NOTEBOOKS_FOLDER, base: PROJECT_ROOT }));

const RECORDS_PER_READ_ONE = 5;

function readPlaces(places: readonly string[]): string[] {
  const isRecord = (place: string) => place.startsWith("records/");
  return [...places.filter((place) => !isRecord(place)), ...places.filter(isRecord).sort().filter((_, i) => i % RECORDS_PER_READ_ONE === 0)];
}

function parsed(files: readonly SiteFile[], read = (places: readonly string[]): readonly string[] => places): Pick<ProjectSite, "texts" | "pages"> {
  const texts = new Map(files.filter((file) => file.path.endsWith(".html")).map((file) => [file.path, String(file.content)]));
  return { texts, pages: new Map(read([...texts.keys()]).map((place) => [place, parsePage(texts.get(place)!)])) };
}

function filesIn(folder: string): SiteFile[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name));
  return files.map((file) => ({ path: path.relative(folder, file).split(path.sep).join("/"), content: fs.readFileSync(file) }));
}

export interface WrittenSite extends ProjectSite {
  /** What the command that wrote it said. */
  readonly finished: Finished;
  /** What stood in the folder in which it was to write the site. */
  readonly beside: readonly string[];
}

/** The site of the committed notebooks and records as `nerbook site` writes it: it takes long, so it is written once for all tests of a process. */
export const projectSite = once(async (): Promise<WrittenSite> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nerbook-project-site-"));
  try {
    const finished = nerbook(["site", "--out", path.join(folder, "site")]);
    if (finished.status !== 0) throw new Error(`nerbook site failed: ${finished.stderr}`);
    const files = filesIn(path.join(folder, "site"));
    return { sources: await projectSources(), files, ...parsed(files, readPlaces), finished, beside: fs.readdirSync(folder) };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

/** The part of the project's sources that the comparison rests on: its records, and the notebooks of these numbers. */
export async function partOfSources(...notebooks: readonly string[]): Promise<SiteSources> {
  const sources = await projectSources();
  const compared = new Set(sources.summary!.records);
  return {
    ...sources,
    notebooks: sources.notebooks.filter(({ name }) => notebooks.includes(name)),
    records: sources.records.filter(({ hash }) => compared.has(hash)),
    transfers: sources.transfers.slice(0, 2),
    texts: new Map([...sources.texts].filter(([file]) => !file.startsWith("interview/"))),
  };
}

/** The site of that part, which is made in a tenth of the time. */
export const comparisonSite = once(async (): Promise<ProjectSite> => {
  const sources = await partOfSources("04-model2-bilstm", "06-comparison");
  const files = buildSite(sources);
  return { sources, files, ...parsed(files) };
});
