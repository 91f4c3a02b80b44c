import * as fs from "node:fs";
import * as path from "node:path";
import { writeFileAtomic } from "../files/atomic";
import { stableJson } from "../files/stable-json";

/** Its name in JupyterLab, and the folder's. */
export const LAB_EXTENSION = "nerbook-figures";
const SCRIPT = path.join(__dirname, "labextension", "figures.js");

/** What JupyterLab reads of a prebuilt extension (https://jupyterlab.readthedocs.io/en/stable/extension/extension_dev.html). */
const PACKAGE = {
  name: LAB_EXTENSION,
  version: "1.0.0",
  description: "Shows nerbook's figures with their alternative text, and interactive on request",
  license: "MIT",
  jupyterlab: {
    mimeExtension: true,
    _build: { load: "static/figures.js", mimeExtension: "./mimeExtension" },
  },
};

function extensionFolder(dataFolder: string): string {
  return path.join(dataFolder, "labextensions", LAB_EXTENSION);
}

/** Writes JupyterLab's view of figures below one of Jupyter's data folders, Plotly with it, and returns the folder. */
export function installLabExtension(dataFolder: string): string {
  const folder = extensionFolder(dataFolder);
  const statics = path.join(folder, "static");
  writeFileAtomic(path.join(statics, "figures.js"), fs.readFileSync(SCRIPT));
  writeFileAtomic(path.join(statics, "plotly.min.js"), fs.readFileSync(require.resolve("plotly.js-cartesian-dist-min")));
  writeFileAtomic(path.join(folder, "package.json"), `${stableJson(PACKAGE, 2)}\n`);
  return folder;
}

/** Takes it away again. Returns its folder, or undefined when there was none. */
export function removeLabExtension(dataFolder: string): string | undefined {
  const folder = extensionFolder(dataFolder);
  if (!fs.existsSync(folder)) return undefined;
  fs.rmSync(folder, { recursive: true });
  return folder;
}
