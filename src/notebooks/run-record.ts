import * as path from "node:path";
import { listRecords, type Workspace } from "../experiments/workspace";
import { writeFileAtomic } from "../files/atomic";
import { stableJson } from "../files/stable-json";
import type { NotebookRun } from "./run-all";

export const RUN_RECORD = "run.json";

/** What a run took: every notebook's last execution, and by their records the trainings, which later executions reuse. */
export interface RunRecord {
  readonly notebooks: readonly { readonly name: string; readonly seconds: number }[];
  readonly notebookSeconds: number;
  readonly trainingSeconds: number;
  readonly trainings: number;
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Writes `run.json` into the run's folder. */
export function writeRunRecord(workspace: Workspace, runs: readonly NotebookRun[]): void {
  const trainings = listRecords(workspace).filter(({ kind }) => kind === "training");
  const record: RunRecord = {
    notebooks: runs.map(({ name, seconds }) => ({ name, seconds: tenths(seconds) })),
    notebookSeconds: tenths(sum(runs.map(({ seconds }) => seconds))),
    trainingSeconds: tenths(sum(trainings.map(({ timings }) => timings.trainingSeconds))),
    trainings: trainings.length,
  };
  writeFileAtomic(path.join(workspace.folder, RUN_RECORD), `${stableJson(record, 2)}\n`);
}
