import { datasetOf } from "./arm-data";
import { withOverrides, type TrialConfig } from "./config";
import type { Dataset } from "./dataset";
import type { Arm, Experiment } from "./manifest/experiment";
import { profileConfig } from "./profiles";
import type { Study } from "./study";
import { onDataset, trialHash } from "./trial";

/** One trial of an experiment, with all that its result depends on. */
export interface PlannedTrial {
  readonly experiment: Experiment;
  readonly arm: Arm;
  readonly dataset: Dataset;
  readonly config: TrialConfig;
  readonly seed: number;
  readonly hash: string;
}

/** The arms that the study's profile has. */
export function armsOf({ arms }: Experiment, { profile }: Study): readonly Arm[] {
  return profile.name === "quick" ? arms.filter((arm) => arm.quick) : arms;
}

/** The study's seeds, as many of them as the experiment wants. */
export function seedsOf({ seeds }: Experiment, study: Study): readonly number[] {
  return study.seeds.slice(0, seeds);
}

/** How many training sentences a share is; null is all of them. */
function limitOf(share: number, profileLimit: number | null, available: number): number | null {
  if (share === 1) return profileLimit;
  return Math.max(1, Math.round(share * Math.min(available, profileLimit ?? available)));
}

/** An arm's configuration under the study's profile. */
export function armConfig({ profile }: Study, arm: Arm, dataset: Dataset): TrialConfig {
  const base = profileConfig(arm.model, profile);
  const scheduled = profile.name === "quick" ? base : withOverrides(base, { training: arm.schedule });
  const trainingSentences = limitOf(arm.share, base.trainingSentences, dataset.split.train.length);
  return { ...withOverrides(scheduled, arm.settings), trainingSentences };
}

export function plannedTrial(study: Study, experiment: Experiment, arm: Arm, seed: number): PlannedTrial {
  const dataset = datasetOf(study, arm, seed);
  const config = armConfig(study, arm, dataset);
  const hash = trialHash({ kind: experiment.kind, config, ...onDataset(dataset), seed });
  return { experiment, arm, dataset, config, seed, hash };
}

/** Every trial of an experiment, arm by arm and seed by seed. */
export function plannedTrials(study: Study, experiment: Experiment): PlannedTrial[] {
  return armsOf(experiment, study).flatMap((arm) => seedsOf(experiment, study).map((seed) => plannedTrial(study, experiment, arm, seed)));
}
