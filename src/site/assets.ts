import * as fs from "node:fs";
import * as path from "node:path";
import type { SiteFile } from "./files";
import { mockScript } from "./interview/mock-script";
import { MOCK_SCRIPT } from "./interview/places";

const FOLDER = path.join(__dirname, "assets");

/** Libraries that scripts of pages load: as the site calls them, and where they come from. */
const LIBRARIES: readonly (readonly [string, () => string])[] = [
  ["plotly.min.js", () => require.resolve("plotly.js-cartesian-dist-min")],
  ["minisearch.js", () => path.join(packageFolder("minisearch"), "dist", "umd", "index.js")],
  ["ts-fsrs.js", () => path.join(packageFolder("ts-fsrs"), "dist", "index.umd.js")],
];

/** The folder of a package whose browser build cannot be asked for by name. */
function packageFolder(name: string): string {
  const entry = require.resolve(name);
  const marker = path.join("node_modules", name);
  return entry.slice(0, entry.lastIndexOf(marker) + marker.length);
}

/** What pages share: styles, scripts, and the libraries that the scripts use. A source map that is not there is not named. */
export function siteAssets(): SiteFile[] {
  const own = fs.readdirSync(FOLDER).sort().map((name) => ({ path: `assets/${name}`, content: fs.readFileSync(path.join(FOLDER, name)) }));
  const libraries = LIBRARIES.map(([name, find]) => ({ path: `assets/${name}`, content: withoutMap(fs.readFileSync(find(), "utf8")) }));
  return [...own, ...libraries, { path: `assets/${MOCK_SCRIPT}`, content: mockScript() }];
}

function withoutMap(script: string): string {
  return script.replace(/^\/\/# sourceMappingURL=.*$/m, "");
}
