import { startBackend } from "../backend/choose";
import { resolveCorpus } from "../corpus";
import type { Corpus, SplitName } from "../corpus/types";
import { MODEL_TITLES, type ModelName } from "../models/options";
import { formatDuration } from "../terminal/duration";
import { Progress } from "../terminal/progress";
import type { StepReport, TrainingStart } from "../training/train";
import type { TrialConfig } from "./config";
import { prepareDataset, type Dataset } from "./dataset";
import { profileConfig, profileNamed, type Profile, type ProfileName } from "./profiles";
import type { AnyRecord, TrialRecord } from "./record";
import { runFloor } from "./run-floor";
import { runTrial, type RunOptions } from "./run-trial";
import { FLOOR_NAMES, onDataset, trialHash, type FloorName } from "./trial";
import { defaultWorkspace, findRecord, type Workspace } from "./workspace";

export interface StudyOptions {
  /** `embedded`, `gmb` or a path. */
  readonly corpus?: string;
  readonly split?: SplitName;
  readonly profile: ProfileName;
  /** Seeds 0 … seeds − 1; the profile's own number when left out. */
  readonly seeds?: number;
  readonly offline?: boolean;
  /** The second corpus, as `corpus` names one; without it, see `resolveOther`. */
  readonly other?: string;
  readonly report?: (line: string) => void;
}

/** What one notebook works on: data, profile, seeds and the folder its results go to. */
export interface Study {
  readonly dataset: Dataset;
  readonly profile: Profile;
  readonly seeds: readonly number[];
  readonly workspace: Workspace;
  /** A second corpus, for questions of transfer. */
  readonly other?: Dataset;
}

function toStandardError(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Resolves the corpus, says which one it is, and opens the workspace of corpus and profile. */
export async function openStudy(options: StudyOptions): Promise<Study> {
  const report = options.report ?? toStandardError;
  return studyOf(
    await resolveCorpus({ report, ...(options.offline && { offline: true }), ...(options.corpus && { corpus: options.corpus }) }),
    options,
  );
}

/** The study of a corpus that is at hand. */
export function studyOf(corpus: Corpus, options: StudyOptions): Study {
  const profile = profileNamed(options.profile);
  const seeds = Array.from({ length: options.seeds ?? profile.seeds }, (_, seed) => seed);
  return {
    dataset: prepareDataset(corpus, options.split ?? "reference"),
    profile,
    seeds,
    workspace: defaultWorkspace(corpus.name, profile.name),
  };
}

function totalSteps(report: StepReport): number {
  return report.steps * report.epochs;
}

/** A step observer that draws one bar over all epochs of a training. */
function progressBar(label: string): {
  readonly onStep: (report: StepReport) => void;
  readonly finish: (summary: string) => void;
  readonly clear: () => void;
} {
  let bar: Progress | undefined;
  return {
    onStep: (report) => {
      bar ??= new Progress(label, totalSteps(report));
      const done = (report.epoch - 1) * report.steps + report.step;
      bar.update(done, `epoch ${report.epoch}/${report.epochs}, loss ${report.loss.toFixed(3)}`);
    },
    finish: (summary) => bar?.finish(summary),
    clear: () => bar?.clear(),
  };
}

function summaryOf(label: string, { metrics: { validation, epochs }, timings }: AnyRecord): string {
  const f1 = validation.entities.discard.micro.f1;
  const took = `${epochs} ${epochs === 1 ? "epoch" : "epochs"}, ${formatDuration(timings.trainingSeconds)}`;
  return `${label}: strict F1 ${(100 * f1).toFixed(2)} % on validation, ${took}`;
}

/** One record per seed of a configuration, trained where none exists yet, with progress on standard error. */
export async function trainSeeds(study: Study, config: TrialConfig, modelWanted = false): Promise<TrialRecord[]> {
  const records: TrialRecord[] = [];
  for (const seed of study.seeds) records.push(await trainSeed(study, config, seed, modelWanted));
  return records;
}

let backendSaid = false;

async function sayBackend(): Promise<void> {
  const { reason, kernels } = await startBackend();
  if (!backendSaid) toStandardError(`backend: ${reason}\nkernels: ${kernels.reason}`);
  backendSaid = true;
}

/** Runs a trial with its progress, and in the end its result, on standard error. */
export async function withProgress<R extends AnyRecord>(
  label: string, run: (observers: Pick<RunOptions, "onStart" | "onStep">) => Promise<R>,
): Promise<R> {
  const progress = progressBar(label);
  let trained = false;
  const onStart = async ({ epochsDone }: TrainingStart) => {
    trained = true;
    await sayBackend();
    if (epochsDone > 0) toStandardError(`${label}: resuming after epoch ${epochsDone}`);
  };
  try {
    const record = await run({ onStart, onStep: progress.onStep });
    if (trained) progress.finish(summaryOf(label, record));
    else toStandardError(`${label}: record ${record.hash} reused; --fresh trains again`);
    return record;
  } catch (error) {
    progress.clear();
    throw error;
  }
}

function trainSeed(study: Study, config: TrialConfig, seed: number, modelWanted: boolean): Promise<TrialRecord> {
  const label = `${MODEL_TITLES[config.model]}, seed ${seed}`;
  return withProgress(label, (observers) => runTrial(study.dataset, config, seed, { workspace: study.workspace, modelWanted, ...observers }));
}

/** One record per seed of a model as the study's profile configures it. */
export function trainModel(study: Study, model: ModelName): Promise<TrialRecord[]> {
  return trainSeeds(study, profileConfig(model, study.profile));
}

/** The records of a model that exist already, without training any. */
export function knownRecords(study: Study, model: ModelName): TrialRecord[] {
  const config = profileConfig(model, study.profile);
  return study.seeds.flatMap((seed) => {
    const hash = trialHash({ kind: "training", config, ...onDataset(study.dataset), seed });
    return findRecord<TrialRecord>(study.workspace, hash) ?? [];
  });
}

/** How many training sentences the profile's models see; null is all of them. */
export function trainingLimit(study: Study): number | null {
  return profileConfig("model2", study.profile).trainingSentences;
}

/** The two floors, on the training sentences that the profile's models see or on as many as `limit` says (null: all). */
export function scoreFloors(study: Study, limit: number | null = trainingLimit(study)): { readonly [floor in FloorName]: TrialRecord } {
  const [allO, lookUp] = FLOOR_NAMES.map((floor) => runFloor(study.dataset, floor, limit, study.workspace)) as [TrialRecord, TrialRecord];
  return { "all-O": allO, "look-up": lookUp };
}
