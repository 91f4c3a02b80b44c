import type { Feature } from "./features";

/** How far one feature of a window lies from the reference. */
export interface FeatureDrift {
  readonly psi: number;
  /** In bits, from 0 to 1. */
  readonly js: number;
  /** What windows without drift stay below, but for the stated share of them. */
  readonly psiThreshold: number;
  readonly jsThreshold: number;
  /** Whether the PSI is above its threshold. */
  readonly alarm: boolean;
}

/** A window's strict F1 as estimated without labels. */
export interface EstimatedF1 {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly precision: number;
  readonly recall: number;
  /** What the low end of windows without drift stays above, but for the stated share of them. */
  readonly floor: number;
  readonly belowFloor: boolean;
}

/** What a full window says. */
export interface DriftReport {
  readonly sentences: number;
  readonly tokens: number;
  /** Tokens that the vocabulary does not hold, in [0, 1]. */
  readonly unknownShare: number;
  readonly features: { readonly [feature in Feature]: FeatureDrift };
  /** Whether any feature is above its threshold. */
  readonly alarm: boolean;
  /** Null where the model found no entity and expects none. */
  readonly f1: EstimatedF1 | null;
}
