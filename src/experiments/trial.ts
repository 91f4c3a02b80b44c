import type { Corpus, SplitName } from "../corpus/types";
import { sha256 } from "../files/hash";
import { stableJson } from "../files/stable-json";
import type { TrialConfig } from "./config";

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
  readonly seed: number;
}

/** A training, or one of the floors that need none. */
export type Trial =
  | (TrialBase & { readonly kind: "training"; readonly config: TrialConfig })
  | (TrialBase & { readonly kind: "floor"; readonly config: FloorConfig });

export function corpusReference(corpus: Corpus): Trial["corpus"] {
  return { name: corpus.name, sha256: corpus.sha256 };
}

const HASH_DIGITS = 16;

/** The trial's name: a content hash over all that determines its result. The corpus counts by its bytes, not by its name. */
export function trialHash(trial: Trial): string {
  const { kind, config, corpus, split, seed } = trial;
  return sha256(stableJson({ protocolVersion: PROTOCOL_VERSION, kind, config, corpus: corpus.sha256, split, seed })).slice(0, HASH_DIGITS);
}
