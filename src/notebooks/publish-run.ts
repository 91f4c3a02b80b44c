import * as fs from "node:fs";
import * as path from "node:path";
import { writeFileAtomic } from "../files/atomic";
import { listRecords, PROJECT_ROOT, type Workspace } from "../experiments/workspace";
import { publishNotebook } from "./publish";

function copyInto(source: string, target: string): string {
  writeFileAtomic(target, fs.readFileSync(source));
  return target;
}

function copyFolder(from: string, to: string, wanted: (name: string) => boolean): string[] {
  if (!fs.existsSync(from)) return [];
  return fs.readdirSync(from).filter(wanted).sort().map((name) => copyInto(path.join(from, name), path.join(to, name)));
}

function publishNotebooks(workspace: Workspace, root: string): string[] {
  const executed = fs.existsSync(workspace.notebooks) ? fs.readdirSync(workspace.notebooks).filter((name) => /^\d\d-[^.]*\.ipynb$/.test(name)).sort() : [];
  return executed.map((name) => {
    const source = path.join(root, "notebooks", name.replace(/\.ipynb$/, ".ts"));
    publishNotebook(path.join(workspace.notebooks, name), source);
    return source.replace(/\.ts$/, ".ipynb");
  });
}

/**
 * Copies a run's executed notebooks, figures, records and predictions to the committed places and returns the files written.
 * Models and checkpoints stay behind: they can be made again from the records' configurations.
 */
export function publishRun(workspace: Workspace, root: string = PROJECT_ROOT): string[] {
  const records = listRecords(workspace);
  const results = records.flatMap((record) => {
    const files = [`${record.hash}.json`, record.predictions.file];
    return files.map((file) => copyInto(path.join(workspace.results, file), path.join(root, "results", file)));
  });
  return [...publishNotebooks(workspace, root), ...copyFolder(workspace.figures, path.join(root, "figures"), (name) => /\.(json|svg|png)$/.test(name)), ...results];
}
