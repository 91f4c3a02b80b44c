import * as fs from "node:fs";
import * as path from "node:path";
import { writeFileAtomic } from "../files/atomic";
import { listRecords, PROJECT_ROOT, type Workspace } from "../experiments/workspace";
import { withHeadline, type Summary } from "../reports/summary";
import { publishNotebook } from "./publish";
import { RUN_RECORD } from "./run-record";

function copyInto(source: string, target: string): string {
  writeFileAtomic(target, fs.readFileSync(source));
  return target;
}

function copyFolder(from: string, to: string, wanted: (name: string) => boolean): string[] {
  if (!fs.existsSync(from)) return [];
  return fs
    .readdirSync(from)
    .filter(wanted)
    .sort()
    .map((name) => copyInto(path.join(from, name), path.join(to, name)));
}

function publishNotebooks(workspace: Workspace, root: string): string[] {
  const executed = fs.existsSync(workspace.notebooks)
    ? fs
        .readdirSync(workspace.notebooks)
        .filter((name) => /^\d\d-[^.]*\.ipynb$/.test(name))
        .sort()
    : [];
  return executed.map((name) => {
    const source = path.join(root, "notebooks", name.replace(/\.ipynb$/, ".ts"));
    publishNotebook(path.join(workspace.notebooks, name), source);
    return source.replace(/\.ts$/, ".ipynb");
  });
}

/** The run's summary, and the README's headline that is written from it. */
function publishSummary(workspace: Workspace, root: string): string[] {
  const source = path.join(workspace.folder, "summary.json");
  const summary = JSON.parse(fs.readFileSync(source, "utf8")) as Summary;
  const readme = path.join(root, "README.md");
  writeFileAtomic(readme, withHeadline(fs.readFileSync(readme, "utf8"), summary));
  const copied = ["summary.json", RUN_RECORD].map((name) => copyInto(path.join(workspace.folder, name), path.join(root, "results", name)));
  return [...copied, readme];
}

function publishRecords(workspace: Workspace, root: string): string[] {
  return listRecords(workspace).flatMap((record) =>
    [`${record.hash}.json`, ...(record.kind === "search" ? [] : [record.predictions.file])].map((file) =>
      copyInto(path.join(workspace.results, file), path.join(root, "results", file)),
    ),
  );
}

/**
 * Copies a run's executed notebooks, figures, records, predictions and summary to the committed places and returns the
 * files written. Models and checkpoints stay behind: they can be made again from the records' configurations.
 */
export function publishRun(workspace: Workspace, root: string = PROJECT_ROOT): string[] {
  return [
    ...publishNotebooks(workspace, root),
    ...copyFolder(workspace.figures, path.join(root, "figures"), (name) => /\.(json|svg|png)$/.test(name)),
    ...publishRecords(workspace, root),
    ...copyFolder(path.join(workspace.results, "transfers"), path.join(root, "results", "transfers"), () => true),
    ...publishSummary(workspace, root),
  ];
}
