import { auditSeedCase, type AuditedClaim } from "../evaluation";
import type { Claim } from "./claim";
import { capacityHere } from "./served";
import { STARTING_DOCUMENTS } from "./origin";

interface Quotation {
  readonly id: string;
  readonly claimed: string;
  readonly theme: "business" | "production";
}

/** How each claim of the seed's business case is quoted, by its name there. */
const QUOTATIONS: { readonly [claim: string]: Quotation } = {
  "return on investment": { id: "return", claimed: "1,566 % return on investment", theme: "business" },
  "lower cost": { id: "cost", claimed: "95 % lower cost", theme: "business" },
  "capacity, 10M+ documents a day": { id: "capacity", claimed: "10M+ documents a day; elsewhere 500,000", theme: "production" },
  "capacity, 2,000 requests a second": { id: "request-rate", claimed: "2,000 requests/s for 10M documents a day", theme: "production" },
  "ten annotators do the same work": { id: "annotators", claimed: "10 annotators do the same work", theme: "business" },
};

function quotationOf({ claim }: AuditedClaim): Quotation {
  return QUOTATIONS[claim] ?? { id: claim.replace(/\W+/g, "-").toLowerCase(), claimed: claim, theme: "business" };
}

function businessClaim(audited: AuditedClaim): Claim {
  const { stated, derived, unit, derivation, verdict } = audited;
  const { id, claimed, theme } = quotationOf(audited);
  const holds = verdict === "assumption";
  const why = holds ? "Its inputs give it, none of them measured" : "Its own inputs, or another claim, say otherwise";
  return {
    id, theme, claimed, value: { value: stated, unit }, source: STARTING_DOCUMENTS, protocol: "arithmetic on stated inputs", derivation,
    rule: "assumption: its own inputs give it, and nobody measured them; refuted: they, or another claim, give another number",
    notebook: null,
    derive: ({ load }) => ({
      measured: `${derived.toLocaleString("en-US", { maximumFractionDigits: 1 })} ${unit}`,
      verdict: holds ? "assumption" : "refuted",
      cause: `${why}: ${derivation}.${theme === "production" ? capacityHere(load) : ""}`,
      records: [],
    }),
  };
}

/** The business case and its capacities, derived from their own inputs. */
export const businessClaims: readonly Claim[] = auditSeedCase().map(businessClaim);
