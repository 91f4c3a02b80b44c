import { siteAssets } from "./assets";
import { buildSite } from "./build";
import { readSources, type SiteFolders } from "./sources";
import { requireReplaceable, writeSite } from "./write";

/** Reads notebooks and records, makes the site of them and writes it into a folder; returns how many of each it shows. */
export async function makeSite(folders: SiteFolders, out: string): Promise<{ readonly notebooks: number; readonly records: number }> {
  requireReplaceable(out);
  const sources = await readSources(folders);
  writeSite([...buildSite(sources), ...siteAssets()], out);
  return { notebooks: sources.notebooks.length, records: sources.records.length };
}
