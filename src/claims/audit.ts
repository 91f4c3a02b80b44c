import { architectureClaims } from "./architecture";
import { businessClaims } from "./business";
import { THEMES, VERDICTS, type Claim, type Derivation, type Verdict } from "./claim";
import { comparisonClaims } from "./comparisons";
import { documentClaims } from "./documents";
import type { Evidence } from "./evidence";
import { observationClaims } from "./observations";
import { productionClaims } from "./production";
import { readingClaims } from "./reading";
import { scoreClaims } from "./scores";
import { FEWEST_SEEDS } from "./seeds";

/** A claim's verdict as `nerbook claims --json` prints it. */
export interface ClaimVerdict {
  readonly id: string;
  readonly claimed: string;
  /** Null where nothing was. */
  readonly measured: string | null;
  readonly verdict: Verdict;
  readonly cause: string;
  /** Hashes of the records that the verdict rests on. */
  readonly records: readonly string[];
}

function byTheme(claims: readonly Claim[]): Claim[] {
  return THEMES.flatMap((theme) => claims.filter((claim) => claim.theme === theme));
}

/** Every claim under audit, theme by theme. */
export const CLAIMS: readonly Claim[] = byTheme([
  ...readingClaims, ...scoreClaims, ...comparisonClaims, ...architectureClaims, ...observationClaims, ...productionClaims, ...businessClaims,
  ...documentClaims,
]);

/** A number as it is quoted: digits, thousands separators, decimals, and its per cent sign. */
const NUMBER = /(\d[\d,]*\d(?:\.\d+)?|\d+(?:\.\d+)?)( %)?/g;

/** Every number that a claim is quoted with, such as `99.9`, `99.9 %` or `1,566`, each once: prose may quote these, and no others without a record. */
export function quotedNumbers(): string[] {
  const found = CLAIMS.flatMap(({ claimed }) => [...claimed.matchAll(NUMBER)].flatMap(([whole, number]) => [number!, whole]));
  return [...new Set(found)];
}

function command({ notebook }: Claim): string {
  return `npx nerbook reproduce --corpus gmb --profile full --only ${notebook} makes them`;
}

function elsewhere({ corpus, profile, split }: Evidence): string {
  return `So on ${corpus} (${profile} profile, ${split} split); the claim is about GMB, the full profile and the reference split.`;
}

function hashesOf({ records }: Derivation): string[] {
  return [...new Set(records.map(({ hash }) => hash))];
}

/** A claim's verdict on the given evidence. On another corpus or profile, what rests on records is shown without a verdict. */
export function auditClaim(claim: Claim, evidence: Evidence): ClaimVerdict {
  const { id, claimed, notebook } = claim;
  const derived = claim.derive(evidence);
  if (derived === null) return { id, claimed, measured: null, verdict: "not measured", cause: `Its records are missing; ${command(claim)}.`, records: [] };
  const judged = { id, claimed, measured: derived.measured, records: hashesOf(derived) };
  const without = (cause: string): ClaimVerdict => inOrder({ ...judged, verdict: "not measured", cause });
  if (notebook !== null && !evidence.isAboutClaims) return without(elsewhere(evidence));
  if (derived.verdict === null) return without(`A verdict needs the records of at least ${FEWEST_SEEDS} seeds; ${command(claim)}.`);
  return inOrder({ ...judged, verdict: derived.verdict, cause: derived.cause });
}

/** The fields in the order of the interface. */
function inOrder({ id, claimed, measured, verdict, cause, records }: ClaimVerdict): ClaimVerdict {
  return { id, claimed, measured, verdict, cause, records };
}

export function auditClaims(evidence: Evidence): ClaimVerdict[] {
  return CLAIMS.map((claim) => auditClaim(claim, evidence));
}

/** `9 reproduced, 4 artefact, …`: how many claims got each verdict. */
export function verdictCounts(audited: readonly ClaimVerdict[]): { readonly verdict: Verdict; readonly claims: number }[] {
  const counts = VERDICTS.map((verdict) => ({ verdict, claims: audited.filter((each) => each.verdict === verdict).length }));
  return counts.filter(({ claims }) => claims > 0);
}
