import type { ModelName } from "../models/options";
import { defaultTrialConfig, withOverrides, type TrialConfig } from "./config";

export const PROFILE_NAMES = ["quick", "full"] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

export interface Profile {
  readonly name: ProfileName;
  /** Seeds when nobody asks for another number. */
  readonly seeds: number;
  /** What every table of this profile says about itself; empty where nothing need be said. */
  readonly caution: string;
  readonly overrides: Readonly<Record<string, unknown>>;
  /** Per model, on top of `overrides`. */
  readonly modelOverrides: { readonly [name in ModelName]?: Readonly<Record<string, unknown>> };
}

/** Enough to see every model learn, in minutes; no model is done learning. The learning rate is three times the usual, because the steps are few. */
const QUICK: Profile = {
  name: "quick",
  seeds: 1,
  caution:
    "Quick profile: at most 5,000 training sentences, few epochs. The models are under-trained; these numbers only show that everything runs.",
  overrides: { trainingSentences: 5000, training: { batchSize: 32, learningRate: 3e-3 } },
  modelOverrides: {
    baseline: { training: { maximumEpochs: 4 } },
    "baseline-per-token": { training: { maximumEpochs: 4 } },
    model2: { training: { maximumEpochs: 4 } },
    advanced: { training: { maximumEpochs: 4 } },
  },
};

/** The experiments as they are meant; training ends once three epochs brought no gain on validation. */
const FULL: Profile = {
  name: "full",
  seeds: 5,
  caution: "",
  overrides: { training: { patience: 3 } },
  modelOverrides: { advanced: { training: { plateau: { factor: 0.5, patience: 2 } } } },
};

const PROFILES: { readonly [name in ProfileName]: Profile } = { quick: QUICK, full: FULL };

export function profileNamed(name: ProfileName): Profile {
  return PROFILES[name];
}

/** A model's configuration under a profile. */
export function profileConfig<N extends ModelName>(model: N, profile: Profile): TrialConfig<N> {
  return withOverrides(withOverrides(defaultTrialConfig(model), profile.overrides), profile.modelOverrides[model] ?? {});
}
