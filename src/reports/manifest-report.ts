import type { KernelChoice } from "../kernels/choose";
import { estimateSeconds } from "../experiments/estimate";
import { SEARCH_BUDGET, TUNED_MODELS } from "../experiments/manifest/search-space";
import { distinctTrials, type PlannedExperiment } from "../experiments/trial-list";
import type { PlannedTrial } from "../experiments/planned";
import type { Study } from "../experiments/study";
import { PROTOCOL_VERSION } from "../experiments/trial";
import { findRecord } from "../experiments/workspace";
import { formatDuration } from "../terminal/duration";
import { formatTable } from "../terminal/table";

interface ManifestArm {
  readonly id: string;
  readonly title: string;
  readonly model: string;
  readonly data: string;
  readonly share: number;
  readonly trainingSentences: number | null;
  readonly settings: object;
  readonly schedule: object;
  readonly trials: readonly { readonly seed: number; readonly hash: string }[];
}

/** Every trial of a run before it is made, as `results/manifest.json`. */
export interface Manifest {
  readonly corpus: { readonly name: string; readonly sha256: string };
  readonly otherCorpus: { readonly name: string; readonly sha256: string } | null;
  readonly split: string;
  readonly profile: string;
  readonly seeds: number;
  readonly protocolVersion: number;
  /** Configurations that each model's search may look at; its winner is trained afterwards, and is no part of this list. */
  readonly searchBudget: number;
  readonly experiments: readonly {
    readonly id: string;
    readonly notebook: string;
    readonly question: string;
    readonly kind: string;
    readonly arms: readonly ManifestArm[];
  }[];
  /** Distinct trials: an arm may belong to several experiments. */
  readonly trials: number;
}

function armsOf(trials: readonly PlannedTrial[]): ManifestArm[] {
  const arms = [...new Set(trials.map(({ arm }) => arm))];
  return arms.map((arm) => {
    const own = trials.filter((trial) => trial.arm === arm);
    const { id, title, model, data, share, settings, schedule } = arm;
    const { trainingSentences } = own[0]!.config;
    return { id, title, model, data, share, trainingSentences, settings, schedule, trials: own.map(({ seed, hash }) => ({ seed, hash })) };
  });
}

function isKnownBeforehand({ experiment }: PlannedExperiment): boolean {
  return !TUNED_MODELS.some((model) => experiment.id === `tuned-${model}`);
}

export function manifestOf(study: Study, planned: readonly PlannedExperiment[]): Manifest {
  const { dataset, other, profile, seeds } = study;
  const known = planned.filter(isKnownBeforehand);
  const reference = ({ name, sha256 }: { readonly name: string; readonly sha256: string }) => ({ name, sha256 });
  return {
    corpus: reference(dataset.corpus),
    otherCorpus: other ? reference(other.corpus) : null,
    split: dataset.split.name,
    profile: profile.name,
    seeds: seeds.length,
    protocolVersion: PROTOCOL_VERSION,
    searchBudget: SEARCH_BUDGET,
    experiments: known.map(({ experiment: { id, notebook, question, kind }, trials }) => ({ id, notebook, question, kind, arms: armsOf(trials) })),
    trials: distinctTrials(known).length,
  };
}

function missingOf(study: Study, trials: readonly PlannedTrial[]): PlannedTrial[] {
  return trials.filter(({ hash }) => !findRecord(study.workspace, hash));
}

function secondsOf(trials: readonly PlannedTrial[], kernels: KernelChoice): number {
  return trials.reduce((sum, trial) => sum + estimateSeconds(trial, kernels), 0);
}

const COLUMNS = ["", "experiment", "arms", "trials", "to do", "about"];

/** The same for a terminal: what there is to train, what of it has its record, and about how long the rest takes. */
export function manifestTable(study: Study, planned: readonly PlannedExperiment[], kernels: KernelChoice): string {
  const shown = (seconds: number) => (seconds === 0 ? "–" : formatDuration(seconds));
  const rows = planned.map(({ experiment, trials }) => {
    const missing = missingOf(study, trials);
    const arms = new Set(trials.map(({ arm }) => arm)).size;
    return [experiment.notebook, experiment.id, String(arms), String(trials.length), String(missing.length), shown(secondsOf(missing, kernels))];
  });
  const all = distinctTrials(planned);
  const missing = missingOf(study, all);
  const total = ["", "all, each trial once", "", String(all.length), String(missing.length), shown(secondsOf(missing, kernels))];
  return formatTable(COLUMNS, [...rows, total]);
}
