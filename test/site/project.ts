import { siteAssets } from "../../src/site/assets";
import { buildSite } from "../../src/site/build";
import { NOTEBOOKS_FOLDER, PROJECT_ROOT } from "../../src/notebooks/files";
import type { SiteFile } from "../../src/site/files";
import { readSources, type SiteSources } from "../../src/site/sources";
import { parsePage, type PageDocument } from "./documents";

export interface ProjectSite {
  readonly sources: SiteSources;
  readonly files: readonly SiteFile[];
  readonly texts: ReadonlyMap<string, string>;
  readonly pages: ReadonlyMap<string, PageDocument>;
}

async function build(): Promise<ProjectSite> {
  const sources = await readSources({ notebooks: NOTEBOOKS_FOLDER, base: PROJECT_ROOT });
  const files = [...buildSite(sources), ...siteAssets()];
  const texts = new Map(files.filter(({ path }) => path.endsWith(".html")).map(({ path, content }) => [path, String(content)]));
  return { sources, files, texts, pages: new Map([...texts].map(([path, text]) => [path, parsePage(text)])) };
}

let built: Promise<ProjectSite> | undefined;

/** The site of the committed notebooks and records, built once for all tests of a process. */
export function projectSite(): Promise<ProjectSite> {
  built ??= build();
  return built;
}
