import { arm, type Arm, type Experiment, type Schedule } from "./manifest/experiment";
import { searchId, type TunedModel } from "./manifest/search-space";
import type { SearchRecord, TrialRecord } from "./record";
import { runPlanned, type ArmResult } from "./run-experiment";
import { plannedTrial, seedsOf } from "./planned";
import type { Study } from "./study";

/** One schedule for all winners, long enough for the slowest of them. */
const SCHEDULE: Schedule = { maximumEpochs: 50, patience: 3 };
const SEEDS = 3;

function validationF1({ records }: ArmResult<SearchRecord>): number {
  return records.reduce((sum, { metrics }) => sum + metrics.validation.entities.discard.micro.f1, 0) / records.length;
}

/** The arm with the best strict F1 on the validation part; the first among equals. Throws a RangeError when there is none. */
export function winnerOf(search: readonly ArmResult<SearchRecord>[]): Arm {
  const [first, ...rest] = search;
  if (!first) throw new RangeError("A search without a configuration has no winner.");
  return rest.reduce((best, each) => (validationF1(each) > validationF1(best) ? each : best), first).arm;
}

/** The experiment that a search ends in: its winner on the whole training part, scored on the test part. */
export function tunedExperiment(model: TunedModel, winner: Arm): Experiment {
  return {
    id: `tuned-${model}`,
    notebook: "11",
    question: `What does the winner of ${searchId(model)} reach on the whole training part?`,
    kind: "training",
    seeds: SEEDS,
    arms: [arm("tuned", model, { title: winner.title, settings: winner.settings, schedule: SCHEDULE })],
  };
}

/** Trains the winner of a search, once a seed. */
export async function runTuned(study: Study, model: TunedModel, search: readonly ArmResult<SearchRecord>[]): Promise<ArmResult> {
  const experiment = tunedExperiment(model, winnerOf(search));
  const [tuned] = experiment.arms as [Arm];
  const records: TrialRecord[] = [];
  for (const seed of seedsOf(experiment, study)) records.push((await runPlanned(study, plannedTrial(study, experiment, tuned, seed))) as TrialRecord);
  return { arm: tuned, records };
}
