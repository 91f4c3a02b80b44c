import { UsageError } from "../errors";
import { EXPERIMENTS, experimentNamed } from "./manifest/catalog";
import type { Experiment } from "./manifest/experiment";
import { searchId, TUNED_MODELS } from "./manifest/search-space";
import { plannedTrials, type PlannedTrial } from "./planned";
import type { SearchRecord } from "./record";
import type { ArmResult } from "./run-experiment";
import type { Study } from "./study";
import { tunedExperiment, winnerOf } from "./tuned";
import { findRecord } from "./workspace";

/** An experiment with its trials under a study. */
export interface PlannedExperiment {
  readonly experiment: Experiment;
  readonly trials: readonly PlannedTrial[];
}

function needsOther({ arms }: Experiment): boolean {
  return arms.some((arm) => arm.data === "other");
}

/** The search's results where all of its records exist. */
function finishedSearch(study: Study, trials: readonly PlannedTrial[]): ArmResult<SearchRecord>[] | undefined {
  const results = trials.map(({ arm, hash }) => ({ arm, record: findRecord<SearchRecord>(study.workspace, hash) }));
  if (results.some(({ record }) => record === undefined)) return undefined;
  return results.map(({ arm, record }) => ({ arm, records: [record!] }));
}

/** The experiments of the winners, of searches that are over. */
function tunedExperiments(study: Study): Experiment[] {
  return TUNED_MODELS.flatMap((model) => {
    const search = finishedSearch(study, plannedTrials(study, experimentNamed(searchId(model))));
    return search && search.length > 0 ? [tunedExperiment(model, winnerOf(search))] : [];
  });
}

function checkKnown(experiments: readonly Experiment[], only: readonly string[]): void {
  const unknown = only.find((name) => !experiments.some(({ notebook, id }) => name === notebook || name === id));
  if (unknown === undefined) return;
  const known = [...new Set(experiments.flatMap(({ notebook, id }) => [notebook, id]))].sort();
  throw new UsageError(`No experiment is called "${unknown}" and no notebook of that number has one of its own; there are ${known.join(", ")}.`);
}

/** Everything that the study's notebooks train, or those of `only`: notebooks' numbers or experiments' names. A search's end is there once it is over. */
export function planExperiments(study: Study, only?: readonly string[]): PlannedExperiment[] {
  const experiments = [...EXPERIMENTS, ...tunedExperiments(study)].filter((experiment) => study.other !== undefined || !needsOther(experiment));
  if (only) checkKnown(experiments, only);
  const wanted = experiments.filter(({ notebook, id }) => only === undefined || only.includes(notebook) || only.includes(id));
  return wanted
    .map((experiment) => ({ experiment, trials: plannedTrials(study, experiment) }))
    .filter(({ trials }) => trials.length > 0);
}

/** Trials by hash, each once: some belong to several experiments. */
export function distinctTrials(planned: readonly PlannedExperiment[]): PlannedTrial[] {
  return [...new Map(planned.flatMap(({ trials }) => trials).map((trial) => [trial.hash, trial])).values()];
}
