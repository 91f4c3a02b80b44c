import type { TrialRecord } from "../experiments/record";
import type { Evidence } from "./evidence";

export const VERDICTS = ["reproduced", "artefact", "refuted", "not reproduced", "assumption", "not measured"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What each verdict says, for readers of a table. */
export const VERDICT_MEANINGS: { readonly [verdict in Verdict]: string } = {
  "reproduced": "the same number under the same protocol",
  "artefact": "the same number under the same protocol, and one named change of protocol takes it away",
  "refuted": "an honest measurement, or the claim's own record, contradicts it",
  "not reproduced": "the same protocol gives another number here, or none that could be told apart",
  "assumption": "arithmetic on inputs that nobody measured",
  "not measured": "nobody measured it there; what is measured here stands beside it",
};

export const THEMES = ["reading", "scores", "architecture", "observations", "production", "business", "documents"] as const;
export type Theme = (typeof THEMES)[number];

/** The claimed number as it stands, `95` for 95 %. */
export interface ClaimedValue {
  readonly value: number;
  readonly unit: string;
}

/** What deriving a claim again came to. */
export interface Derivation {
  /** In words and numbers, short enough for a table; null where nothing was. */
  readonly measured: string | null;
  /** Null where there are too few seeds for one. */
  readonly verdict: Verdict | null;
  /** Why, in a sentence or two with their numbers. */
  readonly cause: string;
  readonly records: readonly TrialRecord[];
}

/** What is measured so far, with too few seeds for a verdict. */
export function undecided(measured: string, ...records: readonly (readonly TrialRecord[])[]): Derivation {
  return { measured, verdict: null, cause: "", records: records.flat() };
}

/** One claim as data. */
export interface Claim {
  readonly id: string;
  readonly theme: Theme;
  /** The claim as it is quoted. */
  readonly claimed: string;
  readonly value: ClaimedValue | null;
  readonly source: string;
  /** Under what the number was made there. */
  readonly protocol: string;
  /** How it is derived again here. */
  readonly derivation: string;
  /** When which verdict is given. */
  readonly rule: string;
  /** The notebook whose records it needs; null where arithmetic is enough. */
  readonly notebook: string | null;
  /** Null where records are missing. */
  readonly derive: (evidence: Evidence) => Derivation | null;
}
