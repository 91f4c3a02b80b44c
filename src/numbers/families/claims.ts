import { auditClaims, CLAIMS, VERDICTS, type Claim, type ClaimVerdict } from "../../claims";
import { amount } from "../../claims/texts";
import { count } from "../../reports/percent";
import { fileOrigin, slug, whereKnown, type AddressedNumber, type Family, type Origin } from "../number";
import type { Sources } from "../sources";

const CODE = fileOrigin("src/claims/audit.ts");

/** The number that a claim is quoted with: as it stands there where it is a share, else the value with its unit. */
function claimedText({ claimed, value }: Claim): string {
  if (value === null) return claimed;
  if (value.unit === "F1") return String(value.value);
  const share = value.unit.startsWith("%") ? (/[\d,.]+ %/.exec(claimed) ?? /0\.\d+/.exec(claimed)) : null;
  return share === null ? `${amount(value.value)} ${value.unit}` : share[0];
}

function originsOf({ records }: ClaimVerdict): Origin[] {
  return records.length === 0 ? [CODE] : records.map((hash) => ({ title: hash.slice(0, 6), link: `${hash}.json` }));
}

/** Where one more run of the claim's protocol would lie, as the audit says it. */
function rangeNumbers({ id, claimed }: Claim, audited: ClaimVerdict): AddressedNumber[] {
  const range = /One more run of the same protocol would lie in (.*? to .*? %):/.exec(audited.cause)?.[1];
  return whereKnown(range, (text) => ({
    key: `claim-range-${id}`, what: `95 % prediction interval of one more run for “${claimed}”`,
    metric: "mean ± t · s · √(1 + 1/n) over seeds", text, from: originsOf(audited),
  }));
}

/** Whether something was measured, with as many seeds as a verdict needs. */
function isMeasured(claim: Claim, sources: Sources): boolean {
  const derived = claim.derive(sources.evidence());
  return derived !== null && derived.verdict !== null;
}

function claimNumbers(claim: Claim, audited: ClaimVerdict, sources: Sources): AddressedNumber[] {
  const { id, derivation, rule, source } = claim;
  const own = (beginning: string, what: string, metric: string, text: string, from: readonly Origin[]): AddressedNumber =>
    ({ key: `${beginning}-${id}`, what: `${what} “${claim.claimed}”`, metric, text, from });
  const measured = isMeasured(claim, sources) ? audited.measured : null;
  return [
    own("claimed", "The number of the claim", `quoted from ${source}`, claimedText(claim), [CODE]),
    own("claim", "The claim as it is quoted:", `quoted from ${source}`, claim.claimed, [CODE]),
    ...whereKnown(measured, (text) => own("measured", "What is measured here for", derivation, text, originsOf(audited))),
    ...rangeNumbers(claim, audited),
    own("verdict", "The verdict on", rule, audited.verdict, originsOf(audited)),
  ];
}

function countNumbers(audited: readonly ClaimVerdict[]): AddressedNumber[] {
  const number = (end: string, what: string, claims: number): AddressedNumber =>
    ({ key: `claims-${end}`, what, metric: "verdicts of the audit, counted", text: count(claims), from: [CODE] });
  return [
    number("total", "Claims under audit", audited.length),
    ...VERDICTS.map((verdict) =>
      number(slug(verdict), `Claims with the verdict “${verdict}”`, audited.filter((each) => each.verdict === verdict).length)),
  ];
}

const NOTEBOOK = fileOrigin("notebooks/12-claims-audit.ipynb");

/** The Advanced model with attention against the one without, as the notebook's paired test says it. */
function attentionNumbers(sources: Sources): AddressedNumber[] {
  const verdict = sources.evidence().attention();
  if (verdict === null) return [];
  const number = (end: string, what: string, part: string, text: string): AddressedNumber => ({
    key: `attention-with-minus-without${end}`, what: `${what}: the Advanced model with attention minus the one without`,
    metric: `${part} in the sentence of pairedVerdicts`, text, from: [NOTEBOOK],
  });
  return [
    number("", "Difference of strict F1", "the difference", `${verdict.points} points`),
    number("-interval", "Its 95 % bootstrap interval over sentences", "95 % interval", `${verdict.interval} points`),
    number("-p", "Approximate randomization, adjusted by Holm", "adjusted p", verdict.p),
    number("-verdict", "What the first is", "the outcome", verdict.outcome),
  ];
}

/** Each claim of the starting documents: quoted, measured here, and judged. */
export const claims: Family = {
  title: "Claims and verdicts",
  numbers: (sources) => {
    const audited = auditClaims(sources.evidence());
    return [...countNumbers(audited), ...CLAIMS.flatMap((claim, i) => claimNumbers(claim, audited[i]!, sources)), ...attentionNumbers(sources)];
  },
};
