import type { ModelName } from "../../models/options";
import type { TrainingConfig } from "../../training/config";

type Settings = Readonly<Record<string, unknown>>;

/**
 * What an arm is trained and scored on. `study`: the study's own corpus and split. `random`: the same shares drawn at random.
 * `legacy`: its one-token reading, split 60/20/20 at random by the trial's seed, as the original's. `whole`: whole sentences under
 * that same random split. `distinct`: the same with equal sentences kept in one part. `redrawn`: the study's own shares, drawn by
 * the trial's seed. `other`: the study's second corpus.
 */
export const DATA_NAMES = ["study", "random", "legacy", "whole", "distinct", "redrawn", "other"] as const;
export type DataName = (typeof DATA_NAMES)[number];

/** How long a training may last. Only the full profile follows it; the quick one has its own few epochs. */
export type Schedule = Partial<Pick<TrainingConfig, "maximumEpochs" | "patience" | "plateau">>;

/** One configuration of an experiment. */
export interface Arm {
  /** Unique within its experiment. */
  readonly id: string;
  /** How tables and figures call it. */
  readonly title: string;
  readonly model: ModelName;
  readonly data: DataName;
  /** Share of the training part, in (0, 1]. */
  readonly share: number;
  /** What differs from the profile's configuration of the model. */
  readonly settings: Settings;
  readonly schedule: Schedule;
  /** Where it stands on its grid, such as the length or the dropout rate. */
  readonly value: number | null;
  /** Whether the quick profile has it too. */
  readonly quick: boolean;
}

/** A question, and the trials that answer it. */
export interface Experiment {
  readonly id: string;
  /** The notebook that shows it, such as "08". */
  readonly notebook: string;
  readonly question: string;
  /** `search` arms are scored on the validation part alone. */
  readonly kind: "training" | "search";
  /** The most seeds; a study with fewer has fewer. */
  readonly seeds: number;
  readonly arms: readonly Arm[];
}

/** An arm of all defaults: whole training part of the study, nothing changed, in both profiles. */
export function arm(id: string, model: ModelName, changes: Partial<Omit<Arm, "id" | "model">> = {}): Arm {
  return { id, title: id, model, data: "study", share: 1, settings: {}, schedule: {}, value: null, quick: true, ...changes };
}
