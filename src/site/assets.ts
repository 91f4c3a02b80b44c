import * as fs from "node:fs";
import * as path from "node:path";
import type { SiteFile } from "./files";

const FOLDER = path.join(__dirname, "assets");

/** What all pages share: the style, the script, and Plotly, which the script loads when a figure is to become live. */
export function siteAssets(): SiteFile[] {
  const own = ["site.css", "site.js"].map((name) => ({ path: `assets/${name}`, content: fs.readFileSync(path.join(FOLDER, name)) }));
  const plotly = fs.readFileSync(require.resolve("plotly.js-cartesian-dist-min"));
  return [...own, { path: "assets/plotly.min.js", content: plotly }];
}
