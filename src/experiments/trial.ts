import type { Corpus, SplitName } from "../corpus/types";
import { sha256 } from "../files/hash";
import { stableJson } from "../files/stable-json";
import type { TrialConfig } from "./config";
import type { Dataset, Drawing } from "./dataset";

/** Raised by hand when a change of code alters results: records of an earlier version are then trained again. */
export const PROTOCOL_VERSION = 2;

export const FLOOR_NAMES = ["all-O", "look-up"] as const;
export type FloorName = (typeof FLOOR_NAMES)[number];

export interface FloorConfig {
  readonly floor: FloorName;
  readonly trainingSentences: number | null;
}

interface TrialBase {
  readonly corpus: { readonly name: string; readonly sha256: string };
  readonly split: SplitName;
  readonly drawing?: Drawing;
  readonly seed: number;
}

/** A training, scored on the test part; a training of a search, which never sees it; or one of the floors that need none. */
export type TrainingTrial = TrialBase & { readonly kind: "training"; readonly config: TrialConfig };
export type SearchTrial = TrialBase & { readonly kind: "search"; readonly config: TrialConfig };
export type FloorTrial = TrialBase & { readonly kind: "floor"; readonly config: FloorConfig };
export type Trial = TrainingTrial | SearchTrial | FloorTrial;

export function corpusReference(corpus: Pick<Corpus, "name" | "sha256">): Trial["corpus"] {
  return { name: corpus.name, sha256: corpus.sha256 };
}

/** What every trial on a dataset has in common. */
export function onDataset({ corpus, split, drawing }: Dataset): Pick<Trial, "corpus" | "split" | "drawing"> {
  return { corpus: corpusReference(corpus), split: split.name, ...(drawing && { drawing }) };
}

/**
 * Settings younger than the first records, with the value that means what those did. At that value they are left out of the
 * hash, so that a new setting makes no old record invalid.
 */
const NEUTRAL: { readonly [setting: string]: unknown } = {
  "vocabulary.over": "training",
  "training.weightDecay": 0,
  "hyperparameters.outputDropout": 0,
  "hyperparameters.attention": false,
};

type Settings = { readonly [key: string]: unknown };

function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutNeutral(settings: Settings, place = ""): Settings {
  const kept = Object.entries(settings).filter(([key, value]) => !(`${place}${key}` in NEUTRAL) || NEUTRAL[`${place}${key}`] !== value);
  return Object.fromEntries(kept.map(([key, value]) => [key, isSettings(value) ? withoutNeutral(value, `${place}${key}.`) : value]));
}

const HASH_DIGITS = 16;

/** The trial's name: a content hash over all that determines its result. The corpus counts by its bytes, not by its name. */
export function trialHash(trial: Trial): string {
  const { kind, config, corpus, split, drawing, seed } = trial;
  const settings = withoutNeutral(config as unknown as Settings);
  const content = { protocolVersion: PROTOCOL_VERSION, kind, config: settings, corpus: corpus.sha256, split, drawing, seed };
  return sha256(stableJson(content)).slice(0, HASH_DIGITS);
}
