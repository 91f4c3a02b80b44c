import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../errors";
import type { AnyRecord } from "../experiments/record";
import { listTransfers, TRANSFERS_FOLDER, type TransferRecord } from "../experiments/transfer-record";
import { listRecords, workspaceAt } from "../experiments/workspace";
import type { FigureSpec } from "../figures/figure";
import { PROJECT_ROOT, readNotebook, shownPath } from "../notebooks/files";
import type { Notebook } from "../notebooks/nbformat";
import type { Summary } from "../reports/summary";
import type { SavedPicture } from "./files";

export interface NamedNotebook {
  /** The file's name without its extension. */
  readonly name: string;
  readonly notebook: Notebook;
}

/** Everything a site is made of, read from disk. */
export interface SiteSources {
  readonly readme: string;
  readonly notebooks: readonly NamedNotebook[];
  readonly records: readonly AnyRecord[];
  /** What trained models say of another corpus. */
  readonly transfers: readonly TransferRecord[];
  readonly summary?: Summary;
  /** Documents and results by their path in the project: `results/numbers.md`, `results/<hash>.json`. */
  readonly texts: ReadonlyMap<string, string>;
  /** The pictures that the README and the documents show, by their path in the project. */
  readonly pictures: ReadonlyMap<string, SavedPicture>;
}

export interface SiteFolders {
  /** Where the executed notebooks are. */
  readonly notebooks: string;
  /** The folder whose `results/` and `figures/` belong to them: the project's, or that of a run. */
  readonly base: string;
}

/** Only numbered notebooks are pages: a template is none, nor is one that a run left unfinished. */
const NAME = /^\d\d-[\w-]+(?=\.ipynb$)/;
const DOCUMENT_FILES = ["results/numbers.md", "results/README.md"];

function notebookNames(folder: string): string[] {
  const files = fs.existsSync(folder) && fs.statSync(folder).isDirectory() ? fs.readdirSync(folder) : [];
  const names = files.flatMap((file) => NAME.exec(file) ?? []);
  if (names.length === 0) throw new DataError(`There is no notebook in ${shownPath(folder)}; executed ones are named like 01-eda.ipynb.`);
  return names.sort();
}

function readNotebooks(folder: string): NamedNotebook[] {
  return notebookNames(folder).map((name) => ({ name, notebook: readNotebook(path.join(folder, `${name}.ipynb`)) }));
}

/** A run takes trainings that have a committed record from there, so both folders count; its own come first. */
function foldersOf(base: string): string[] {
  return [...new Set([path.resolve(base), PROJECT_ROOT])];
}

/** What the folders hold, each hash once and in their order. */
function readHashed<T extends { readonly hash: string }>(base: string, list: (folder: string) => T[]): T[] {
  const all = foldersOf(base).flatMap(list);
  return [...new Map([...all].reverse().map((record) => [record.hash, record])).values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
}

function readIfPresent(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

function readJsonIfPresent<T>(file: string): T | undefined {
  const text = readIfPresent(file);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as T);
  } catch (cause) {
    throw new DataError(`${shownPath(file)} is not JSON; make it anew with nerbook reproduce.`, { cause });
  }
}

function readTexts(folder: string, place: string, wanted: RegExp): [string, string][] {
  const found = path.join(folder, place);
  const names = fs.existsSync(found) ? fs.readdirSync(found).filter((name) => wanted.test(name)) : [];
  return names.sort().map((name): [string, string] => [`${place}/${name}`, fs.readFileSync(path.join(found, name), "utf8")]);
}

/** The records and transfers as they are, and what else the results hold in JSON. */
function readResults(base: string): [string, string][] {
  const records = /^[0-9a-f]{16}\.json$/;
  return foldersOf(base).reverse().flatMap((folder) => [
    ...readTexts(folder, "results", folder === path.resolve(base) ? /\.json$/ : records),
    ...readTexts(folder, `results/${TRANSFERS_FOLDER}`, records),
  ]);
}

/** Documents of the project; the interview material quotes the committed results, so the site of a run goes without. */
function readDocuments(base: string): [string, string][] {
  const documents = DOCUMENT_FILES.flatMap((file): [string, string][] => {
    const text = readIfPresent(path.join(PROJECT_ROOT, file));
    return text === undefined ? [] : [[file, text]];
  });
  return path.resolve(base) === PROJECT_ROOT ? [...documents, ...readTexts(PROJECT_ROOT, "interview", /\.md$/)] : documents;
}

function readSummary(base: string): Summary | undefined {
  const isRun = path.resolve(base) !== PROJECT_ROOT;
  return readJsonIfPresent<Summary>(path.join(base, ...(isRun ? [] : ["results"]), "summary.json"));
}

/** The README; for a run with the run's own headline in the place of the published one. */
async function readReadme(base: string, summary: Summary | undefined): Promise<string> {
  const readme = readIfPresent(path.join(PROJECT_ROOT, "README.md")) ?? "";
  if (path.resolve(base) === PROJECT_ROOT) return readme;
  if (!summary) return readme.replace(/<!-- headline -->[\s\S]*?<!-- \/headline -->/, "");
  const { withHeadline } = await import("../reports/summary");
  try {
    return withHeadline(readme, summary);
  } catch (cause) {
    throw new DataError(`${shownPath(path.join(base, "summary.json"))} is that of another version; run nerbook reproduce again.`, { cause });
  }
}

/** The figures that pages show, from the folder that belongs to the notebooks. */
function readPictures(pages: string, base: string): Map<string, SavedPicture> {
  const pictures = new Map<string, SavedPicture>();
  for (const [, name] of pages.matchAll(/\]\((?:\.\.\/)?figures\/([\w-]+)\.png\)/g)) {
    const file = path.join(base, "figures", `${name}.png`);
    if (!fs.existsSync(file)) continue;
    const spec = readJsonIfPresent<FigureSpec>(file.replace(/\.png$/, ".json"));
    pictures.set(`figures/${name}.png`, { png: fs.readFileSync(file), ...(spec && { spec }) });
  }
  return pictures;
}

/** Reads what a site is made of. Throws a DataError where a notebook or record is missing or is none. */
export async function readSources({ notebooks, base }: SiteFolders): Promise<SiteSources> {
  const summary = readSummary(base);
  const readme = await readReadme(base, summary);
  const documents = readDocuments(base);
  return {
    readme,
    notebooks: readNotebooks(notebooks),
    records: readHashed(base, (folder) => listRecords(workspaceAt(folder))),
    transfers: readHashed(base, (folder) => listTransfers(workspaceAt(folder).results)),
    ...(summary && { summary }),
    texts: new Map([...readResults(base), ...documents]),
    pictures: readPictures([readme, ...documents.map(([, text]) => text)].join("\n"), base),
  };
}
