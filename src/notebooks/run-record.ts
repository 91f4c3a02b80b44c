import * as fs from "node:fs";
import * as path from "node:path";
import { listRecords, type Workspace } from "../experiments/workspace";
import { writeFileAtomic } from "../files/atomic";
import { stableJson } from "../files/stable-json";
import { readState, stateFile } from "./fingerprint";

export const RUN_RECORD = "run.json";

/** What a run took: every notebook's last execution, and by their records the trainings, which later executions reuse. */
export interface RunRecord {
  readonly notebooks: readonly { readonly name: string; readonly seconds: number }[];
  readonly notebookSeconds: number;
  readonly trainingSeconds: number;
  /** User and system time of all threads while training, in hours: the cost that no other work on the machine changes. */
  readonly trainingProcessorHours: number;
  readonly trainings: number;
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The notebooks that lie in the run's folder, each with the seconds of its last execution, however many calls that took. */
function executions({ folder, notebooks }: Workspace): { readonly name: string; readonly seconds: number }[] {
  const known = Object.entries(readState(stateFile(folder))).map(([name, { seconds }]) => ({ name, seconds }));
  return known.filter(({ name }) => fs.existsSync(path.join(notebooks, `${name}.ipynb`))).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Writes `run.json` into the run's folder. */
export function writeRunRecord(workspace: Workspace): void {
  const runs = executions(workspace);
  const trainings = listRecords(workspace).filter(({ kind }) => kind !== "floor");
  const record: RunRecord = {
    notebooks: runs.map(({ name, seconds }) => ({ name, seconds: tenths(seconds) })),
    notebookSeconds: tenths(sum(runs.map(({ seconds }) => seconds))),
    trainingSeconds: tenths(sum(trainings.map(({ timings }) => timings.trainingSeconds))),
    trainingProcessorHours: hundredths(sum(trainings.map(({ timings }) => timings.trainingCpuSeconds ?? 0)) / 3600),
    trainings: trainings.length,
  };
  writeFileAtomic(path.join(workspace.folder, RUN_RECORD), `${stableJson(record, 2)}\n`);
}
