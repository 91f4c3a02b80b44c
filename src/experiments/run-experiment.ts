import { experimentNamed } from "./manifest/catalog";
import type { Arm, Experiment } from "./manifest/experiment";
import { searchId, type TunedModel } from "./manifest/search-space";
import { armsOf, plannedTrial, seedsOf, type PlannedTrial } from "./planned";
import type { AnyRecord, SearchRecord, TrialRecord } from "./record";
import { runSearch, runTrial } from "./run-trial";
import { withProgress, type Study } from "./study";

/** What an arm came to: a record per seed. */
export interface ArmResult<R extends AnyRecord = TrialRecord> {
  readonly arm: Arm;
  readonly records: readonly R[];
}

function labelOf({ experiment, arm, seed }: PlannedTrial): string {
  return `${experiment.id}, ${arm.title}, seed ${seed}`;
}

/** The record of a planned trial, trained where none exists yet, with progress on standard error. */
export async function runPlanned(study: Study, planned: PlannedTrial): Promise<AnyRecord> {
  const { dataset, config, seed, experiment } = planned;
  const run: (...given: Parameters<typeof runTrial>) => Promise<AnyRecord> = experiment.kind === "search" ? runSearch : runTrial;
  return withProgress(labelOf(planned), (observers) => run(dataset, config, seed, { workspace: study.workspace, ...observers }));
}

/** Every arm of an experiment with its records, whether or not the manifest holds it; what has its record is not trained again. */
export async function runArms<R extends AnyRecord = TrialRecord>(study: Study, experiment: Experiment): Promise<ArmResult<R>[]> {
  const results: ArmResult<R>[] = [];
  for (const arm of armsOf(experiment, study)) {
    const records: R[] = [];
    for (const seed of seedsOf(experiment, study)) records.push((await runPlanned(study, plannedTrial(study, experiment, arm, seed))) as R);
    results.push({ arm, records });
  }
  return results;
}

/** Every arm of an experiment of the manifest with its records; what has its record is not trained again. */
export function runExperiment(study: Study, id: string): Promise<ArmResult[]> {
  return runArms(study, experimentNamed(id));
}

/** The same for a search, whose records hold no word of the test part. */
export function runSearchOf(study: Study, model: TunedModel): Promise<ArmResult<SearchRecord>[]> {
  return runArms<SearchRecord>(study, experimentNamed(searchId(model)));
}
