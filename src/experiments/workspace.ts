import * as fs from "node:fs";
import * as path from "node:path";
import { DataError } from "../errors";
import { readRecord, writeRecord, type AnyRecord, type TrialRecord } from "./record";

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
  /** Records written before this time (milliseconds) do not count: how `--fresh` trains everything once more, and once only. */
  readonly freshSince: number | undefined;
}

export function workspaceAt(folder: string, freshSince?: number): Workspace {
  const inside = (name: string) => path.join(folder, name);
  return {
    folder,
    results: inside("results"),
    figures: inside("figures"),
    notebooks: inside("notebooks"),
    models: inside("models"),
    checkpoints: inside("checkpoints"),
    freshSince,
  };
}

/** The workspace of a corpus and profile. NER_OUT (`--out`) names another folder, NER_FRESH_SINCE (`--fresh`) sets `freshSince`. */
export function defaultWorkspace(corpus: string, profile: string): Workspace {
  const named = process.env["NER_OUT"];
  const fresh = process.env["NER_FRESH_SINCE"];
  return workspaceAt(
    named ? path.resolve(named) : path.join(PROJECT_ROOT, "runs", `${corpus}-${profile}`),
    fresh ? Number(fresh) : undefined,
  );
}

/** Whether a file exists and is not older than `freshSince`. */
export function counts(file: string, freshSince: number | undefined): boolean {
  return fs.existsSync(file) && (freshSince === undefined || fs.statSync(file).mtimeMs >= freshSince);
}

/** The record of a trial from the workspace, or else from the committed results. */
export function findRecord<R extends AnyRecord = TrialRecord>(workspace: Workspace, hash: string): R | undefined {
  const candidates = [workspace.results, COMMITTED_RESULTS].map((folder) => path.join(folder, `${hash}.json`));
  const file = candidates.find((candidate) => counts(candidate, workspace.freshSince));
  return file === undefined ? undefined : readRecord<R>(file);
}

/** Where a record's predictions are. Throws a DataError when neither the workspace nor the committed results hold them. */
export function predictionsFile(workspace: Workspace, record: TrialRecord): string {
  const candidates = [workspace.results, COMMITTED_RESULTS].map((folder) => path.join(folder, record.predictions.file));
  const file = candidates.find((candidate) => fs.existsSync(candidate));
  if (file === undefined)
    throw new DataError(
      `The predictions of record ${record.hash} are missing (${candidates[0]}); delete the record, and the trial runs again.`,
    );
  return file;
}

export function saveRecord(workspace: Workspace, record: AnyRecord): void {
  writeRecord(path.join(workspace.results, `${record.hash}.json`), record);
}

/** Every record that the workspace holds, by hash. */
export function listRecords(workspace: Workspace): AnyRecord[] {
  if (!fs.existsSync(workspace.results)) return [];
  const files = fs
    .readdirSync(workspace.results)
    .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
    .sort();
  return files.map((name) => readRecord<AnyRecord>(path.join(workspace.results, name)));
}
