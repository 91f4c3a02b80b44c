import { businessCase } from "./business-case";
import { SEED_INPUTS } from "./seed-case";

/** A claim of the starting documents beside what its own inputs give. */
export interface AuditedClaim {
  readonly claim: string;
  /** As stated, and as derived, in `unit`. */
  readonly stated: number;
  readonly derived: number;
  readonly unit: string;
  /** The arithmetic with its inputs. */
  readonly derivation: string;
  /** `assumption`: the arithmetic holds, the inputs are unmeasured. `contradiction`: its own inputs or another claim say otherwise. */
  readonly verdict: "assumption" | "contradiction";
}

/** Documents a day that the starting documents claim in two places. */
export const CLAIMED_CAPACITIES = [500_000, 10_000_000] as const;
/** The average rate that they claim in a third. */
export const CLAIMED_REQUESTS_PER_SECOND = 2000;

const SECONDS_PER_DAY = 86_400;
const WORKING_SECONDS_PER_DAY = 8 * 3600;

/** The rate per second at which a day's number is done around the clock. */
export function perSecond(perDay: number): number {
  return perDay / SECONDS_PER_DAY;
}

function auditReturns(): AuditedClaim[] {
  const { returnOnInvestment, costReduction } = businessCase(SEED_INPUTS);
  const inputs = "10 × 5,000 manual, 2,000 + 1,000 automated, per month";
  return [
    {
      claim: "return on investment", stated: 1566, derived: 100 * returnOnInvestment!, unit: "% per month", verdict: "assumption",
      derivation: `(50,000 − 3,000) / 3,000: ${inputs}; no input says how good the model is`,
    },
    {
      claim: "lower cost", stated: 95, derived: 100 * costReduction!, unit: "%", verdict: "contradiction",
      derivation: `(50,000 − 3,000) / 50,000: ${inputs}`,
    },
  ];
}

function auditCapacities(): AuditedClaim[] {
  const [small, large] = CLAIMED_CAPACITIES;
  return [
    {
      claim: "capacity, 10M+ documents a day", stated: large, derived: small, unit: "documents per day", verdict: "contradiction",
      derivation: "500,000 a day in another place: 5.8 a second against 116 a second",
    },
    {
      claim: "capacity, 2,000 requests a second", stated: CLAIMED_REQUESTS_PER_SECOND, derived: perSecond(large), unit: "per second",
      verdict: "contradiction", derivation: "10,000,000 / 86,400 s; 2,000 a second would be 172.8M a day",
    },
    {
      claim: "ten annotators do the same work", stated: SEED_INPUTS.annotators.value, unit: "people", verdict: "contradiction",
      derived: small / (WORKING_SECONDS_PER_DAY / 60),
      derivation: "500,000 documents a day at a minute each are 500,000 / 480 people in days of 8 hours",
    },
  ];
}

/** The starting documents' business claims, each with its stated number, what follows from their own inputs, and how. */
export function auditSeedCase(): AuditedClaim[] {
  return [...auditReturns(), ...auditCapacities()];
}
