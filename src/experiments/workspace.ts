import * as fs from "node:fs";
import * as path from "node:path";
import { readRecord, writeRecord, type TrialRecord } from "./record";

export const PROJECT_ROOT = path.join(__dirname, "..", "..");
const COMMITTED_RESULTS = path.join(PROJECT_ROOT, "results");

/** The folders of one run: `runs/<corpus>-<profile>/` unless another one is named. */
export interface Workspace {
  readonly folder: string;
  readonly results: string;
  readonly figures: string;
  readonly notebooks: string;
  readonly models: string;
  readonly checkpoints: string;
}

export function workspaceAt(folder: string): Workspace {
  const inside = (name: string) => path.join(folder, name);
  return {
    folder, results: inside("results"), figures: inside("figures"), notebooks: inside("notebooks"), models: inside("models"), checkpoints: inside("checkpoints"),
  };
}

/** The workspace of a corpus and profile; NER_OUT, set by `--out`, names another folder. */
export function defaultWorkspace(corpus: string, profile: string): Workspace {
  const named = process.env["NER_OUT"];
  return workspaceAt(named ? path.resolve(named) : path.join(PROJECT_ROOT, "runs", `${corpus}-${profile}`));
}

/** The record of a trial from the workspace, or else from the committed results. */
export function findRecord(workspace: Workspace, hash: string): TrialRecord | undefined {
  const file = [workspace.results, COMMITTED_RESULTS].map((folder) => path.join(folder, `${hash}.json`)).find((candidate) => fs.existsSync(candidate));
  return file === undefined ? undefined : readRecord(file);
}

export function saveRecord(workspace: Workspace, record: TrialRecord): void {
  writeRecord(path.join(workspace.results, `${record.hash}.json`), record);
}

/** Every record that the workspace holds, by hash. */
export function listRecords(workspace: Workspace): TrialRecord[] {
  if (!fs.existsSync(workspace.results)) return [];
  const files = fs.readdirSync(workspace.results).filter((name) => name.endsWith(".json")).sort();
  return files.map((name) => readRecord(path.join(workspace.results, name)));
}
